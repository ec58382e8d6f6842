import type { FailureCase } from '../failureCase';

/** A fault with what its runs showed. */
export interface RecordedRun {
  failure: FailureCase;
  /** As text: see `readCoverage`. */
  coverage: string;
}
