/** The person, or the system, ended the program by a signal; the reason of every abort that follows from it. */
export class Interruption extends Error {
  constructor(readonly by: NodeJS.Signals) {
    super(`ended by ${by}`);
    this.name = 'AbortError';
  }
}
