import type { Language } from '../failureReport';
import type { Line, Lookback } from '../line';
import type { TraceError, OfferReply } from '../formats/format';
import type { Trigger } from '../scan/triggers';

/**
 * How one test runner reports failures. Works like a trace format, but its lines are not its own: the trace formats see them too.
 */
export interface TestRunner {
  readonly name: string;
  /** As for `TraceFormat.triggers`. */
  readonly triggers: readonly Trigger[];
  /** Starts the report of one failed test (or of a whole run) at this line. */
  start(line: Line, before: Lookback): RunnerReader | undefined;
}

/** Reads the report of failed tests, line by line. */
export interface RunnerReader {
  /** How many lines in a row may be `other` before the scanner closes it; 200 by default. */
  readonly patience?: number;
  offer(line: Line): OfferReply;
  /** Called once. */
  close(): TestFailure[];
}

/** One failed test, as reported by its runner. */
export interface TestFailure {
  /** Full name: suites and test. */
  test?: string;
  expected?: string;
  actual?: string;
  /** Offsets of the report in the input; a trace that starts in this range belongs to this failure. */
  start: number;
  end: number;
  /** The runner's own error and place: used as the error where there is no trace between `start` and `end`. */
  error?: TraceError & { language: Language };
  /** The runner's error is all there is: what looks like a trace in this range is the text of a value. */
  whole?: true;
  /** A line of the list at the end of the output: used only where nothing above has more detail. */
  summary?: true;
}
