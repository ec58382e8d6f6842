/** One line of output, cleaned of what was put around it. */
export interface Line {
  /** Without colours, log prefix, quote marks and line end. The indentation that the program wrote is kept. */
  readonly text: string;
  /** As it came, only colours and the line end removed. */
  readonly raw: string;
  /** Which of several interleaved outputs wrote it, as its prefix says (`web-1`, `app[123]`); empty where no prefix says so. */
  readonly stream: string;
  /** A time, a level or another log prefix was removed: such a line is a record of its own, not the rest of the one above. */
  readonly prefixed: boolean;
  /** The level that the prefix names, upper case; empty where it names none. */
  readonly level: string;
  /** Offset of its first character in the input, in UTF-16 units. */
  readonly start: number;
  /** Offset behind its last character, line end not counted. */
  readonly end: number;
}

/** The lines above the one at hand. */
export interface Lookback {
  /**
   * The `n`th line above, 1 being the nearest. Lines of other streams are left out. Undefined at the start of the input,
   * where a line already belongs to another trace, and further up than the scanner remembers.
   */
  above(n: number): Line | undefined;
}
