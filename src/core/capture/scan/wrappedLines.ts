import type { TraceFormat } from '../formats/format';
import type { Line } from '../line';
import { cleanLine } from '../unwrap/cleanLine';
import type { LineFeed, RawLine } from './lineFeed';

/** The maximum number of lines of one frame in a terminal of 20 columns. */
const mostParts = 12;

/** A line that a narrow terminal may have cut. */
interface CutLine {
  line: Line;
  /** The lines joined into it. */
  parts: number;
  /** Characters of the first of them. */
  width: number;
  /** It was held back only because of its length, so it must also be read alone. */
  held?: { triggered: boolean };
  /** It is the row of a frame, as far as it goes, and was not read yet. */
  isRow?: boolean;
}

/** What the lines are joined for. */
export interface JoinedLineReader {
  /** A trace is open. */
  readonly reading: boolean;
  /** True when a line by itself begins a trace or a report. */
  begins(line: Line): boolean;
  /** True when a trace took the line, or started at it. */
  offer(line: Line, raw: string, triggered: boolean): boolean;
}

/** Joins lines that a narrow terminal cut: a line that looks unfinished is tried together with the next one. */
export class WrappedLines {
  private cut: CutLine | undefined;
  /** The terminal's width, known from the first frame joined of two lines until no trace is open. */
  private width: number | undefined;

  constructor(
    private readonly formats: readonly TraceFormat[],
    private readonly reader: JoinedLineReader,
  ) {}

  /** True while a line waits for the next one. */
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
    // As long as the terminal's width: the next line may be the rest of it.
    else if (line.raw.length === this.width) {
      this.cut = { line, parts: 1, width: line.raw.length, held: { triggered } };
      return;
    }
    // Of such a row a reader that waits for its first frame would make text of a message.
    const isRow = triggered && this.wholeText(line) !== undefined;
    if (!isRow && this.reader.offer(line, raw, triggered)) return;
    if (triggered && this.isUnfinished(line)) this.cut = { line, parts: 1, width: line.raw.length, isRow };
  }

  finish(): void {
    if (this.cut) this.release(this.cut);
  }

  /** The line above an offset, joined with its earlier parts that the terminal cut off. */
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
    // The rest of a line that a terminal cut is no longer than what it shows of it.
    if (!continues(next.raw) || next.raw.length > cut.width) return false;
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

  private release({ line, held, isRow }: CutLine): void {
    const text = this.wholeText(line);
    const triggered = held?.triggered ?? true;
    if (text !== undefined && this.reader.offer({ ...line, text }, line.raw, triggered)) return;
    if (held || isRow) this.reader.offer(line, line.raw, triggered);
  }

  /** The text of a frame's row that something else than a terminal cut. */
  private wholeText({ text }: Line): string | undefined {
    for (const format of this.formats) {
      const found = format.unfinished?.(text) ? format.whole?.(text) : undefined;
      if (found !== undefined) return found;
    }
    return undefined;
  }

  private isUnfinished({ text }: Line): boolean {
    return this.formats.some((format) => format.unfinished?.(text));
  }
}

/** Whether a line may be the rest of the one above: a line indented by more than the space at a cut starts anew. */
function continues(raw: string): boolean {
  return /^ ?\S/.test(raw);
}
