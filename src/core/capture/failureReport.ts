import type { LanguageId } from '../workspace/languages';

/** The failures: the result of the capture station. Its JSON form is the CLI's contract. */
export interface FailureReport {
  /** Outermost error first, its causes after it. */
  errors: ErrorReport[];
  expectations: Expectation[];
  /** The number of traces and failed tests omitted from the middle of a very long output. */
  leftOut?: number;
}

export type Language = LanguageId | 'unknown';

/** The relation of an error to its parent: thrown on its own, or attached to another error. */
export type ErrorRole = 'thrown' | 'cause' | 'suppressed' | 'aggregated';

export interface ErrorReport {
  /** As the runtime names it, e.g. `TypeError`, `java.lang.IllegalStateException`, `panic`. Empty where the trace has none. */
  type: string;
  /** The whole message, several lines where it has several. */
  message: string;
  /**
   * Details printed beside the message: the error's own properties, e.g. `code: 'ENOENT'`; the stacks of the goroutines and threads that
   * did not fail.
   */
  details?: string;
  /** The number of occurrences, for an error too frequent to list each one. */
  times?: number;
  language: Language;
  role: ErrorRole;
  /** 0-based index into `FailureReport.errors` of the error this one belongs to; absent for `thrown`. */
  parent?: number;
  /** Full name of the test that failed with this error. */
  test?: string;
  /** Innermost (throwing) frame first, in every language. */
  frames: Frame[];
}

export type FrameOrigin = 'workspace' | 'dependency' | 'runtime';

export interface Frame {
  /** As the trace writes it, `file://` and log prefixes removed. */
  file: string;
  /** 1-based; 0 where the trace gives none (native code). */
  line: number;
  /** 1-based. */
  column?: number;
  function?: string;
  origin: FrameOrigin;
  /** The trace's own text of this frame; includes the count of a folded repetition. */
  raw: string;
  /** Position in the generated file, for a source-mapped frame. */
  generated?: { file: string; line: number; column?: number };
}

/** The expected and actual values of a test or assertion. */
export interface Expectation {
  expected: string;
  actual: string;
  test?: string;
  /** 0-based index into `FailureReport.errors` of the thrown error that belongs to it, where known. */
  error?: number;
}
