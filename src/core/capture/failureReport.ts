import type { LanguageId } from '../workspace/languages';

/** What failed: the type that the capture station hands on. Its JSON form is the CLI's contract. */
export interface FailureReport {
  /** Outermost error first, its causes after it. */
  errors: ErrorReport[];
  expectations: Expectation[];
  /** How many traces and failed tests of the middle of a very long output are not listed. */
  leftOut?: number;
}

export type Language = LanguageId | 'unknown';

/** How an error stands to its parent: thrown on its own, or hung below another error. */
export type ErrorRole = 'thrown' | 'cause' | 'suppressed' | 'aggregated';

export interface ErrorReport {
  /** As the runtime names it, e.g. `TypeError`, `java.lang.IllegalStateException`, `panic`. Empty where the trace has none. */
  type: string;
  /** The whole message, several lines where it has several. */
  message: string;
  /**
   * What is printed with the error beside its message: its own properties, e.g. `code: 'ENOENT'`; the stacks of the goroutines and
   * threads that did not fail.
   */
  details?: string;
  /** How often it was seen, for an error that came so often that not every time is listed. */
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
  /** The trace's own text of this frame; a folded repetition keeps its count here. */
  raw: string;
  /** Where a source-mapped frame stood in the generated file. */
  generated?: { file: string; line: number; column?: number };
}

/** What a test or assertion says should have been, and what was. */
export interface Expectation {
  expected: string;
  actual: string;
  test?: string;
  /** 0-based index into `FailureReport.errors` of the thrown error that broke it, where one is known. */
  error?: number;
}
