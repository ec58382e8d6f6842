import { ownText } from '../ownText';
import type { FrameDraft } from './frameDraft';

/** Longest cycle of calls that is folded. */
const longestCycle = 32;
/** This many rounds in a row make a repetition. */
const repetition = 3;
/** The number of frames kept at each end of a longer trace. */
const keptAtEnd = 500;
/** Names of files and functions that are shared between frames. */
const mostNames = 500;

/** Frames `start` to `start + period` were called `times` times in a row. */
interface Cycle {
  start: number;
  period: number;
  times: number;
}

/**
 * Frames in the order in which a trace prints them. Frames that repeat (recursion) are kept once with their count as they come in, so a
 * trace of a million recursive calls takes no more room than one of three. Of a very long trace that does not repeat, both ends are kept
 * and the frames in between are counted.
 */
export class FrameList {
  private readonly frames: FrameDraft[] = [];
  private readonly keys: string[] = [];
  private readonly cycles: Cycle[] = [];
  private readonly names = new Map<string, string>();
  /** For each period: the number of latest frames that equal the frame one period before. */
  private readonly matches = new Array<number>(longestCycle + 1).fill(0);
  /** The current repetition, and the frames of its latest round so far. */
  private open: { cycle: Cycle; partial: FrameDraft[] } | undefined;
  /** The frame before which calls were left out, and their number. */
  private gap: { at: number; calls: number } | undefined;

  /** Entries: a folded repetition counts once. */
  get length(): number {
    return this.frames.length + (this.open?.partial.length ?? 0);
  }

  /** The frame added last. */
  get last(): FrameDraft | undefined {
    return this.open?.partial.at(-1) ?? this.frames.at(-1);
  }

  add(draft: FrameDraft): void {
    const frame = this.own(draft);
    const key = frameKey(frame);
    const open = this.open;
    if (open) {
      const { cycle, partial } = open;
      if (this.keys[cycle.start + partial.length] === key) {
        partial.push(frame);
        if (partial.length === cycle.period) {
          cycle.times += 1;
          open.partial = [];
        }
        return;
      }
      this.leaveCycle();
    }
    this.append(frame, key);
  }

  /** Adds to the text of the frame added last, e.g. its line of code. Does nothing where that frame was folded into an earlier one. */
  addText(text: string): void {
    if (this.open?.partial.length === 0) return;
    this.addNote(text);
  }

  /** The trace itself says that the last `period` frames were repeated `times` more; `note` is its wording. */
  repeatLast(times: number, note: string, period = 1): void {
    if (this.open?.cycle.period === period && this.open.partial.length === 0) {
      this.open.cycle.times += times;
      this.addNote(note);
      return;
    }
    this.leaveCycle();
    const start = this.frames.length - period;
    if (start < 0) return;
    const single = this.unfolded;
    if (start < single) {
      // They already end a repetition: further frames stand alone.
      for (const frame of this.frames.slice(start)) this.append({ ...frame }, frameKey(frame));
      this.openCycle({ start: start + period, period, times });
      this.addNote(note);
      return;
    }
    let earlier = 0;
    while (start - (earlier + 1) * period >= single && this.equalRuns(start - (earlier + 1) * period, start, period)) earlier += 1;
    const keep = start - earlier * period + period;
    this.truncate(keep);
    this.openCycle({ start: keep - period, period, times: earlier + 1 + times });
    this.addNote(note);
  }

  /** Reverses the order, for formats that print the outermost frame first. */
  reverse(): void {
    this.leaveCycle();
    this.frames.reverse();
    this.keys.reverse();
    this.matches.fill(0);
    for (const cycle of this.cycles) cycle.start = this.frames.length - cycle.start - cycle.period;
    this.cycles.reverse();
    if (this.gap) this.gap.at = this.frames.length - this.gap.at;
  }

  /** Puts a frame before all others. */
  prepend(draft: FrameDraft): void {
    this.leaveCycle();
    const frame = this.own(draft);
    this.frames.unshift(frame);
    this.keys.unshift(frameKey(frame));
    for (const cycle of this.cycles) cycle.start += 1;
    if (this.gap) this.gap.at += 1;
  }

  /** Adds the last `calls` calls of another list; folded frames count as often as they were called. */
  addTail(other: FrameList, calls: number): void {
    other.leaveCycle();
    const cycles = new Map(other.cycles.map((cycle) => [cycle.start + cycle.period, cycle]));
    const tail: { frame: FrameDraft; cycle?: Cycle; times?: number; leftOut?: number }[] = [];
    let left = calls;
    for (let end = other.frames.length; end > 0 && left > 0;) {
      const leftOut = other.gap?.at === end ? Math.min(other.gap.calls, left) : 0;
      const behindGap = tail.at(-1);
      if (leftOut > 0 && behindGap) {
        behindGap.leftOut = leftOut;
        left -= leftOut;
        if (left === 0) break;
      }
      const cycle = cycles.get(end);
      const period = Math.min(cycle?.period ?? 1, end);
      const times = cycle ? Math.min(cycle.times, Math.floor(left / period)) : 1;
      if (times === 0) {
        for (let i = 1; i <= left; i++) tail.push({ frame: other.frames[end - i] as FrameDraft });
        break;
      }
      for (let i = 1; i <= period; i++)
        tail.push({ frame: other.frames[end - i] as FrameDraft, cycle: i === 1 ? cycle : undefined, times });
      left -= period * times;
      if (cycle && times < cycle.times) {
        for (let i = 1; i <= left; i++) tail.push({ frame: other.frames[end - i] as FrameDraft });
        break;
      }
      end -= period;
    }
    for (const { frame, cycle, times = 1, leftOut = 0 } of tail.reverse()) {
      if (leftOut > 0) this.leaveOut(leftOut);
      this.add(frame);
      if (cycle && times > 1) this.repeat(times - 1, cycle.period);
    }
  }

  /** All frames that are kept, in the order they were added; `raw` contains the numbers of repeated and omitted frames. */
  toArray(): FrameDraft[] {
    this.leaveCycle();
    if (this.frames.length > 2 * keptAtEnd) this.dropMiddle();
    const frames = [...this.frames];
    for (const { start, period, times } of this.cycles) {
      const others = period - 1;
      const turn = others === 0 ? '' : `, in turn with ${others} other frame${others > 1 ? 's' : ''}`;
      for (let i = start; i < start + period; i++) {
        const frame = frames[i];
        if (frame) frames[i] = { ...frame, raw: `${frame.raw} [repeated ${times} times${turn}]` };
      }
    }
    const { gap } = this;
    const before = gap && frames[gap.at - 1];
    if (gap && before) frames[gap.at - 1] = { ...before, raw: `${before.raw}\n[${gap.calls} frames left out]` };
    return frames;
  }

  /** After the last repetition: the earliest start of a new one. */
  private get unfolded(): number {
    const last = this.cycles.at(-1);
    return last ? last.start + last.period : 0;
  }

  /** Drops the middle in steps, so that the work for each frame is constant. */
  private dropMiddle(): void {
    let from = Math.min(keptAtEnd, this.gap?.at ?? keptAtEnd);
    let to = Math.max(this.frames.length - keptAtEnd, this.gap?.at ?? 0);
    // Folded frames stay together.
    for (const { start, period } of this.cycles) {
      if (start < from && start + period > from) from = start + period;
      if (start < to && start + period > to) to = start;
    }
    if (to <= from) return;
    const dropped = this.cycles.filter(({ start }) => start >= from && start < to);
    const calls = to - from + dropped.reduce((sum, { period, times }) => sum + period * (times - 1), 0);
    const kept = this.cycles.filter((cycle) => !dropped.includes(cycle));
    this.cycles.splice(0, this.cycles.length, ...kept);
    for (const cycle of this.cycles) if (cycle.start >= to) cycle.start -= to - from;
    this.frames.splice(from, to - from);
    this.keys.splice(from, to - from);
    this.gap = { at: from, calls: (this.gap?.calls ?? 0) + calls };
  }

  private leaveOut(calls: number): void {
    this.leaveCycle();
    this.gap = { at: this.gap?.at ?? this.frames.length, calls: (this.gap?.calls ?? 0) + calls };
  }

  private repeat(times: number, period: number): void {
    this.leaveCycle();
    if (this.frames.length < period) return;
    this.openCycle({ start: this.frames.length - period, period, times: times + 1 });
  }

  /** A copy whose texts do not keep the sliced chunk of output in memory. */
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
    if (this.frames.length >= 4 * keptAtEnd) this.dropMiddle();
    const n = this.keys.length - 1;
    const single = this.unfolded;
    let found = 0;
    for (let period = 1; period <= longestCycle; period++) {
      const same = n - period >= single && this.keys[n - period] === key;
      const count = same ? (this.matches[period] ?? 0) + 1 : 0;
      this.matches[period] = count;
      if (found === 0 && count >= (repetition - 1) * period) found = period;
    }
    if (found === 0) return;
    const start = n + 1 - repetition * found;
    this.truncate(start + found);
    this.openCycle({ start, period: found, times: repetition });
  }

  private truncate(length: number): void {
    this.frames.length = length;
    this.keys.length = length;
    for (let cycle = this.cycles.at(-1); cycle && cycle.start + cycle.period > length; cycle = this.cycles.at(-1)) this.cycles.pop();
  }

  private openCycle(cycle: Cycle): void {
    this.matches.fill(0);
    this.cycles.push(cycle);
    this.open = { cycle, partial: [] };
  }

  private leaveCycle(): void {
    const open = this.open;
    if (!open) return;
    this.open = undefined;
    for (const frame of open.partial) this.append(frame, frameKey(frame));
  }

  private equalRuns(a: number, b: number, length: number): boolean {
    for (let i = 0; i < length; i++) if (this.keys[a + i] !== this.keys[b + i]) return false;
    return true;
  }
}

function frameKey(frame: FrameDraft): string {
  return `${frame.line}:${frame.column ?? 0}:${frame.function ?? ''}:${frame.file}`;
}
