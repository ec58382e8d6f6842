import { commonPrefix, type PrefixCut } from './commonPrefix';
import { type CopyRepair, repairOfCopy } from './escapedCopy';
import { stripTerminalSequences } from './terminalText';

/** The UTF-16 units of an output that are searched for a common prefix of its lines. */
const sampleLength = 64 * 1024;
const mostSampled = 400;
/** The columns of terminals. */
const narrowest = 40;
const widest = 500;
/** The maximum length of a line; a longer one has no prefix worth the memory. */
const longestHeld = 1024 * 1024;

/**
 * Removes text around a whole output: prefixes of a build server, artefacts of copying. Decides by the first lines and passes clean output
 * through at no cost.
 */
export class OutputUnwrapping {
  private held = '';
  private decided = false;
  private repair: CopyRepair | undefined;
  private cut: PrefixCut | undefined;
  /** The width of the terminal that broke the records of a log in JSON, and whether one is being joined. */
  private width: number | undefined;
  private joins = false;
  /** The start of each line before and after, for mapping offsets. */
  private readonly starts: { from: number; to: number; fromEnd: number; toEnd: number }[] = [];
  private read = 0;
  private written = 0;

  constructor(private readonly keepsOffsets = false) {}

  push(chunk: string): string {
    this.held += chunk;
    if (!this.decided && this.held.length < sampleLength) return '';
    this.decide();
    if (!this.active) return this.release(this.held.length);
    const end = this.held.lastIndexOf('\n') + 1;
    return this.release(end === 0 && this.held.length > longestHeld ? this.held.length : end);
  }

  end(): string {
    this.decide();
    return this.release(this.held.length);
  }

  /** Maps an offset in the unwrapped text to the original: to the start or end of the line around it. */
  toOriginal(offset: number, edge: 'start' | 'end'): number {
    if (!this.active) return offset;
    const line = this.starts[lastBefore(this.starts, ({ to }) => to <= offset)];
    return !line ? offset : edge === 'start' ? line.from : line.fromEnd;
  }

  fromOriginal(offset: number): number {
    if (!this.active) return offset;
    const line = this.starts[lastBefore(this.starts, ({ from }) => from <= offset)];
    return line
      ? Math.min(line.toEnd, line.to + Math.max(0, offset - line.from - (line.fromEnd - line.from - (line.toEnd - line.to))))
      : offset;
  }

  private get active(): boolean {
    return this.repair !== undefined || this.cut !== undefined || this.width !== undefined;
  }

  private decide(): void {
    if (this.decided) return;
    this.decided = true;
    const sample = stripTerminalSequences(this.held.slice(0, sampleLength));
    this.repair = repairOfCopy(sample);
    const lines = (this.repair ? this.repair(sample) : sample).split('\n', mostSampled + 1).map((line) => line.replace(/\r$/, ''));
    if (this.held.length > sampleLength || lines.length > mostSampled) lines.pop();
    this.width = widthOfRecords(lines);
    if (this.width === undefined) this.cut = commonPrefix(lines);
  }

  private release(end: number): string {
    const text = this.held.slice(0, end);
    this.held = this.held.slice(end);
    if (!this.active || text === '') return text;
    const lines = text.split('\n');
    const last = lines.length - 1;
    return lines
      .map((line, index) => {
        const ends = index < last && !this.goesOn(line, lines[index + 1] ?? '');
        return this.unwrapped(line, index < last, ends) + (ends ? '\n' : '');
      })
      .join('');
  }

  /** Whether the terminal broke a record at the end of this line. */
  private goesOn(line: string, next: string): boolean {
    if (this.width === undefined) return false;
    const shown = stripTerminalSequences(line).replace(/\r$/, '');
    this.joins = (this.joins || isRecord(shown)) && shown.length === this.width && !isRecord(next) && next !== '';
    return this.joins;
  }

  private unwrapped(line: string, broken: boolean, ends: boolean): string {
    const shown = stripTerminalSequences(line);
    const repaired = this.repair ? this.repair(shown) : shown;
    const text = this.cut ? this.cut(repaired) : repaired;
    if (this.keepsOffsets)
      this.starts.push({ from: this.read, to: this.written, fromEnd: this.read + line.length, toEnd: this.written + text.length });
    this.read += line.length + (broken ? 1 : 0);
    this.written += text.length + (ends ? 1 : 0);
    return text;
  }
}

function isRecord(line: string): boolean {
  return /^\{\s?"/.test(line);
}

/** The width at which a terminal broke records in JSON: no line is longer, and one that begins a record ends there within it. */
function widthOfRecords(lines: readonly string[]): number | undefined {
  const width = lines.reduce((most, line) => Math.max(most, line.length), 0);
  if (width < narrowest || width > widest) return undefined;
  const broken = lines.some(
    (line, at) => line.length === width && isRecord(line) && !/\}\s*$/.test(line) && /^[^{]/.test(lines[at + 1] ?? ''),
  );
  return broken ? width : undefined;
}

/** Index of the last item of a sorted list for which the test holds; -1 for none. */
function lastBefore<T>(items: readonly T[], test: (item: T) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(items[middle] as T)) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
