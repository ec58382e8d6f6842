/** How the results of one function relate to the value that the failing assertion saw; without any value. */
export interface ReturnFacts {
  /** It made that value; for a failure that prints no value, the one that the test's last call returned. */
  made?: true;
  /** When it first returned a piece of that value from a place where it differs from the expected one: the number of returns before. */
  pieceAt?: number;
  /** 1-based line of the statement that handed out the piece, else that value. */
  line?: number;
}
