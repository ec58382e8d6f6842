import type { FrameOrigin } from '../failureReport';
import type { Line } from '../line';
import type { TraceError, TraceFormat, TraceReader, OfferReply } from './format';
import type { FrameDraft } from './frameDraft';
import { FrameList } from './frameList';

const located = /^(?:.*\s)?(\S+\.swift):(\d+): (Fatal error|Precondition failed|Assertion failed)(?:: (.*))?$/;
const older =
  /^(?:.{0,300}\s)?(Fatal error|Precondition failed|Assertion failed|fatal error)(?:: (.{0,1000}?))?: file (\S.{0,400}), line (\d{1,9})$/;
/** Xcode, at the line where a thread stopped. */
const stoppedThread = /^Thread \d{1,5}: (Fatal error|Precondition failed|Assertion failed): (.{1,1000})$/;
const crashed = /(?:\*\*\*|💣) (?:Swift )?Program crashed: ([^]*)$/;
const frame =
  /^\s*(\d+)\s+(?:\[[^\]]{0,40}\]\s{1,40}|[^\w\s<]{1,9}\s{1,40}){0,9}(?:0x[\da-f]{1,16}\s{1,40})?(\S.{0,400}?)(?: \+ \d{1,9})? in (\S{1,300})(?: at (\S[^]{0,400}?):(\d{1,9})(?::(\d{1,9}))?| at (\S[^]*))?$/;
const plainFrame = /^\s*(\d+)\s+(\S+)\s+0x[\da-f]+ (\S.*?) \+ \d+$/;

/** Swift: traps with the backtrace that the runtime prints since 5.9, and the older stack of addresses. */
export const swift: TraceFormat = {
  name: 'swift',
  language: 'swift',
  triggers: ['Fatal error', 'Precondition failed', 'Assertion failed', 'Program crashed: '],
  start(line) {
    const text = line.text;
    const match = located.exec(text);
    if (match) return new SwiftReader(line.start, match[3] ?? '', match[4] ?? '', at(match[1], match[2], text));
    const old = older.exec(text);
    if (old) return new SwiftReader(line.start, old[1] ?? '', old[2] ?? '', at(old[3], old[4], text));
    const stopped = stoppedThread.exec(text);
    if (stopped) return new SwiftReader(line.start, stopped[1] ?? '', stopped[2] ?? '', undefined);
    const crash = crashed.exec(text);
    return crash ? new SwiftReader(line.start, 'Program crashed', (crash[1] ?? '').replace(/ \*\*\*$/, ''), undefined) : undefined;
  },
  origin: swiftOrigin,
};

function at(file: string | undefined, line: string | undefined, raw: string): FrameDraft {
  return { file: file ?? '', line: Number(line), raw: raw.trim() };
}

class SwiftReader implements TraceReader {
  readonly patience = 40;
  private readonly frames = new FrameList();
  private state: 'before' | 'stack' | 'other' = 'before';

  constructor(
    readonly from: number,
    private readonly type: string,
    private readonly message: string,
    private readonly where: FrameDraft | undefined,
  ) {}

  offer(line: Line): OfferReply {
    const text = line.text;
    if (/^\s*Registers:/.test(text)) return 'last';
    if (located.test(text) || older.test(text)) return 'end';
    const thread = /^\s*Thread \d.*?( crashed)?:$/.exec(text);
    if (thread || /^\s*Current stack trace:$/.test(text)) {
      this.state = thread && thread[1] === undefined ? 'other' : 'stack';
      return 'taken';
    }
    if (crashed.test(text) || /^\s*\*\*\* Signal \d+/.test(text)) return this.frames.length > 0 ? 'end' : 'taken';
    if (this.state === 'before') return text.trim() === '' ? 'taken' : 'other';
    const parsed = parseFrame(text);
    if (parsed) {
      if (this.state === 'stack') this.frames.add(parsed);
      return 'taken';
    }
    // Lines of code below a frame, with their numbers.
    if (/^\s*(?:\d+\s*)?[│|]/.test(text) || text.trim() === '') return 'taken';
    return 'other';
  }

  close(): TraceError[] {
    const known = this.frames.toArray();
    const frames = new FrameList();
    // The frames contain the place of a trap inside the standard library; for any other trap only the header has it.
    if (this.where && !known.some((frame) => frame.line > 0)) frames.add(this.where);
    for (const each of known) frames.add(each);
    return [{ type: this.type, message: this.message, role: 'thrown', frames, children: [] }];
  }
}

function parseFrame(text: string): FrameDraft | undefined {
  const raw = text.trim();
  const plain = plainFrame.exec(text);
  if (plain) return { file: plain[2] ?? '', line: 0, function: unknown(plain[3]), origin: 'runtime', raw };
  const match = frame.exec(text);
  if (!match) return undefined;
  const name = unknown(match[2]?.replace(/^.*\] /, ''));
  if (match[4] === undefined || match[4].includes('<compiler-generated>'))
    return { file: match[3] ?? '', line: 0, function: name, origin: 'runtime', raw };
  return { file: match[4], line: Number(match[5]), column: match[6] === undefined ? undefined : Number(match[6]), function: name, raw };
}

function unknown(name: string | undefined): string | undefined {
  return name === '<unavailable>' || name === '<unknown>' ? undefined : name;
}

function swiftOrigin(frame: FrameDraft): FrameOrigin {
  const file = frame.file.replaceAll('\\', '/');
  if (/^Swift\/|\.so(?:\.\d+)*$|\.dylib$|^\/usr\/lib\/|\/swift\/stdlib\//.test(file)) return 'runtime';
  return /\/(?:\.build\/checkouts|SourcePackages\/checkouts|Pods|Carthage)\//.test(file) ? 'dependency' : 'workspace';
}
