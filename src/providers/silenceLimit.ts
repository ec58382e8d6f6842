import { Silence } from './httpFailure';

/** Ends an answer of which nothing arrives for a time, though its server sends signs of life. */
export class SilenceLimit {
  private timer: NodeJS.Timeout | undefined;
  private over = false;

  /** @param ms longest time between two pieces of an answer */
  constructor(
    private readonly ms: number,
    private readonly end: () => void,
  ) {}

  restart(): void {
    this.stop();
    this.timer = setTimeout(() => {
      this.over = true;
      this.end();
    }, this.ms);
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  /** @throws Silence */
  throwIfOver(): void {
    if (this.over) throw new Silence('body');
  }
}
