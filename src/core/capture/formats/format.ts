import type { ErrorRole, FrameOrigin, Language } from '../failureReport';
import type { Line, Lookback } from '../line';
import type { Trigger } from '../scan/triggers';
import type { FrameDraft } from './frameDraft';
import type { FrameList } from './frameList';

/**
 * How one language prints its traces. The scanner finds lines that hold one of the triggers, asks the formats in the order of
 * their table to start a trace there, and then offers the reader every following line of the same output.
 */
export interface TraceFormat {
  readonly name: string;
  readonly language: Language;
  /**
   * Every line at which `start` can succeed holds one of these. One search over a log looks for all of them and skips all other lines, so
   * they should be rare in plain logs. A leading `\n` stands for the start of a line (a log prefix may come before the text, so offer an
   * alternative for that).
   */
  readonly triggers: readonly Trigger[];
  /** Starts a trace at this line, which may be its header or its first frame; in the latter case the header is found in the lines above. */
  start(line: Line, before: Lookback): TraceReader | undefined;
  /** Where a frame's code comes from, by its path and function; the path is relative where it lies in the workspace. */
  origin(frame: FrameDraft): FrameOrigin;
  /** Whether the text looks like a line of this format that a narrow terminal cut; the scanner then tries it with the next line joined. */
  unfinished?(text: string): boolean;
  /**
   * Of such a line that no next one completes, because a log cut it: the row that the rest of it still is, as a frame is printed; undefined
   * where it names no place. A line of code whose digits may be cut, too, is written with {@link CUT} behind them.
   */
  whole?(text: string): string | undefined;
}

/**
 * A reader's answer to a line:
 * - `taken`: belongs to the trace;
 * - `last`: belongs to the trace and ends it;
 * - `other`: not of this trace, which may continue (interleaved output of another part of the program);
 * - `end`: not of this trace, which has ended.
 */
export type OfferReply = 'taken' | 'last' | 'other' | 'end';

/** Reads one trace, line by line. Keeps only what its errors need. */
export interface TraceReader {
  /** Offset of the first line that belongs to the trace. */
  readonly from: number;
  /** How many lines in a row may be `other` before the scanner closes the trace; 30 by default. */
  readonly patience?: number;
  offer(line: Line): OfferReply;
  /** The result: usually one error with its causes below it; none where it was not a trace. Called once. */
  close(): TraceError[];
}

/** An error as its reader builds it; causes hang below it. */
export interface TraceError {
  type: string;
  /** Where it differs from the format's. */
  language?: Language;
  message: string;
  /** Details printed beside the message, e.g. its own properties. */
  details?: string;
  /** The number of occurrences, where not all are listed. Set by the scanner. */
  times?: number;
  /** Its runtime reported it above. */
  again?: true;
  /** Its relation to the error above it; `thrown` for one that stands alone. */
  role: ErrorRole;
  frames: FrameList;
  children: TraceError[];
}
