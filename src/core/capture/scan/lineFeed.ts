import { completeLength, stripTerminalSequences } from '../unwrap/terminalText';
import type { TriggerSearch } from './triggerSearch';

/** The UTF-16 units above its first frame within which a trace's message may start; this much of the read text stays in memory. */
const kept = 64 * 1024;
/** Small chunks are collected up to this size, UTF-16 units. */
const smallestChunk = 64 * 1024;
/** The maximum length of a line; a longer one is read in pieces. */
const longestPiece = 1024 * 1024;

/** A line of the input, unchanged. */
export interface RawLine {
  /** Without the line break. */
  raw: string;
  /** Offset of its first character in the input, in UTF-16 units. */
  start: number;
}

/** Takes the lines of a feed, in their order. */
export interface LineReader {
  /** True when no open trace or report could take a line: lines without a trigger may be skipped. */
  readonly quiet: boolean;
  /** @param triggered it is known to hold a trigger */
  readLine(line: RawLine, triggered: boolean): void;
}

/**
 * Splits a chunked text into lines. While its reader is quiet, lines without a trigger are skipped at the speed of a string search.
 * Terminal sequences are removed; offsets are those of the text without them.
 */
export class LineFeed {
  /** Text not read yet, and the last lines before it. Starts with a line break, so that every line has one before it. */
  private buffer = '\n';
  /** Offset of the buffer's first character in the input. */
  private base = -1;
  /** Where the next line starts in the buffer. */
  private position = 1;
  /** Start of a terminal sequence that was cut by the end of the last chunk. */
  private cutSequence = '';
  private waiting: string[] = [];
  private waitingLength = 0;

  constructor(
    private readonly search: Pick<TriggerSearch, 'isIn' | 'nextLine'>,
    private readonly reader: LineReader,
  ) {}

  /** Offset after the last character received. */
  get end(): number {
    return this.base + this.buffer.length;
  }

  push(chunk: string): void {
    const whole = this.cutSequence + chunk;
    const complete = completeLength(whole);
    this.cutSequence = whole.slice(complete);
    const text = stripTerminalSequences(complete === whole.length ? whole : whole.slice(0, complete));
    this.waiting.push(text);
    this.waitingLength += text.length;
    if (this.waitingLength >= smallestChunk) this.read(false);
  }

  /** Reads the rest, including a last line without a line break. */
  finish(): void {
    this.read(true);
  }

  /**
   * The line above the one that starts at an offset; undefined at the start of the input, and where it is no longer completely in memory.
   */
  lineAbove(start: number): RawLine | undefined {
    const next = start - this.base;
    if (next <= 1) return undefined;
    const from = this.buffer.lastIndexOf('\n', next - 2) + 1;
    if (from === 0 && this.base >= 0) return undefined;
    return { raw: this.buffer.slice(from, next - 1), start: this.base + from };
  }

  private read(final: boolean): void {
    const arrived = this.waiting.length === 1 ? (this.waiting[0] ?? '') : this.waiting.join('');
    this.waiting = [];
    this.waitingLength = 0;
    const keep = Math.max(0, this.position - kept);
    const unread = this.buffer.length;
    this.buffer = this.buffer.slice(keep) + arrived;
    this.base += keep;
    this.position -= keep;
    const lastBreak = arrived.lastIndexOf('\n');
    const readable = final ? this.buffer.length : lastBreak < 0 ? this.position : unread - keep + lastBreak + 1;
    this.readLines(readable);
    while (this.buffer.length - this.position > longestPiece) this.readPiece();
  }

  private readLines(readable: number): void {
    while (this.position < readable) {
      const triggered = this.reader.quiet;
      const start = triggered ? this.search.nextLine(this.buffer, this.position, Math.min(readable, this.buffer.length)) : this.position;
      if (start === undefined) {
        this.position = readable;
        return;
      }
      let end = this.buffer.indexOf('\n', start);
      if (end < 0 || end > readable) end = readable;
      this.position = end + 1;
      this.pass(start, Math.min(end, this.buffer.length), triggered);
    }
    this.position = Math.min(this.position, this.buffer.length);
  }

  /** Reads a part of an overlong line, cut at a harmless point. */
  private readPiece(): void {
    const from = this.position;
    let end = from + longestPiece;
    const room = end - smallestChunk;
    const gap = Math.max(this.buffer.lastIndexOf('"', end), this.buffer.lastIndexOf('\\n', end), this.buffer.lastIndexOf(' ', end));
    if (gap > room) end = gap;
    this.position = end;
    if (!this.reader.quiet || this.search.isIn(this.buffer.slice(from, end))) this.pass(from, end, true);
  }

  private pass(from: number, end: number, triggered: boolean): void {
    this.reader.readLine({ raw: this.buffer.slice(from, end), start: this.base + from }, triggered);
  }
}
