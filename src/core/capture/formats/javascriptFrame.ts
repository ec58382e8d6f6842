import type { FrameOrigin } from '../failureReport';
import { CUT, cutPlace, type FrameDraft } from './frameDraft';
import { parseOldFrame } from './javascriptOldFrame';
import { tidyFile } from './tidyFile';

/** Frames of V8 (Node, Chrome, Deno), of Vitest, and of Firefox and Safari. */
export function parseJavaScriptFrame(text: string): FrameDraft | undefined {
  return (
    parseV8Frame(text) ??
    parseVitestFrame(text) ??
    parseGeckoFrame(text) ??
    parseFirefoxConsoleFrame(text) ??
    parseBareFrame(text) ??
    parseOldFrame(text)
  );
}

const lineAndColumn = /:(\d{1,9})(?::(\d{1,9}))?$/;
/**
 * Without the text that inspect prints after the last frame: properties, the end of an object or a list. A loop, because `+$` is quadratic.
 */
function withoutTail(text: string, letters = /[\s,{}\]'"`]/): string {
  let end = text.length;
  while (end > 0 && letters.test(text[end - 1] ?? '')) end -= 1;
  return text.slice(0, end);
}

/** The usual form: no parentheses in the name or the path, a line and a column. Read with one expression, because traces can be long. */
const usualFrame =
  /^\s{0,200}at (?:async )?([^\s()][^()]{0,400}) \((?!eval at |address at |at |[\w$.]{0,100}(?:Error|Exception): )([^()]{1,2000}):(\d{1,9}):(\d{1,9})\)$/;

function parseV8Frame(text: string): FrameDraft | undefined {
  const usual = usualFrame.exec(text);
  if (usual && !usual[2]!.includes('  at ')) {
    const [, name, file = '', line, column] = usual;
    return { file: tidyFile(file), line: Number(line), column: Number(column), function: name, raw: text.trimStart() };
  }
  const from = startOfV8Frame(text);
  if (from < 0) return undefined;
  const raw = withoutTail(text.slice(from));
  let rest = raw.slice(3);
  if (rest.startsWith('async ')) rest = rest.slice(6);
  if (rest.endsWith(')')) {
    // A path may contain parentheses, a function's name hardly ever: take the first one that opens a location.
    for (
      let open = rest.startsWith('(') ? 0 : rest.indexOf(' ('), tries = 0;
      open >= 0 && tries < 8;
      open = rest.indexOf(' (', open + 2), tries++
    ) {
      const place = parsePlace(rest.slice(open === 0 ? 1 : open + 2, -1));
      const name = rest.slice(0, open);
      if (place) return name === '' ? { ...place, raw } : { ...place, function: name, raw };
    }
  }
  const extension = extensionPlace.exec(rest);
  if (extension) {
    const [, name, scheme = '', path = '', line, column] = extension;
    const frame = { file: `${scheme}:${path}`, line: Number(line), column: Number(column), raw };
    return name === undefined ? frame : { ...frame, function: name };
  }
  if (rest === '<anonymous>' || rest === '<Jasmine>' || rest.startsWith('wasm://')) return { file: rest, line: 0, raw };
  // React Native and some bundlers leave out the space before the place.
  const tight = tightFrame.exec(rest);
  if (tight && !nativeSource.test(`${tight[2] ?? ''}:1`)) {
    const [, name, file = '', line, column] = tight;
    return { file: tidyFile(file), line: Number(line), column: Number(column), function: name, raw };
  }
  const place = lineAndColumn.test(rest) && isPlaceAlone(rest) ? parsePlace(rest) : undefined;
  return place && { ...place, raw };
}

/** Safari's extensions: `load@safari-extension:(//id/app.js:3:10)`. */
const extensionPlace = /^(?:([\w$.<>]{1,200})@)?(safari(?:-web)?-extension):\((\/\/[^()\s]{1,1000}):(\d{1,9}):(\d{1,9})\)$/;

const tightFrame = /^([\w$.<>]{1,200})\(([^()\s]{1,1000}):(\d{1,9}):(\d{1,9})\)$/;

/** Offset of the `at `: at the start of the line, or after an unknown prefix and the frame's own indentation. */
function startOfV8Frame(text: string): number {
  const first = text.search(/\S/);
  if (first < 0) return -1;
  if (text.startsWith('at ', first)) return first;
  const gap = Math.max(text.lastIndexOf('  at '), text.lastIndexOf('\tat '));
  // Escaped line breaks before it mean a whole trace in one string.
  return gap < 0 || text.lastIndexOf('\\n', gap) >= 0 ? -1 : text.indexOf('at ', gap);
}

/** Sources of compiled languages: the second line of a frame in their own traces. */
const nativeSource = /\.(?:c|cc|cpp|cxx|h|hh|hpp|rs|S|s|asm|go|zig|swift|m|mm)(?::\d{1,9}){1,2}$/;

/** A place without a function: a path or a URL, not the end of a sentence ("at step 3:1"), nor a function with its place cut off. */
function isPlaceAlone(text: string): boolean {
  return (
    !/^[^()]{1,400} \([^)]*$|\{ /.test(text) &&
    !nativeSource.test(text) &&
    (/[\\/]/.test(text) ||
      /^(?:node|bun|deno|ext|webpack|eval|blob|native|file):/.test(text) ||
      /^(?:[^\s:]+|\[[\w ]{1,40}\](?:-\w{1,20})?):\d+:\d+$|^[^\s:]{1,300}\.[cm]?[jt]sx?:\d{1,9}$/.test(text))
  );
}

const native = /^(?:native|<anonymous>|\[native code\]|index \d{1,9}|unknown location|native array|native code|unknown)$/;

/** Next.js prints the error's own first line as a frame: `at <unknown> (Error: connect ECONNREFUSED 127.0.0.1:3001)`. */
const errorInPlace = /^[\w$.]{0,100}(?:Error|Exception): /;

/** The text between the parentheses. */
function parsePlace(text: string): Pick<FrameDraft, 'file' | 'line' | 'column'> | undefined {
  if (native.test(text)) return { file: text.startsWith('index ') ? '' : text, line: 0 };
  if (text.startsWith('eval at ')) return parseEval(text);
  const match = lineAndColumn.exec(text);
  if (!match && /^<anonymous>:wasm-function\[\d{1,9}\]:0x[\da-f]{1,16}$/.test(text)) return { file: '<anonymous>', line: 0 };
  const [, cut] = match ? [] : (cutPlace.exec(text) ?? []);
  if (cut !== undefined) return { file: tidyFile(cut), line: 0 };
  if (!match) return /^wasm:\/\//.test(text) ? { file: text, line: 0 } : undefined;
  const file = text.slice(0, match.index);
  if (errorInPlace.test(file)) return { file: '', line: 0 };
  if (file === '' || /^at | {2}at /.test(file)) return undefined;
  // Hermes writes "address at index.android.bundle:1:2345".
  return { file: tidyFile(file.replace(/^address at /, '')), ...positionOf(match) };
}

/** What `lineAndColumn` found. */
function positionOf([, line, column]: RegExpExecArray): Pick<FrameDraft, 'line' | 'column'> {
  return { line: Number(line), ...(column !== undefined && { column: Number(column) }) };
}

/** `eval at f (eval at g (/x.js:3:5)), <anonymous>:1:1`: the evaluating file, or the name that the evaluated code gave itself. */
function parseEval(text: string): Pick<FrameDraft, 'file' | 'line' | 'column'> | undefined {
  const comma = text.lastIndexOf('), ');
  if (comma >= 0) {
    const own = text.slice(comma + 3);
    if (!own.startsWith('<anonymous>')) return parsePlace(own);
  }
  const outer = text.slice(0, comma < 0 ? text.length : comma);
  const open = outer.lastIndexOf(' (');
  const inner = withoutTail(outer.slice(open + 2), /\)/);
  return open < 0 || inner.startsWith('eval at ') ? { file: '<anonymous>', line: 0 } : parsePlace(inner);
}

/** A name, not the first folder of a path, and its alias. */
const vitestName = /^((?:new |async )?[^\s\\/]{1,400}(?: \[as [^\s\]]{1,100}\])?) (.+)$/;

/** ` ❯ useOrders src/hooks/useOrders.ts:12:3` */
function parseVitestFrame(text: string): FrameDraft | undefined {
  const raw = text.trim();
  if (!raw.startsWith('❯ ')) return undefined;
  const match = lineAndColumn.exec(raw);
  const position = match && positionOf(match);
  if (!match || position?.column === undefined) return undefined;
  const place = raw.slice(2, match.index);
  const [, name, file = place] = vitestName.exec(place) ?? [];
  const frame: FrameDraft = { file: tidyFile(file), ...position, raw };
  if (name !== undefined) frame.function = name;
  return frame;
}

const geckoPlace =
  /@(?=[a-z][a-z-]{1,30}:\/|[a-z]{2,10}:[a-z]|\/|[A-Za-z]:[\\/]|\[native code\]|[^\s@]{1,500}\.(?:[cm]?[jt]sx?|jsbundle|bundle|html|vue|svelte)(?:\?[^\s@]{0,200})?:\d)/;

/** The text before the `@` of a scope or of a version in a path: `/app/node_modules/@acme/db/index.js:3`. */
const folderBefore = /^[.~]{0,2}[/\\]|[/\\]$|node_modules[/\\]/;

/** Firefox wrote the arguments behind a name until version 13, and `(null)` for a function without one. */
const argumentsBehind = /\([^()]{0,300}\)$/;
/** Opera 11: `<anonymous function: run>([arguments not available])@…`. */
const operaFunction = /^<anonymous function(?:: )?([^<>]{0,200})>$/;

/** `name@http://host/file.js:10:5`, `async*name@…`, `name/<@…`, `map@[native code]` */
function parseGeckoFrame(text: string): FrameDraft | undefined {
  const raw = withoutTail(text.trim(), /[,'"`]/);
  const at = raw.search(geckoPlace);
  if (at < 0 || /^\s|\s{2}/.test(raw.slice(0, at))) return undefined;
  const name = raw
    .slice(0, at)
    .replace(/^(?:async\*|promise callback\*|setTimeout handler\*|EventListener\.handleEvent\*|EventHandlerNonNull\*)+/, '')
    .replace(argumentsBehind, '')
    .replace(operaFunction, '$1');
  if (/[\s:]/.test(name) && !/^(?:global|module|eval|async) code$|^(?:get|set|bound) \S+$/.test(name)) return undefined;
  if (folderBefore.test(name)) return undefined;
  const place = raw.slice(at + 1);
  const frame = name === '' ? { raw } : { function: name, raw };
  if (place === '[native code]') return { ...frame, file: place, line: 0 };
  const evaluated = / line (\d{1,9}) > (?:eval|Function|injectedScript)/.exec(place);
  if (evaluated) return { ...frame, file: tidyFile(place.slice(0, evaluated.index)), line: Number(evaluated[1]) };
  const match = lineAndColumn.exec(place);
  if (!match || /\s/.test(place.slice(0, match.index).replace(/^[A-Za-z]:|^\/|^file:/, ''))) return undefined;
  return { ...frame, file: tidyFile(place.slice(0, match.index)), ...positionOf(match) };
}

/** `    useOrders http://localhost:5173/src/hooks/useOrders.ts:12` as copied from Firefox's console. */
function parseFirefoxConsoleFrame(text: string): FrameDraft | undefined {
  const match = /^\s{2,}([\w$./<>[\]*]{1,200}) ((?:https?|file|webpack|moz-extension):\/\/[^\s]{1,2000}?):(\d{1,9})(?::(\d{1,9}))?$/.exec(
    text,
  );
  if (!match) return undefined;
  const [, name = '', file = '', line, column] = match;
  const frame: FrameDraft = { file: tidyFile(file), line: Number(line), function: name, raw: text.trim() };
  if (column !== undefined) frame.column = Number(column);
  return frame;
}

const bareFrame =
  /^\s*((?:https?|file|capacitor|app|blob|webpack|ionic|safari(?:-web)?-extension):\/\/[^\s]{1,2000}?|[\w./-]{1,300}\.(?:js)?bundle):(\d{1,9}):(\d{1,9})$/;

/** Safari and React Native name an anonymous function's place alone: `http://localhost/app.js:10:5`. */
function parseBareFrame(text: string): FrameDraft | undefined {
  const [, file, line, column] = bareFrame.exec(text) ?? [];
  return file === undefined ? undefined : { file: tidyFile(file), line: Number(line), column: Number(column), raw: text.trim() };
}

/** Whether a line may be a frame without any mark of one; the lines above decide. */
export function needsHeader(text: string): boolean {
  return bareFrame.test(text) || parseOldFrame(text) !== undefined;
}

/** A line that starts like a frame but has no place yet. */
export function isCutJavaScriptFrame(text: string): boolean {
  const rest = /^\s*at (?:async )?(\S.*)$/.exec(text)?.[1];
  // `at com.acme.Cart.total(Cart.java:42)` is complete, though not a frame of this language.
  if (rest === undefined || rest.endsWith(')') || parseV8Frame(text)) return false;
  return rest.includes('(') || /[\\/]|^(?:new |[\w$<])/.test(rest);
}

/** A frame that was cut behind its file: `at load (/app/load.js:1`, also with its column cut, or its last parenthesis alone. */
const cutFrame = /^(\s*at (?:async )?[^()]{1,400} \(.{1,2000}?[\w\])]:)(\d{0,9})(?:(:)\d{0,9})?(?:…|\.{3})?$/;

/** The row of such a frame, with the line as far as it is sure. */
export function wholeJavaScriptFrame(text: string): string | undefined {
  const [, before, digits = '', colon] = cutFrame.exec(text) ?? [];
  return before === undefined ? undefined : `${before}${digits}${colon !== undefined && digits ? '' : CUT})`;
}

/** The last is AWS Lambda's; `<node_internals>` is what VS Code's debug console calls Node's own files. */
const runtimeFile =
  /^(?:node:|<node_internals>|internal\/|bun:|deno:|ext:|electron\/|v8\/|native\b|\[native code\]|<anonymous>|<Jasmine>|wasm:\/\/|unknown|\/var\/runtime\/)/;
/** Node's own files before they were called `node:`: no folder, and the names of core modules. */
const oldCoreFile =
  /^_?(?:assert|async_hooks|buffer|bootstrap_node|child_process|cluster|crypto|dgram|dns|domain|events|fs|http|http_agent|http_client|http_common|http_incoming|http_outgoing|http_server|https|module|net|next_tick|node|path|process|querystring|readline|repl|stream|stream_[a-z]+|string_decoder|timers|tls|tls_wrap|tty|url|util|v8|vm|zlib)\.js$/;
const dependencyFile =
  /(?:^|[\\/])(?:node_modules|bower_components|\.yarn|\.pnpm|\.pnp\.c?js|\.vite[\\/]deps|@vite|@react-refresh|@id)(?:[\\/]|$|\?)|^(?:chrome|moz|safari-web)-extension:|^webpack:\/+(?:[^\s/]{0,80}\/)?webpack\/|^https?:\/\/(?:unpkg\.com|cdn\.|cdnjs\.|esm\.sh|ga\.jspm\.io|www\.google)/;

export function javascriptOrigin(frame: FrameDraft): FrameOrigin {
  if (frame.file === '' || runtimeFile.test(frame.file) || oldCoreFile.test(frame.file)) return 'runtime';
  return dependencyFile.test(frame.file) ? 'dependency' : 'workspace';
}
