import type { TraceFormat } from '../formats/format';
import type { Line } from '../line';
import { cleanLine } from '../unwrap/cleanLine';
import type { LineFeed, RawLine } from './lineFeed';

/** A terminal of 20 columns cuts a frame into this many lines at most. */
const mostParts = 12;

/** A line that a narrow terminal may have cut. */
interface CutLine {
  line: Line;
  /** Lines that it was joined of. */
  parts: number;
  /** Characters of the first of them. */
  width: number;
  /** It was held back for its length alone: alone it is to be read as well. */
  held?: { triggered: boolean };
}

/** What the lines are joined for. */
export interface JoinedLineReader {
  /** A trace is open. */
  readonly reading: boolean;
  /** True when a trace or a report begins at a line by its own words. */
  begins(line: Line): boolean;
  /** True when a trace took the line, or started at it. */
  offer(line: Line, raw: string, triggered: boolean): boolean;
}

/** Joins what a narrow terminal cut into several lines: a line that looks unfinished is tried with the next one. */
export class WrappedLines {
  private cut: CutLine | undefined;
  /** Characters of a line of the terminal, known once a frame was joined of two lines; until no trace is open any more. */
  private width: number | undefined;

  constructor(
    private readonly formats: readonly TraceFormat[],
    private readonly reader: JoinedLineReader,
  ) {}

  /** A line waits for the next. */
  get open(): boolean {
    return this.cut !== undefined;
  }

  read(line: Line, raw: string, triggered: boolean): void {
    const cut = this.cut;
    if (cut) {
      this.cut = undefined;
      if (!(triggered && this.reader.begins(line)) && this.readJoined(cut, line)) return;
      this.release(cut);
    }
    if (!this.reader.reading) this.width = undefined;
    // As long as the terminal is wide: what comes next may be the rest of it.
    else if (line.raw.length === this.width) {
      this.cut = { line, parts: 1, width: line.raw.length, held: { triggered } };
      return;
    }
    if (this.reader.offer(line, raw, triggered)) return;
    if (triggered && this.isUnfinished(line)) this.cut = { line, parts: 1, width: line.raw.length };
  }

  finish(): void {
    if (this.cut) this.release(this.cut);
  }

  /** The line above an offset, with the lines above it that the terminal cut it of. */
  above(feed: LineFeed, start: number): RawLine | undefined {
    let whole = feed.lineAbove(start);
    for (let parts = 1; whole && this.width !== undefined && parts < mostParts && continues(whole.raw); parts++) {
      const part = feed.lineAbove(whole.start);
      const raw = part?.raw.replace(/\r$/, '');
      if (part === undefined || raw?.length !== this.width) break;
      whole = { raw: raw + whole.raw, start: part.start };
    }
    return whole;
  }

  /** Tries a cut line with the next one joined. True when that line needs no reading of its own. */
  private readJoined(cut: CutLine, next: Line): boolean {
    if (!continues(next.raw)) return false;
    const raw = cut.line.raw + next.raw;
    const line: Line = { ...cleanLine(raw, cut.line.start), end: next.end };
    if (this.isUnfinished(line) || (cut.held && next.raw.length === cut.width)) {
      if (cut.parts >= mostParts) return false;
      this.cut = { ...cut, line, parts: cut.parts + 1 };
      return true;
    }
    const known = this.width;
    this.width = cut.width;
    if (this.reader.offer(line, line.raw, cut.held?.triggered ?? true)) return true;
    this.width = known;
    return cut.held !== undefined;
  }

  private release({ line, held }: CutLine): void {
    if (held) this.reader.offer(line, line.raw, held.triggered);
  }

  private isUnfinished({ text }: Line): boolean {
    return this.formats.some((format) => format.unfinished?.(text));
  }
}

/** Whether a line may be the rest of the one above: what is indented by more than the space at a cut begins anew. */
function continues(raw: string): boolean {
  return /^ ?\S/.test(raw);
}
