import type { FrameOrigin } from '../failureReport';
import type { Line } from '../line';
import type { TraceError, TraceFormat, TraceReader, OfferReply } from './format';
import { type FrameDraft, frameOf } from './frameDraft';
import { FrameList } from './frameList';

const located =
  /^(?:.*\s)?(?<file>\S+\.swift):(?<line>\d+): (?<type>Fatal error|Precondition failed|Assertion failed)(?:: (?<message>.*))?$/;
const older =
  /^(?:.{0,300}\s)?(?<type>Fatal error|Precondition failed|Assertion failed|fatal error)(?:: (?<message>.{0,1000}?))?: file (?<file>\S.{0,400}), line (?<line>\d{1,9})$/;
/** Xcode, at the line where a thread stopped. */
const stoppedThread = /^Thread \d{1,5}: (Fatal error|Precondition failed|Assertion failed): (.{1,1000})$/;
const crashed = /(?:\*\*\*|💣) (?:Swift )?Program crashed: ([^]*)$/;
const frame =
  /^\s*\d+\s+(?:\[[^\]]{0,40}\]\s{1,40}|[^\w\s<]{1,9}\s{1,40}){0,9}(?:0x[\da-f]{1,16}\s{1,40})?(?<function>\S.{0,400}?)(?: \+ \d{1,9})? in (?<image>\S{1,300})(?: at (?<file>\S[^]{0,400}?):(?<line>\d{1,9})(?::(?<column>\d{1,9}))?| at \S[^]*)?$/;
const plainFrame = /^\s*\d+\s+(?<image>\S+)\s+0x[\da-f]+ (?<function>\S.*?) \+ \d+$/;

/** Swift: traps with the backtrace that the runtime prints since 5.9, and the older stack of addresses. */
export const swift: TraceFormat = {
  name: 'swift',
  language: 'swift',
  triggers: ['Fatal error', 'Precondition failed', 'Assertion failed', 'Program crashed: '],
  start(line) {
    const text = line.text;
    const trap = located.exec(text) ?? older.exec(text);
    if (trap) {
      const { type = '', message = '' } = trap.groups ?? {};
      return new SwiftReader(line.start, type, message, frameOf(trap, text.trim()));
    }
    const stopped = stoppedThread.exec(text);
    if (stopped) {
      const [, type = '', message = ''] = stopped;
      return new SwiftReader(line.start, type, message, undefined);
    }
    const crash = crashed.exec(text);
    return crash ? new SwiftReader(line.start, 'Program crashed', (crash[1] ?? '').replace(/ \*\*\*$/, ''), undefined) : undefined;
  },
  origin: swiftOrigin,
};

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
  const plain = plainFrame.exec(text)?.groups;
  if (plain) return { file: plain['image'] ?? '', line: 0, function: unknown(plain['function']), origin: 'runtime', raw };
  const match = frame.exec(text);
  if (!match) return undefined;
  const found = frameOf(match, raw);
  const name = unknown(found.function?.replace(/^.*\] /, ''));
  if (found.file === '' || found.file.includes('<compiler-generated>'))
    return { file: match.groups?.['image'] ?? '', line: 0, function: name, origin: 'runtime', raw };
  return { ...found, function: name };
}

function unknown(name: string | undefined): string | undefined {
  return name === '<unavailable>' || name === '<unknown>' ? undefined : name;
}

function swiftOrigin(frame: FrameDraft): FrameOrigin {
  const file = frame.file.replaceAll('\\', '/');
  if (/^Swift\/|\.so(?:\.\d+)*$|\.dylib$|^\/usr\/lib\/|\/swift\/stdlib\//.test(file)) return 'runtime';
  return /\/(?:\.build\/checkouts|SourcePackages\/checkouts|Pods|Carthage)\//.test(file) ? 'dependency' : 'workspace';
}
