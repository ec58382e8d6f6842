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
   * Every line at which `start` can succeed holds one of these. A log is searched for them at once and lines without one are never
   * looked at, so they should be rare in plain logs. A leading `\n` stands for the start of a line (a log prefix may come before the
   * text, so offer an alternative for that).
   */
  readonly triggers: readonly Trigger[];
  /** Starts a trace at this line, which may be its header or its first frame; the header is then found in the lines above. */
  start(line: Line, before: Lookback): TraceReader | undefined;
  /** Where a frame's code comes from, by its path and function; the path is relative where it lies in the workspace. */
  origin(frame: FrameDraft): FrameOrigin;
  /** Whether the text looks like a line of this format that a narrow terminal cut; the scanner then tries it with the next line joined. */
  unfinished?(text: string): boolean;
}

/**
 * What a reader says to a line:
 * - `taken`: belongs to the trace;
 * - `last`: belongs to the trace and ends it;
 * - `other`: not of this trace, which may still go on (output of another part of the program in between);
 * - `end`: not of this trace, which is over.
 */
export type OfferReply = 'taken' | 'last' | 'other' | 'end';

/** Reads one trace, line by line. Keeps no more than its errors need. */
export interface TraceReader {
  /** Offset of the first line that belongs to the trace. */
  readonly from: number;
  /** How many lines in a row may be `other` before the scanner closes the trace; 30 where it says nothing. */
  readonly patience?: number;
  offer(line: Line): OfferReply;
  /** What was read: usually one error with its causes below it; none where it was no trace after all. Called once. */
  close(): TraceError[];
}

/** An error as its reader builds it; causes hang below it. */
export interface TraceError {
  type: string;
  /** Where it differs from the format's. */
  language?: Language;
  message: string;
  /** What is printed with the error beside its message, e.g. its own properties. */
  details?: string;
  /** How often it was seen, where not every time is listed. Set by the scanner. */
  times?: number;
  /** How it stands to the error above it; `thrown` for one that stands alone. */
  role: ErrorRole;
  frames: FrameList;
  children: TraceError[];
}
