/** The mini-model's input for one failure: rows of tokens with program facts about them. */
export interface Reading {
  language: 'javascript' | 'python' | 'java';
  rows: ReadRow[];
  functions: ReadFunction[];
}

export type RowSection = 'error' | 'behavior' | 'frames' | 'test' | 'code';

/** One row: a line of code, or a line of the rest of the evidence. Its first token is `[ROW]`. */
export interface ReadRow {
  section: RowSection;
  /** Workspace-relative with `/`; absent for rows that are not code. */
  file?: string;
  /** 1-based; absent for rows that are not code. */
  line?: number;
  text: string;
  tokens: ReadToken[];
  /** Indexes into `ROW_FEATURES` that are set. */
  features: number[];
  /** Index into `Reading.functions`; absent for rows that cannot hold a suspect. */
  function?: number;
  /** Floats by `LINE_FEATURES`; empty for rows that cannot hold a suspect. */
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

/** One candidate function, with or without rows: if its rows did not fit, only its features rank it. */
export interface ReadFunction {
  /** Floats by `FUNCTION_FEATURES`. */
  features: number[];
  /** What recent changes add to the logarithm of its chance; absent or 0 without one. */
  changeLogit?: number;
}
