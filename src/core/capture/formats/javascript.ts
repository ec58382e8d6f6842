import type { ErrorRole } from '../failureReport';
import type { Line, Lookback } from '../line';
import { eachOf } from '../scan/triggers';
import type { TraceError, TraceFormat, TraceReader, OfferReply } from './format';
import type { FrameDraft } from './frameDraft';
import { FrameList } from './frameList';
import { isBareFrame, isCutJavaScriptFrame, javascriptOrigin, parseJavaScriptFrame } from './javascriptFrame';
import { emitted, enclosingAbove, headerAbove, placeAbove, readHeader } from './javascriptHeader';

const schemes = [
  'http',
  'https',
  'file',
  'blob',
  'webpack',
  'webpack-internal',
  'resource',
  'app',
  'capacitor',
  'moz-extension',
  'safari-web-extension',
  'chrome-extension',
  'node',
];
const scriptEndings = ['js', 'mjs', 'cjs', 'ts', 'mts', 'cts', 'jsx', 'tsx', 'jsbundle', 'bundle', 'html', 'vue', 'svelte'];
/** Where scripts without an ending lie. */
const rootFolders = ['home', 'usr', 'app', 'tmp', 'var', 'opt', 'srv', 'mnt', 'root', 'Users', 'workspace', 'src'];

/** Below a value that was thrown and is no error; Node knows only where. */
const thrownValue = '(Use `node --trace-uncaught';

/** `at ` behind a blank or a prefix, as frames of JavaScript, Java and .NET start. */
const atTriggers: readonly string[] = ['  at ', '\tat ', '\nat ', ...eachOf('|>:])-', (sign) => `${sign} at `)];

/** JavaScript and TypeScript: V8 (Node, Chrome, Deno, Bun), Firefox, Safari, and the way Vitest prints frames. */
export const javascript: TraceFormat = {
  name: 'JavaScript',
  language: 'javascript',
  triggers: [
    ...atTriggers,
    '❯ ',
    ...schemes.map((scheme) => `@${scheme}:`),
    { holds: rootFolders.map((folder) => `@/${folder}/`), pattern: /@\/[^\s@]{1,300}:\d+:\d/ },
    '@[native code]',
    { holds: scriptEndings.map((ending) => `.${ending}:`), pattern: new RegExp(`@[^\\s@]{1,200}\\.(?:${scriptEndings.join('|')}):\\d`) },
    thrownValue,
    '\nNode.js v',
    { holds: ['\nhttp', '\nfile://', '\ncapacitor://', '\napp://'], pattern: /\n[a-z]{2,20}:\/\/[^\s]{1,500}:\d{1,9}:\d{1,9}\r?\n/ },
    { holds: [' http://', ' https://'], pattern: / {4}[^\s]{1,200} https?:\/\/[^\s]{1,500}:\d+\n/ },
  ],
  start(line, before) {
    if (line.text.startsWith(thrownValue) || nodeVersion.test(line.text)) return thrownValueReader(line, before);
    const frame = parseJavaScriptFrame(line.text);
    if (
      !frame ||
      (frame.line === 0 && !/^(?:|<anonymous>|<Jasmine>|native|\[native code\]|wasm:\/\/.*)$/.test(frame.file)) ||
      (isBareFrame(line.text) && !headerAbove(before, line)?.type)
    )
      return undefined;
    return new JavaScriptReader(line, frame, before);
  },
  origin: javascriptOrigin,
  unfinished: isCutJavaScriptFrame,
};

/** V8 keeps ten frames unless told otherwise. */
const usualFrames = 10;
const outermostFrame = /node:internal\/main\/|Module\.runMain|bootstrap_node\.js|processTicksAndRejections|processTimers|<main>/;
const omitted = /^\s*\.\.\. (\d{1,9}) lines matching cause stack trace \.\.\.$/;
const continued = /^\s*(?:From previous event:|-{4,}|\(async\)|.{0,80} \(async\))$/;
const nodeVersion = /^Node\.js v\d+\./;
const property = /^\s*(\[[\w$. ]{1,80}\]|[\w$]{1,80}|'[^']{1,80}'): (.*)$/;
/** Text of an error's own properties that is kept. */
const mostDetails = 16 * 1024;

/** One error of the trace, and what is known of the lines that inspect prints around it. */
interface OpenError {
  error: TraceError;
  indent: number;
  /** Its properties are being printed, up to the brace at `indent`. */
  inProperties: boolean;
  /** The list of `[errors]` is being printed. */
  inList: boolean;
  /** Its own frames are over: those of the emitter that passed it on are being printed. */
  inEmission: boolean;
  header: string[];
  gaps: { at: number; count: number }[];
}

class JavaScriptReader implements TraceReader {
  readonly from: number;
  private readonly root: OpenError;
  private readonly roots: TraceError[];
  /** The errors around the current one, outermost first; the last is the current one. */
  private stack: OpenError[];
  private readonly all: OpenError[] = [];
  private noise = false;

  constructor(line: Line, frame: FrameDraft, before: Lookback) {
    const header = headerAbove(before, line);
    const around = header && enclosingAbove(before, header);
    this.from = (around ?? header)?.first.start ?? line.start;
    const indent = header ? indentOf(header.first.text) : 0;
    const role: ErrorRole = !around ? 'thrown' : around.holds === 'errors' ? 'aggregated' : 'cause';
    const first = this.open(header?.type ?? '', header?.message ?? '', role, indent);
    if (around) {
      this.root = this.open(around.type, around.message, 'thrown', indentOf(around.first.text));
      this.root.inProperties = true;
      this.root.inList = around.holds === 'errors';
      this.root.error.children.push(first.error);
      this.stack = [this.root, first];
    } else {
      this.root = first;
      this.stack = [first];
    }
    this.roots = [this.root.error];
    if (header?.place) first.error.frames.add(header.place);
    for (const raw of takeBareFrames(first.error)) first.error.frames.add(bareFrame(raw));
    this.addFrame(frame, line.text);
  }

  offer(line: Line): OfferReply {
    const { text } = line;
    const trimmed = text.trim();
    if (trimmed === '') return 'other';
    const current = this.current;
    if (nodeVersion.test(trimmed)) return 'last';
    const host = current.inProperties ? null : hostElement.exec(text);
    if (host && current.error.frames.length > 0) {
      current.error.frames.add({ file: '', line: 0, function: host[1], raw: trimmed });
      return 'taken';
    }
    const frame = current.inProperties && inspected.test(line.raw) ? undefined : parseJavaScriptFrame(text);
    if (frame) {
      if (this.noise && this.complete && !current.inProperties) return 'end';
      if (current.inProperties && current.header.length === 0 && indentOf(text) <= current.indent) return 'end';
      this.noise = false;
      this.addFrame(frame, text);
      return 'taken';
    }
    const gap = omitted.exec(text);
    if (gap) {
      current.gaps.push({ at: current.error.frames.length, count: Number(gap[1]) });
      return 'taken';
    }
    if (emitted.test(trimmed) && current.error.frames.length > 0) {
      current.inEmission = true;
      addDetails(current.error, trimmed);
      return 'taken';
    }
    if (current.inEmission && sameAsOriginal.test(trimmed)) {
      addDetails(current.error, text);
      return 'taken';
    }
    if (serialized.test(trimmed) && current.error.frames.length > 0) {
      addDetails(current.error, trimmed);
      return 'taken';
    }
    if (continued.test(text) || emitted.test(trimmed)) return 'taken';
    if ((bareGeckoFrame.test(trimmed) || trimmed === '[native code]') && !current.inProperties) {
      current.error.frames.add(bareFrame(trimmed));
      return 'taken';
    }
    if (current.header.length > 0) return this.readMessage(text);
    if (this.stack.some((open) => open.inProperties)) {
      const verdict = this.readProperty(text, trimmed);
      if (verdict) return verdict;
    }
    const header = readHeader(text, 'inside');
    if (header?.caused) {
      this.openCause(header.type, header.message, indentOf(text));
      return 'taken';
    }
    if (header) return 'end';
    this.noise = true;
    return 'other';
  }

  close(): TraceError[] {
    for (const open of this.all) finishHeader(open);
    // Inner errors first: what was left out of an outer one is filled in from them.
    for (const open of this.all.reverse()) fillGaps(open);
    return this.roots;
  }

  private get current(): OpenError {
    return this.stack[this.stack.length - 1] ?? this.root;
  }

  /** The trace has come to its outermost frame: more frames after other output are of another trace. */
  private get complete(): boolean {
    const { frames } = this.current.error;
    return frames.length >= usualFrames || outermostFrame.test(frames.last?.raw ?? '');
  }

  private open(type: string, message: string, role: ErrorRole, indent: number): OpenError {
    const error: TraceError = { type, message, role, frames: new FrameList(), children: [] };
    const open: OpenError = { error, indent, inProperties: false, inList: false, inEmission: false, header: [], gaps: [] };
    this.all.push(open);
    return open;
  }

  private addFrame(frame: FrameDraft, text: string): void {
    const open = this.current;
    finishHeader(open);
    const behind = text.trimEnd();
    if (open.inEmission) addDetails(open.error, behind.replace(/ \{$/, ''));
    else open.error.frames.add(frame);
    if (behind.endsWith('{')) open.inProperties = true;
    // `}` behind the last frame ends the object that the error was printed in.
    else if (/[\d)>]\s*[}\]]/.test(behind) && this.stack.length > 1) this.stack.pop();
  }

  private readMessage(text: string): OfferReply {
    const open = this.current;
    if (open.header.length > 200) return 'end';
    open.header.push(text.slice(Math.min(open.indent, indentOf(text))).trimEnd());
    return 'taken';
  }

  /** A line between the braces behind a trace: another error, the end of one, or a property. */
  private readProperty(text: string, trimmed: string): OfferReply | undefined {
    const indent = indentOf(text);
    const around = this.stack.findLastIndex((open) => open.inProperties);
    const holder = this.stack[around];
    if (!holder) return undefined;
    // A property's value may close a brace of its own further right.
    if (indent <= holder.indent) {
      if (/^[}\]]/.test(trimmed)) {
        holder.inProperties = false;
        this.stack.length = Math.max(1, around);
        if (holder !== this.root) {
          const parent = this.stack[this.stack.length - 1];
          if (parent && /^\}\s*\}/.test(trimmed)) parent.inProperties = false;
        }
        return 'taken';
      }
      return undefined;
    }
    this.stack.length = around + 1;
    if (/^\],?$/.test(trimmed) && holder.inList) {
      holder.inList = false;
      return 'taken';
    }
    // In a list an error stands alone; elsewhere `name: ` comes before it.
    const named = holder.inList ? null : property.exec(text);
    const value = named?.[2] ?? trimmed;
    const name = (named?.[1] ?? '').replace(/[[\]']/g, '');
    if (named && /^\[$/.test(value) && name === 'errors') {
      holder.inList = true;
      return 'taken';
    }
    const error = readHeader(value.replace(/,$/, ''));
    if (error && (holder.inList || named)) {
      const bracketed = /^\[.*\],?$/.test(value);
      const role: ErrorRole = holder.inList ? 'aggregated' : name === 'suppressed' ? 'suppressed' : 'cause';
      const child = this.open(error.type, bracketed ? error.message.replace(/\],?$/, '') : error.message, role, indent);
      holder.error.children.push(child.error);
      if (!bracketed) {
        child.header.push(error.message);
        this.stack.push(child);
      }
      return 'taken';
    }
    addDetails(holder.error, text.slice(Math.min(indent, holder.indent + 2)).trimEnd());
    return 'taken';
  }

  /** `Caused by: Error: …` below a trace. */
  private openCause(type: string, message: string, indent: number): void {
    const child = this.open(type, message, 'cause', indent);
    child.header.push(message);
    this.current.error.children.push(child.error);
    this.stack = [...this.stack.slice(0, -1), this.current, child];
  }
}

/** Vitest, of the properties of the error above. */
const serialized = /^Serialized Error: \{/;
/** React's component stack names the elements of the page without a place: `    at li`. */
const hostElement = /^\s+at ([a-z][a-z\d-]{0,20})$/;
/** Below an error: a property's text, as inspect writes it. One named `stack` repeats the frames. */
const inspected = /^\s*(?:\[?[\w$]{1,60}\]?: )?['"`]/;
/** Safari names evaluated code without a place: `eval code@`, `@`. */
const bareGeckoFrame = /^[\w$. ]{0,100}@$/;

/** Frames of an emitter that are those of the error. */
const sameAsOriginal = /^\[\.\.\. lines matching original stack trace \.\.\.\]$/;

function addDetails(error: TraceError, text: string): void {
  const details = (error.details ??= '');
  if (details.length < mostDetails) error.details += `${details === '' ? '' : '\n'}${text}`;
}

function bareFrame(raw: string): FrameDraft {
  if (raw === '[native code]') return { file: raw, line: 0, raw };
  const name = raw.slice(0, -1);
  return name === '' ? { file: '', line: 0, raw } : { file: '', line: 0, function: name, raw };
}

/** Such frames that were taken for the message's last lines, because a trace is noticed by its first frame with a place. */
function takeBareFrames(error: TraceError): string[] {
  const lines = error.message.split('\n');
  let keep = lines.length;
  while (keep > 1 && bareGeckoFrame.test(lines[keep - 1] ?? '')) keep -= 1;
  if (keep < lines.length) error.message = lines.slice(0, keep).join('\n');
  return lines.slice(keep);
}

/**
 * `throw 'no order'`, and errors that have no stack: place, code, caret and what was thrown stand above. Of a rejection Node names a place
 * of its own, which says nothing.
 */
function thrownValueReader(line: Line, before: Lookback): TraceReader | undefined {
  const message: string[] = [];
  for (let n = 1; n <= 50; n++) {
    const text = before.above(n)?.text;
    if (text === undefined) return undefined;
    if (/^\s*\^+\s*$/.test(text)) {
      const place = placeAbove(before, n);
      if (!place || message.every((each) => each.trim() === '')) return undefined;
      const frames = new FrameList();
      if (!place.file.startsWith('node:')) frames.add(place);
      const error: TraceError = { ...thrownText(message.join('\n').trim()), role: 'thrown', frames, children: [] };
      return {
        from: before.above(n)?.start ?? line.start,
        offer: ({ text }) => (nodeVersion.test(text) ? 'last' : text.trim() === '' ? 'other' : 'end'),
        close: () => [error],
      };
    }
    message.unshift(text.trimEnd());
  }
  return undefined;
}

/** `[RangeError: too deep] { code: 3 }` as inspect writes an error without a stack; any other value is the message. */
function thrownText(text: string): Pick<TraceError, 'type' | 'message' | 'details'> {
  const open = text.indexOf('] {\n');
  const bracketed = text.startsWith('[');
  const listed = bracketed && open > 0 && text.endsWith('\n}');
  const inner = listed ? text.slice(1, open) : bracketed && text.endsWith(']') ? text.slice(1, -1) : text;
  const lines = inner.split('\n');
  const header = /^Uncaught:?$/.test(lines[0] ?? '') ? undefined : readHeader(lines[0] ?? '');
  if (!header) return { type: '', message: text };
  const error = { type: header.type, message: [header.message, ...lines.slice(1)].join('\n').trim() };
  return listed ? { ...error, details: text.slice(open + 4, -2).replaceAll(/^ {2}/gm, '') } : error;
}

/** The message of an error below another one ends where its frames begin. */
function finishHeader(open: OpenError): void {
  if (open.header.length > 0) open.error.message = open.header.join('\n').trimEnd();
  open.header = [];
}

/** Puts in the frames that Node left out because the cause below has them too. */
function fillGaps(open: OpenError): void {
  if (open.gaps.length === 0) return;
  const cause = open.error.children.find((child) => child.role === 'cause')?.frames.toArray() ?? [];
  const frames = open.error.frames.toArray();
  const filled = new FrameList();
  let done = 0;
  for (const { at, count } of open.gaps) {
    for (const frame of frames.slice(done, at)) filled.add(frame);
    done = at;
    const from = cause.findIndex((frame) => frame.raw === frames[at - 1]?.raw);
    if (from < 0) continue;
    for (const frame of cause.slice(from + 1, from + 1 + count)) filled.add(frame);
  }
  for (const frame of frames.slice(done)) filled.add(frame);
  open.error.frames = filled;
}

function indentOf(text: string): number {
  const first = text.search(/\S/);
  return first < 0 ? text.length : first;
}
