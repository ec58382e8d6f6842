/** One line of output, without the text that other programs put around it. */
export interface Line {
  /** Without colours, log prefix, quote marks and line end. The indentation that the program wrote is kept. */
  readonly text: string;
  /** The original, only without colours and line end. */
  readonly raw: string;
  /** Its output among several interleaved ones, named by its prefix (`web-1`, `app[123]`); empty without such a prefix. */
  readonly stream: string;
  /** A time, a level or another log prefix was removed: such a line starts a record and does not continue the one above. */
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
   * The `n`th line above, 1 being the nearest. Lines of other streams are skipped. Undefined at the start of the input, where a line
   * already belongs to another trace, and above the lines kept in memory.
   */
  above(n: number): Line | undefined;
}
