import type { FrameOrigin } from '../failureReport';
import type { Line, Lookback } from '../line';
import type { TraceError, TraceFormat, TraceReader, OfferReply } from './format';
import { type FrameDraft, frameOf } from './frameDraft';
import { FrameList } from './frameList';

/** Versions before 1.27 name no column. */
const oldHeader =
  /^(?:(?!panicked at ').)*panicked at '(?<message>.*)', (?<file>[^']{1,500}?):(?<line>\d{1,9})(?::(?<column>\d{1,9}))?\s*$/;
const newHeader = /panicked at (?<file>\S.*):(?<line>\d+):(?<column>\d+):\s*$/;
const entry = /^\s*\d+:(?:\s+0x[\da-f]+ -)?\s+(\S.*)$/;
const place = /^\s+at (?<file>\S.*?):(?<line>\d+)(?::(?<column>\d+))?\s*$/;
const endOfMessage = /^(?:note: (?:run with|Some details)|stack backtrace:)/;
const endOfTest = /^(?:---- |failures:$|test result: |error: |thread '|Error: )/;
/** A message has at most this many lines. */
const longestMessage = 200;

/** Rust: panics of the old and the new form, with and without backtrace; errors returned from `main`, also anyhow's and eyre's. */
export const rust: TraceFormat = {
  name: 'rust',
  language: 'rust',
  triggers: [
    'panicked at ',
    'has overflowed its stack',
    '\nCaused by:',
    '\nStack backtrace:',
    { holds: ['\nError: '], pattern: /\nError: [A-Z]\w*(?: \{|\()/ },
  ],
  start(line, before) {
    const text = line.text;
    if (text.includes('panicked at ')) return startPanic(line);
    const overflow = /(thread '[^']{0,300}' (?:\(\d{1,9}\) )?has overflowed its stack)/.exec(text);
    if (overflow) return new OverflowReader(line.start, overflow[1] ?? '');
    if (/^\s*(?:Caused by|Stack backtrace):\s*$/.test(text)) return startReturned(line, before);
    const returned = /^Error: ([A-Z]\w*(?: \{|\().*)$/.exec(text);
    return returned ? new ReturnedReader(line.start, returned[1] ?? '', true) : undefined;
  },
  origin: rustOrigin,
};

function startPanic(line: Line): TraceReader | undefined {
  const old = oldHeader.exec(line.text);
  const indent = line.text.length - line.text.trimStart().length;
  if (old) return new PanicReader(line.start, [old.groups?.['message'] ?? ''], frameOf(old, line.text.trim()), true, indent);
  const header = newHeader.exec(line.text);
  if (header) return new PanicReader(line.start, [], frameOf(header, line.text.trim()), false, indent);
  const open = /panicked at '(.*)$/.exec(line.text);
  return open ? new PanicReader(line.start, [open[1] ?? ''], undefined, false, indent) : undefined;
}

/** The numbered entries of a backtrace. */
class Backtrace {
  readonly frames = new FrameList();
  private name: { text: string; raw: string } | undefined;

  /** False where the line is not part of a backtrace. */
  take(text: string): boolean {
    const at = place.exec(text);
    if (at && this.name) {
      this.add(frameOf(at, text.trim()));
      return true;
    }
    const next = entry.exec(text);
    if (!next) return false;
    this.flush();
    this.name = { text: (next[1] ?? '').replace(/::h[\da-f]{16}$/, ''), raw: text.trim() };
    return true;
  }

  flush(): void {
    if (this.name) this.add({ file: '', line: 0, origin: 'runtime', raw: '' });
  }

  private add(where: FrameDraft): void {
    const { text, raw = '' } = this.name ?? {};
    this.name = undefined;
    this.frames.add({ ...where, function: text, raw: where.raw === '' ? raw : `${raw} ${where.raw}` });
  }
}

class PanicReader implements TraceReader {
  private readonly trace = new Backtrace();
  private state: 'message' | 'afterBlank' | 'trace';
  private marked = false;
  private blankAt: number | undefined;

  constructor(
    readonly from: number,
    private readonly message: string[],
    private where: FrameDraft | undefined,
    complete: boolean,
    /** A test runner indents the whole output. */
    private readonly indent: number,
  ) {
    this.state = complete ? 'trace' : 'message';
  }

  offer(line: Line): OfferReply {
    const text = line.text.slice(Math.min(this.indent, line.text.length - line.text.trimStart().length));
    if (!this.where) return this.offerOldMessage(line);
    if (/^stack backtrace:\s*$/.test(text)) {
      this.state = 'trace';
      this.marked = true;
      return 'taken';
    }
    if (endOfMessage.test(text)) {
      this.marked = true;
      return 'last';
    }
    if (text.includes('panicked at ') || endOfTest.test(text)) return 'end';
    if (this.state === 'trace') {
      if (this.trace.take(text)) return 'taken';
      return text.trim() === '' ? 'end' : 'other';
    }
    if (text === '') this.blankAt ??= this.message.length;
    this.message.push(text);
    return this.message.length > longestMessage ? 'last' : 'taken';
  }

  /** The message of the old form has several lines: the place follows its closing quote. */
  private offerOldMessage(line: Line): OfferReply {
    const end = /^(?<message>.*)', (?<file>[^']+):(?<line>\d+):(?<column>\d+)\s*$/.exec(line.text);
    if (end) {
      this.message.push(end.groups?.['message'] ?? '');
      this.where = frameOf(end, line.text.trim());
      this.state = 'trace';
      this.marked = true;
      return 'taken';
    }
    this.message.push(line.text);
    return this.message.length > longestMessage ? 'last' : 'taken';
  }

  close(): TraceError[] {
    if (!this.where) return [];
    this.trace.flush();
    // Nothing marked the end of the message, so lines after a blank one are other output.
    const lines = this.marked || this.blankAt === undefined ? this.message : this.message.slice(0, Math.max(this.blankAt, 1));
    return [
      { type: 'panic', message: lines.join('\n').trim(), role: 'thrown', frames: withPlace(this.trace.frames, this.where), children: [] },
    ];
  }
}

/** The panic's own place comes first where the backtrace does not hold it (no debug information, no backtrace). */
function withPlace(trace: FrameList, where: FrameDraft): FrameList {
  const frames = trace.toArray();
  const file = where.file.replace(/^\.\//, '');
  if (frames.some((frame) => frame.line === where.line && frame.file.endsWith(file))) return trace;
  const list = new FrameList();
  list.add(where);
  for (const frame of frames) list.add(frame);
  return list;
}

class OverflowReader implements TraceReader {
  constructor(
    readonly from: number,
    private readonly message: string,
  ) {}

  offer(line: Line): OfferReply {
    return line.text.startsWith('fatal runtime error: ') ? 'last' : 'end';
  }

  close(): TraceError[] {
    return [{ type: 'fatal runtime error', message: this.message, role: 'thrown', frames: new FrameList(), children: [] }];
  }
}

/** Searches upwards for the `Error: ` above "Caused by:" or "Stack backtrace:". */
function startReturned(line: Line, before: Lookback): TraceReader | undefined {
  const message: string[] = [];
  for (let n = 1; n <= 12; n++) {
    const above = before.above(n);
    if (!above) return undefined;
    const header = /^(?:.*\s)?Error: ([^]*)$/.exec(above.text);
    if (header) {
      const reader = new ReturnedReader(above.start, [header[1] ?? '', ...message].join('\n').trim(), false);
      reader.offer(line);
      return reader;
    }
    message.unshift(above.text);
  }
  return undefined;
}

/** An error that `main` returned. */
class ReturnedReader implements TraceReader {
  private readonly trace = new Backtrace();
  private readonly causes: string[] = [];
  private state: 'start' | 'causes' | 'trace' | 'location' = 'start';
  private foreign = false;

  constructor(
    readonly from: number,
    private readonly message: string,
    private readonly alone: boolean,
  ) {}

  offer(line: Line): OfferReply {
    const text = line.text;
    if (/^\s*Caused by:\s*$/.test(text)) this.state = 'causes';
    else if (/^\s*[Ss]tack backtrace:\s*$/.test(text)) this.state = 'trace';
    else if (/^\s*Location:\s*$/.test(text)) this.state = 'location';
    else if (text.trim() === '') return 'taken';
    else if (this.state === 'causes') return this.offerCause(text);
    else if (this.state === 'location') return this.offerLocation(text);
    else if (this.state === 'trace') return this.trace.take(text) ? 'taken' : 'end';
    else {
      this.foreign = /^\s+at /.test(text);
      return 'end';
    }
    return 'taken';
  }

  private offerCause(text: string): OfferReply {
    const numbered = /^\s+\d+: (.*)$/.exec(text);
    if (numbered) this.causes.push(numbered[1] ?? '');
    else if (!/^\s/.test(text)) return 'end';
    else if (this.causes.length === 0) this.causes.push(text.trim());
    else this.causes[this.causes.length - 1] += '\n' + text.trim();
    return 'taken';
  }

  private offerLocation(text: string): OfferReply {
    const at = /^\s*(?<file>\S.*\.rs):(?<line>\d+)(?::(?<column>\d+))?\s*$/.exec(text);
    if (!at) return 'end';
    this.trace.frames.add(frameOf(at, text.trim()));
    return 'taken';
  }

  close(): TraceError[] {
    // `Error: Name(` may be JavaScript's, with its frames below.
    if (this.alone && this.foreign) return [];
    this.trace.flush();
    const top: TraceError = { type: 'Error', message: this.message, role: 'thrown', frames: this.trace.frames, children: [] };
    let parent = top;
    for (const message of this.causes) {
      const cause: TraceError = { type: '', message, role: 'cause', frames: new FrameList(), children: [] };
      parent.children.push(cause);
      parent = cause;
    }
    return [top];
  }
}

/** The standard library is built from `/rustc/<hash>`; crates lie in cargo's registry or in `vendor`. */
function rustOrigin(frame: FrameDraft): FrameOrigin {
  const file = frame.file.replaceAll('\\', '/');
  if (file === '' || file.startsWith('/rustc/') || /\/rustlib\/src\/rust\//.test(file) || /^(?:\.\/)?(?:csu|nptl|sysdeps)\//.test(file))
    return 'runtime';
  if (/\/cargo\/(?:registry|git)\//.test(file) || file.includes('/.cargo/') || /(?:^|\/)vendor\//.test(file)) return 'dependency';
  return 'workspace';
}
