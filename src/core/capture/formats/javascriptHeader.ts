import type { Line, Lookback } from '../line';
import { unescapeJson } from '../scan/textsInJson';
import type { FrameDraft } from './frameDraft';
import { bunMessage, bunText, isMarked } from './javascriptBun';
import { indentOf } from './javascriptError';
import { parseJavaScriptFrame } from './javascriptFrame';
import { placeInMessage, placeOfCompiler, splitBuildMessage } from './javascriptPlaceInMessage';

/** Type and message of an error, and the start of its text. */
export interface Header {
  type: string;
  message: string;
  /** The error's first line. */
  first: Line;
  /** "Caused by:" stands before it. */
  caused?: boolean;
  /** It ended the program: Node prints the code with a mark above it. */
  uncaught?: boolean;
  /** The place that Node prints above a syntax error, whose frames lack it. */
  place?: FrameDraft;
  /** The error's properties, where they stand above its frames. */
  details?: string;
}

const typeName = String.raw`(?:[A-Za-z_$][\w$]{0,80}\.){0,6}[A-Za-z_$][\w$]{0,100}`;
/** Names that only errors have. */
const errorName = String.raw`(?:[A-Za-z_$][\w$]{0,80}\.){0,6}(?:[A-Za-z_$][\w$]{0,100}(?:Error|Exception|Failure|Fault|Violation|Rejection|Warning)|Error|Trace|Invariant Violation|DOMException|Exception|Warning|UnhandledPromiseRejection)`;
const code = String.raw`(?: \[[\w.-]{1,60}\]| \([\w. -]{1,60}\))?`;
const ownName = String.raw`(?: \[(?<ownName>[\w.-]{1,60})\]| \([\w. -]{1,60}\))?`;
const lead = String.raw`(?:(?:[Ee]rror: )?Uncaught (?:\(in promise\) ?)?|Unhandled (?:Promise )?[Rr]ejection:? |\(node:\d{1,9}\) (?:\[\w{1,60}\] )?(?:UnhandledPromiseRejectionWarning: )?|Unhandled Runtime |ERROR:? {1,2}|error: (?:bundling(?: failed)?: )?(?=\S{0,100}Error\b)|[❌✖×●⨯→] |\[(?=[A-Z]))?`;
const strong = new RegExp(
  String.raw`^\s*(?<cause>[Cc]aused by: |\[?cause\]?: |\[cause\] )?${lead}(?<name>${errorName})${ownName}(?:: ?(?<message>.*)|\]?)$`,
);
/** `console.error('Failed:', error)` of an error without a message, directly above its frames. */
const atEnd = new RegExp(String.raw`: (${errorName})${code}()$`);
const inside = new RegExp(String.raw`(?:[\s:([{'"=])(${errorName})${code}: (.*)$`);
const humped = new RegExp(String.raw`^\s*${lead}([A-Z][a-z\d]+[A-Z][\w$]{1,80})${code}: (.*)$`);
const weak = new RegExp(String.raw`^\s*${lead}((?!https?:)${typeName})${code}: (.*)$`);

/** A stack as a list in pretty-printed JSON: one string a line. */
const jsonElement = /^\s*"(.*)",?$/;

/** Deno passes on errors of TypeScript's checker: `error: TS2322 [ERROR]: …`. */
const denoTypeError = /^\s*(?:error: )?(TS\d{1,6}) \[ERROR\]: (.*)$/;

/** Reads a line as the first line of an error; `inside` also in the middle of a line, as in `console.error('Failed:', error)`. */
export function readHeader(
  text: string,
  where: 'start' | 'inside' = 'start',
): { type: string; message: string; caused: boolean } | undefined {
  if (text.length > 100_000) return undefined;
  const element = jsonElement.exec(text)?.[1];
  const [, deno, said = ''] = denoTypeError.exec(text) ?? [];
  if (deno !== undefined) return { type: deno, message: said, caused: false };
  const match = strong.exec(element === undefined ? text : unescapeJson(element));
  if (match) {
    const { cause, name = '', ownName: behind, message = '' } = match.groups ?? {};
    return { type: classOf(name, behind), message, caused: cause !== undefined };
  }
  if (where === 'start') return undefined;
  const [, type, message = ''] = inside.exec(text) ?? [];
  return type === undefined ? undefined : { type, message, caused: false };
}

/** `Error [InventoryError]`: Node adds the class after the name from the stack; a code (`ERR_ASSERTION`) is not a class. */
function classOf(name: string, behind: string | undefined): string {
  return name === 'Error' && behind !== undefined && /^[A-Z][A-Z\d_]*[a-z]\w*$/.test(behind) ? behind : name;
}

/** Limits of message lines above a frame, without and with a test runner's code frame among them. */
const mostMessageLines = 80;
export const mostReportLines = 400;
const mostBlanks = 8;
/** The place where an emitter passed the error on; its frames follow. */
export const emitted = /^Emitted '.{1,200}' event(?: on .{1,200} instance)? at:$/;
export const codeFrame = /^\s*(?:>\s*)?\d{1,7}\s*[|│]|^\s*[|│]\s*\^|^\s*[|│](?:\s|$)/;
const testTitle = /^\s*(?:● {1,2}(?!Console\s*$)|✕ |FAIL )/;
/** Jasmine's labels around a message. */
const messageLabel = /^\s*Message:\s*$/;
const stackLabel = /^\s*(?:Stack|Backtrace|stacktrace):\s*$/;
/** Safari names evaluated code as a frame without a place. */
export const codeAlone = /^\s*(?:eval|global|module) code$/;
/** Vite, for errors that Rollup throws. */
const buildTitle = /^error during build:\s*$/;

/**
 * Finds the error above its first frame. The message may have several lines, blank ones and a frame of code among them.
 * @param before the lines above
 * @param frame the line of the first frame
 */
export function headerAbove(before: Lookback, frame: Line): Header | undefined {
  const block: Line[] = [];
  let blanks = 0;
  let coded = false;
  let anchored = -1;
  let nearby = -1;
  let candidate = -1;
  let contiguous = 0;
  let titled = false;
  let built = false;
  let margin = Infinity;
  let marginBelow = Infinity;
  for (let n = 1; n <= (coded ? mostReportLines : mostMessageLines); n++) {
    const line = before.above(n);
    if (!line || line.text.length > 100_000) break;
    if (line.text.trim() === '') {
      blanks += 1;
      if (blanks > mostBlanks && !coded) break;
      block.push(line);
      continue;
    }
    if (codeFrame.test(line.text)) coded = true;
    titled = testTitle.test(line.text);
    built = buildTitle.test(line.text) || messageLabel.test(line.text);
    if (stackLabel.test(line.text) || codeAlone.test(line.text)) continue;
    if (titled || built || parseJavaScriptFrame(line.text)) break;
    block.push(line);
    const bun = bunMessage(before, n);
    if (bun !== undefined) return { type: 'error', first: line, ...bunText(bun, block) };
    const header = readHeader(line.text);
    if (header && isMarked(before, n) && bunText('', block).details !== undefined)
      return { ...header, first: line, ...bunText(header.message, block) };
    if (header) {
      block.push(...openersAbove(before, n));
      anchored = block.length - 1;
      break;
    }
    margin = Math.min(margin, indentOf(line.text));
    // Behind a blank line a message goes on where it is indented deeper than its first line.
    if (blanks > 0 && !coded && nearby < 0 && indentOf(line.text) < marginBelow && readHeader(line.text, 'inside'))
      nearby = block.length - 1;
    marginBelow = margin;
    if (blanks === 0) {
      contiguous = block.length;
      if (nearby < 0 && (readHeader(line.text, 'inside') || (block.length === 1 && atEnd.test(line.text)))) nearby = block.length - 1;
      if (candidate < 0 && humped.test(line.text)) candidate = block.length - 1;
      // console.error('Failed:', error): the line above the frames has other words before the error.
      if (nearby === 0 && /^\S|^\s*[\w$'"[\]]{1,80}: /.test(line.text)) break;
    }
    if (line.prefixed && !frame.prefixed) break;
  }
  if (anchored >= 0) {
    const header = withUncaught(headerAt(block, anchored, 'start', strong), before, anchored + 2);
    if (/^(?:SyntaxError|RollupError)$/.test(header?.type ?? '') && header)
      return {
        ...header,
        ...splitBuildMessage(header.message),
        place:
          placeInMessage(header.message) ??
          (isCompiling(frame.text) ? (placeBelow(block.slice(0, anchored)) ?? placeAbove(before, anchored + 2)) : undefined),
      };
    return withPlace(header);
  }
  if (nearby >= 0) return headerAt(block, nearby, 'inside', nearby === 0 ? atEnd : inside);
  if (coded) return withMarkedLine(withPlace(jestMessage(block)), block);
  if (candidate >= 0) return headerAt(block, candidate, 'start', humped);
  const nearest = block[0];
  // The line below a test's title or a bundler's failure is the error, whatever it looks like.
  if (built || (contiguous === 0 && titled)) return withPlace(jestMessage(block));
  if (contiguous === 0 || !nearest) return undefined;
  const [, type = '', message = nearest.text.trim()] = weak.exec(nearest.text) ?? [];
  return { type, message, first: nearest };
}

const mostOpeners = 6;

/** Angular writes one error for each injector, the first of which is the error's own line; each is deeper than the one above. */
function openersAbove(before: Lookback, n: number): Line[] {
  const lines: Line[] = [];
  let inner = indentOf(before.above(n)?.text ?? '');
  for (let k = n + 1; k <= n + mostOpeners; k++) {
    const line = before.above(k);
    if (!line || !/\]: ?$/.test(line.text) || indentOf(line.text) >= inner) return [];
    lines.push(line);
    inner = indentOf(line.text);
    if (readHeader(line.text)) return lines;
  }
  return [];
}

/** Rollup 3 names the place below its message: `src/a.js (3:16)`; columns 0-based. */
function placeBelow(lines: readonly Line[]): FrameDraft | undefined {
  for (const { text } of lines) {
    const [raw, file, line, column] = /^([^\s:][^:]{0,1000}) \((\d{1,9}):(\d{1,9})\)$/.exec(text) ?? [];
    if (raw !== undefined) return { file: file ?? '', line: Number(line), column: Number(column) + 1, raw };
  }
  return undefined;
}

/** Whether the first frame belongs to an engine or a tool that loads a file; in `JSON.parse` and the like no file is wrong. */
function isCompiling(text: string): boolean {
  const file = parseJavaScriptFrame(text)?.file ?? '';
  return /^node:|^internal\/|^[\w.]*$|[\\/]node_modules[\\/]/.test(file);
}

function headerAt(block: Line[], index: number, where: 'start' | 'inside', pattern: RegExp): Header | undefined {
  const first = block[index];
  if (!first) return undefined;
  const read = readHeader(first.text, where);
  const [, foundType = '', foundMessage = ''] = (read ? undefined : pattern.exec(first.text)) ?? [];
  const { type, message: start } = read ?? { type: foundType, message: foundMessage };
  const rest = withoutCodeFrame(block.slice(0, index).reverse(), type, /^\s*(?:error: |TS\d)/.test(first.text));
  // Mocha indents only an error's first line; lines further out keep their own indentation.
  const own = indentOf(first.text);
  const isOutside = rest.some(({ text }) => text.trim() !== '' && indentOf(text) < own);
  // `[1] ` at the start of a line names an output only where the first line has it, too.
  const shown = (line: Line) =>
    line.stream !== '' && first.stream === '' && line.raw.startsWith(`[${line.stream}] `) ? line.raw : line.text;
  const lines = [start, ...rest.map((line) => dedent(shown(line), isOutside ? 0 : own))];
  return { type, message: lines.join('\n').trimEnd(), first, caused: read?.caused };
}

const sourcePlace = /^(?:file:\/\/)?(\S.{0,1000}?):(\d{1,9})$/;
const caret = /^\s*\^{1,200}\s*$/;

/** The lines that Node prints above an uncaught error: `/app/settings.js:3`, the code, a caret. `n` is the first line to look at. */
export function placeAbove(before: Lookback, n: number): FrameDraft | undefined {
  let column: number | undefined;
  const code: string[] = [];
  for (let i = n; i < n + 6; i++) {
    const line = before.above(i);
    if (!line) return undefined;
    const { text } = line;
    const [, file, at] = sourcePlace.exec(text) ?? [];
    if (file !== undefined && /[\\/.]/.test(file)) {
      const frame: FrameDraft = { file, line: Number(at), raw: [text, ...code].join('\n') };
      return column === undefined || code.length === 0 ? frame : { ...frame, column };
    }
    if (caret.test(text)) column ??= text.indexOf('^') + 1;
    else if (text.trim() !== '') code.unshift(text.trimEnd());
  }
  return undefined;
}

/** @param n the first line above the header */
function withUncaught(header: Header | undefined, before: Lookback, n: number): Header | undefined {
  return header && { ...header, uncaught: placeAbove(before, n)?.column !== undefined };
}

function withPlace(header: Header | undefined): Header | undefined {
  if (!header) return undefined;
  const built = splitBuildMessage(header.message);
  return built ? { ...header, ...built } : { ...header, place: placeOfCompiler(header.message) };
}

/** The line of a place that only names the file: the code above the mark. */
function withMarkedLine(header: Header | undefined, block: readonly Line[]): Header | undefined {
  if (header?.place?.line !== 0) return header;
  const mark = block.findIndex(({ text }) => /^\s*[|│]\s*\^/.test(text));
  const line = /^\s*(?:>\s*)?(\d{1,7})\s*[|│]/.exec(block[mark + 1]?.text ?? '')?.[1];
  return mark < 0 || line === undefined ? header : { ...header, place: { ...header.place, line: Number(line) } };
}

/** Jest prints an assertion's message without its type. */
function jestMessage(block: Line[]): Header | undefined {
  const lines = withoutCodeFrame([...block].reverse(), '');
  while (lines[0]?.text.trim() === '') lines.shift();
  const first = lines[0];
  if (!first) return undefined;
  const indent = first.text.length - first.text.trimStart().length;
  return {
    type: '',
    message: lines
      .map((line) => dedent(line.text, indent))
      .join('\n')
      .trimEnd(),
    first,
  };
}

/** Rollup shows the file, its code and a page of its manual below the message. */
const rollupPlace = /^https:\/\/rollupjs\.org\/|^\S[^\n:]{0,1000}(?: \(\d{1,9}:\d{1,9}\)|\.\w{1,8})$/;

/** The lines without the code and the diff that a test runner shows below the message. For a syntax error the code is the message. */
function withoutCodeFrame(lines: Line[], type: string, deno = false): Line[] {
  const difference = lines.findIndex((line) => line.text.trim() === '+ expected - actual');
  const told = difference < 0 ? lines : lines.slice(0, difference);
  const bundled = type === 'RollupError' ? told.findIndex((line) => rollupPlace.test(line.text)) : -1;
  const message = (bundled < 0 ? told : told.slice(0, bundled)).filter((line) => !emitted.test(line.text));
  // Deno shows the line of code and a mark below it.
  const marked = message.at(-1)?.text ?? '';
  if (deno && message.length > 1 && /^\s*[\^~]{1,300}\s*$/.test(marked)) return message.slice(0, -2);
  return type === 'SyntaxError' ? message : message.filter((line) => !codeFrame.test(line.text));
}

function dedent(text: string, indent: number): string {
  const own = text.length - text.trimStart().length;
  return text.slice(Math.min(indent, own)).trimEnd();
}
