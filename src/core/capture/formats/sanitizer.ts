import type { Line } from '../line';
import type { TraceError, TraceFormat, TraceReader, OfferReply } from './format';
import { type FrameDraft, frameOf } from './frameDraft';
import { FrameList } from './frameList';
import { nativeOrigin, sanitizerFrame } from './nativeFrame';
import { addSideStacks, type SideStack } from './sideStacks';

const header = /(?:ERROR|WARNING): (\w{1,60}Sanitizer|libFuzzer): ([^]*)$/;
const undefinedBehavior = /^\s*(?<file>\S.*):(?<line>\d+):(?<column>\d+): runtime error: (?<message>.*)$/;
/** The standard library's headers have no extension. */
const sourceFile =
  /^\/[^\s]{1,300}\/include\/[^\s]{1,300}\/\w{1,60}$|\.(?:c|cc|cpp|cxx|c\+\+|h|hh|hpp|hxx|inl|ipp|tcc|m|mm|cu|rs|swift|ino)$/i;
/** Titles of further stacks: the allocation of the memory, another access to it. */
const sideStack =
  /^(?:freed by|previously allocated by|allocated by|Previous |(?:Direct|Indirect) leak of|Thread T\d+|Uninitialized value was|Location is heap block|As if synchronized|Mutex M\d+|Address .* is located in|Memory was marked)/;
/** Those that are errors in their own right: a leak, the other access of a race. */
const failedAsWell = /^(?:(?:Direct|Indirect) leak of|Previous )/;
const longestMessage = 40;
const MEMORY_NOTE = /^(?:0x[\da-f]{1,16}: note: |(?:[\da-f?]{2} {1,2}){4}|[\^~ ]{1,200}$|(?:invalid )?vptr\b)/;

/** AddressSanitizer and its relatives (leak, thread, memory, undefined behaviour) of GCC and Clang. */
export const sanitizer: TraceFormat = {
  name: 'sanitizer',
  language: 'cpp',
  triggers: ['Sanitizer: ', 'ERROR: libFuzzer: ', ': runtime error: '],
  start(line) {
    const undefinedAt = undefinedBehavior.exec(line.text);
    if (undefinedAt && sourceFile.test(undefinedAt.groups?.['file'] ?? '')) return new UndefinedReader(line, undefinedAt);
    const [, name, said = ''] = header.exec(line.text) ?? [];
    return name === undefined ? undefined : new SanitizerReader(line.start, name, said.replace(/ \(pid=\d{1,10}\)$/, ''));
  },
  origin: nativeOrigin,
};

class SanitizerReader implements TraceReader {
  readonly patience = 60;
  private readonly message: string[];
  private readonly main = new FrameList();
  private readonly stacks: SideStack[] = [];
  private current: FrameList = this.main;

  constructor(
    readonly from: number,
    private readonly type: string,
    message: string,
  ) {
    this.message = [message];
  }

  offer(line: Line): OfferReply {
    const text = line.text.trim();
    const frame = sanitizerFrame(line.text);
    if (frame) {
      this.current.add(frame);
      return 'taken';
    }
    if (text === '') return 'taken';
    if (text.startsWith('SUMMARY: ')) return 'last';
    if (header.test(text)) return 'end';
    if (sideStack.test(text)) {
      if (!text.endsWith(':') && !/\bat$/.test(text)) return 'taken';
      this.current = new FrameList();
      this.stacks.push({ title: text.replace(/:$/, ''), frames: this.current });
      return 'taken';
    }
    if (this.main.length === 0 && this.stacks.length === 0 && this.message.length < longestMessage && !/^(?:=+$|SCARINESS: )/.test(text)) {
      this.message.push(text.replace(/^==\d+==/, '').replace(/:$/, ''));
      return 'taken';
    }
    return /^(?:==\d+==|0x|AddressSanitizer can not|Location is|=+$)/.test(text) ? 'taken' : 'other';
  }

  close(): TraceError[] {
    const error: TraceError = { type: this.type, message: this.message.join('\n'), role: 'thrown', frames: this.main, children: [] };
    addSideStacks(error, this.stacks, (title) => failedAsWell.test(title));
    return [error];
  }
}

/** `main.cpp:4:37: runtime error: …`, alone or with a stack below. */
class UndefinedReader implements TraceReader {
  readonly patience = 3;
  readonly from: number;
  private readonly where: FrameDraft;
  private readonly message: string;
  private readonly frames = new FrameList();

  constructor(line: Line, match: RegExpExecArray) {
    this.from = line.start;
    this.where = frameOf(match, line.text.trim());
    this.message = match.groups?.['message'] ?? '';
  }

  offer(line: Line): OfferReply {
    const frame = sanitizerFrame(line.text);
    if (frame) {
      this.frames.add(frame);
      return 'taken';
    }
    if (line.text.startsWith('SUMMARY: ')) return 'last';
    // The memory's content: bytes, a mark below them, a legend.
    if (this.frames.length === 0 && MEMORY_NOTE.test(line.text.slice(0, 400).trim())) return 'taken';
    return line.text.trim() === '' || undefinedBehavior.test(line.text) ? 'end' : 'other';
  }

  close(): TraceError[] {
    if (this.frames.length === 0) this.frames.add(this.where);
    return [{ type: 'runtime error', message: this.message, role: 'thrown', frames: this.frames, children: [] }];
  }
}
