import type { Line } from '../line';
import type { TraceError, TraceFormat, TraceReader, OfferReply } from './format';
import { frameOf } from './frameDraft';
import { FrameList } from './frameList';
import { nativeOrigin } from './nativeFrame';
import { addSideStacks, type SideStack } from './sideStacks';

const tagged = /^==\d+==\s?(.*)$/;
const frame = /^\s+(?:at|by) 0x[\dA-F]+: (?<function>\S.*?)(?: \((?<file>[^()]+?)(?::(?<line>\d+))?\))?$/;

/** Valgrind's memcheck and its relatives: a stack, and the origin of the memory. */
export const valgrind: TraceFormat = {
  name: 'valgrind',
  language: 'cpp',
  triggers: ['==    at 0x'],
  start(line, before) {
    const header = before.above(1);
    const text = tagged.exec(header?.text ?? '')?.[1]?.trim() ?? '';
    if (!header || text === '') return undefined;
    const reader = new ValgrindReader(header.start, text);
    return reader.offer(line) === 'taken' ? reader : undefined;
  },
  origin: nativeOrigin,
};

class ValgrindReader implements TraceReader {
  private readonly main = new FrameList();
  private readonly stacks: SideStack[] = [];
  private current = this.main;

  constructor(
    readonly from: number,
    private readonly message: string,
  ) {}

  offer(line: Line): OfferReply {
    const text = tagged.exec(line.text)?.[1];
    if (text === undefined) return 'other';
    const match = frame.exec(text);
    if (match) {
      const found = frameOf(match, text.trim());
      const inLibrary = match.groups?.['line'] === undefined;
      this.current.add({ ...found, file: found.file.replace(/^in /, ''), origin: inLibrary ? 'runtime' : undefined });
      return 'taken';
    }
    if (text.trim() === '') return 'last';
    this.current = new FrameList();
    this.stacks.push({ title: text.trim(), frames: this.current });
    return 'taken';
  }

  close(): TraceError[] {
    if (this.main.length === 0) return [];
    const error: TraceError = { type: '', message: this.message, role: 'thrown', frames: this.main, children: [] };
    addSideStacks(error, this.stacks, () => false);
    return [error];
  }
}
