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
  /** How many lines in a row may be `other` before the scanner closes it; 200 where it says nothing. */
  readonly patience?: number;
  offer(line: Line): OfferReply;
  /** Called once. */
  close(): TestFailure[];
}

/** One failed test, as its runner reports it. */
export interface TestFailure {
  /** Full name: suites and test. */
  test?: string;
  expected?: string;
  actual?: string;
  /** Offsets of the report in the input; a trace that starts in there is this failure's. */
  start: number;
  end: number;
  /** What failed and where, as the runner says it: becomes the error where no trace stands between `start` and `end`. */
  error?: TraceError & { language: Language };
  /** A line of the list at the end of the output: it counts where nothing above says more. */
  summary?: true;
}
