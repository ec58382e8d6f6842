/** A signal from the person or the system ended the program; the reason of every abort that follows. */
export class Interruption extends Error {
  constructor(readonly by: NodeJS.Signals) {
    super(`ended by ${by}`);
    this.name = 'AbortError';
  }
}
