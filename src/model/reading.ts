/** What the mini-model reads of one failure: rows of tokens with what the program says about them. */
export interface Reading {
  language: 'javascript' | 'python' | 'java';
  rows: ReadRow[];
  functions: ReadFunction[];
}

export type RowSection = 'error' | 'behavior' | 'frames' | 'test' | 'code';

/** One row: a line of code, or a line of the rest of the evidence. Its first token is `[ROW]`. */
export interface ReadRow {
  section: RowSection;
  /** Workspace-relative with `/`; absent for rows that are no code. */
  file?: string;
  /** 1-based; absent for rows that are no code. */
  line?: number;
  text: string;
  tokens: ReadToken[];
  /** Indexes into `ROW_FEATURES` that are set. */
  features: number[];
  /** Index into `Reading.functions`; absent for rows that no suspect can be in. */
  function?: number;
  /** Floats by `LINE_FEATURES`; empty for rows that no suspect can be in. */
  lineFeatures: number[];
}

export interface ReadToken {
  id: number;
  /** 0-based offsets into the row's text, end exclusive. */
  start: number;
  end: number;
  /** Bits by `TOKEN_FLAGS`. */
  flags: number;
}

/** One candidate function, with rows or without: what did not fit is ranked by its features alone. */
export interface ReadFunction {
  /** Floats by `FUNCTION_FEATURES`. */
  features: number[];
  /** What recent changes add to the logarithm of its chance; absent or 0 without one. */
  changeLogit?: number;
}
