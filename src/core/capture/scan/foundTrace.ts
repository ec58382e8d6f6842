import type { TraceError, TraceFormat } from '../formats/format';

/** A trace as it was found. */
export interface FoundTrace {
  format: TraceFormat;
  errors: TraceError[];
  /** Offset of its first line. */
  start: number;
  /** Offset behind its last line. */
  end: number;
}
