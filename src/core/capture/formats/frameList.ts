import { ownText } from '../ownText';
import type { FrameDraft } from './format';

/** Longest cycle of calls that is folded. */
const longestCycle = 32;
/** Names of files and functions that are shared between frames. */
const mostNames = 500;
/** So many times in a row make a repetition. */
const repetition = 3;

/**
 * Frames in the order in which a trace prints them. Frames that repeat (recursion) are kept once with their count, while they
 * come in, so a trace of a million recursive calls takes no more room than one of three.
 */
export class FrameList {
  private readonly frames: FrameDraft[] = [];
  private readonly keys: string[] = [];
  private readonly names = new Map<string, string>();
  /** For each period: how many of the latest frames equal the one a period before. */
  private readonly matches = new Array<number>(longestCycle + 1).fill(0);
  private cycle: { start: number; period: number; times: number; position: number; partial: FrameDraft[] } | undefined;

  get length(): number {
    return this.frames.length + (this.cycle?.partial.length ?? 0);
  }

  /** The frame added last. */
  get last(): FrameDraft | undefined {
    const cycle = this.cycle;
    if (cycle) return cycle.partial.at(-1) ?? this.frames[cycle.start + cycle.period - 1];
    return this.frames.at(-1);
  }

  add(draft: FrameDraft): void {
    const frame = this.own(draft);
    const key = frameKey(frame);
    const cycle = this.cycle;
    if (cycle) {
      if (this.keys[cycle.start + cycle.position] === key) {
        cycle.partial.push(frame);
        cycle.position += 1;
        if (cycle.position === cycle.period) {
          cycle.times += 1;
          cycle.position = 0;
          cycle.partial = [];
        }
        return;
      }
      this.leaveCycle();
    }
    this.append(frame, key);
  }

  /** Adds to the text of the frame added last, e.g. its line of code. Nothing where that frame was folded into an earlier one. */
  addText(text: string): void {
    if (this.cycle && this.cycle.position === 0) return;
    const last = this.last;
    if (last) last.raw += `\n${ownText(text)}`;
  }

  /** The trace itself says that the last `period` frames were repeated `times` more; `note` is how it says so. */
  repeatLast(times: number, note: string, period = 1): void {
    if (this.cycle && this.cycle.period === period && this.cycle.position === 0) {
      this.cycle.times += times;
      this.addNote(note);
      return;
    }
    if (this.cycle) this.leaveCycle();
    const start = this.frames.length - period;
    if (start < 0) return;
    let earlier = 0;
    while (start - (earlier + 1) * period >= 0 && this.equalRuns(start - (earlier + 1) * period, start, period)) earlier += 1;
    const keep = start - earlier * period + period;
    this.frames.length = keep;
    this.keys.length = keep;
    this.cycle = { start: keep - period, period, times: earlier + 1 + times, position: 0, partial: [] };
    this.addNote(note);
  }

  /** Turns the order round: for formats that print the outermost frame first. */
  reverse(): void {
    if (this.cycle) this.leaveCycle();
    this.frames.reverse();
    this.keys.reverse();
    this.matches.fill(0);
  }

  /** All frames, in the order they were added; the counts of repetitions stand in `raw`. For the end: a repetition that goes on later is counted anew. */
  toArray(): FrameDraft[] {
    if (this.cycle) this.leaveCycle();
    return this.frames;
  }

  /** A copy whose texts do not keep the whole chunk of output alive that they are slices of. */
  private own(draft: FrameDraft): FrameDraft {
    const { file, line, column, function: name, origin, raw } = draft;
    const frame: FrameDraft = { file: this.intern(file), line, raw: ownText(raw) };
    if (column !== undefined) frame.column = column;
    if (name !== undefined) frame.function = this.intern(name);
    if (origin !== undefined) frame.origin = origin;
    return frame;
  }

  private intern(text: string): string {
    const known = this.names.get(text);
    if (known !== undefined) return known;
    if (this.names.size >= mostNames) this.names.clear();
    const owned = ownText(text);
    this.names.set(owned, owned);
    return owned;
  }

  private addNote(note: string): void {
    const last = this.last;
    if (last) last.raw += `\n${ownText(note)}`;
  }

  private append(frame: FrameDraft, key: string): void {
    this.frames.push(frame);
    this.keys.push(key);
    const n = this.keys.length - 1;
    let found = 0;
    for (let period = 1; period <= longestCycle; period++) {
      const same = n >= period && this.keys[n - period] === key;
      const count = same ? (this.matches[period] ?? 0) + 1 : 0;
      this.matches[period] = count;
      if (found === 0 && count >= (repetition - 1) * period) found = period;
    }
    if (found === 0) return;
    const start = n + 1 - repetition * found;
    this.frames.length = start + found;
    this.keys.length = start + found;
    this.matches.fill(0);
    this.cycle = { start, period: found, times: repetition, position: 0, partial: [] };
  }

  private leaveCycle(): void {
    const cycle = this.cycle;
    if (!cycle) return;
    this.cycle = undefined;
    const others = cycle.period - 1;
    const note =
      others === 0
        ? `[repeated ${cycle.times} times]`
        : `[repeated ${cycle.times} times, in turn with ${others} other frame${others > 1 ? 's' : ''}]`;
    for (let i = cycle.start; i < cycle.start + cycle.period; i++) {
      const frame = this.frames[i];
      if (frame) this.frames[i] = { ...frame, raw: `${frame.raw} ${note}` };
    }
    for (const frame of cycle.partial) this.append(frame, frameKey(frame));
  }

  private equalRuns(a: number, b: number, length: number): boolean {
    for (let i = 0; i < length; i++) if (this.keys[a + i] !== this.keys[b + i]) return false;
    return true;
  }
}

function frameKey(frame: FrameDraft): string {
  return `${frame.line}:${frame.column ?? 0}:${frame.function ?? ''}:${frame.file}`;
}
