import { TooLarge } from './httpFailure';

const [LINE_FEED, RETURN, COLON] = [0x0a, 0x0d, 0x3a];

/**
 * An event stream without its comments and without blank lines between events. The client's decoder keeps both until an event ends, so a
 * server that sends nothing else would fill the memory.
 */
export class EventLines {
  /** `[DONE]` arrived, which the client swallows. */
  sawDone = false;
  private last = '';
  /** Bytes of the event so far, and of the line. */
  private eventBytes = 0;
  private lineBytes = 0;
  private inComment = false;
  private afterReturn = false;
  /** The last line was passed on, and so is the rest of its end. */
  private kept = false;

  /** Fails with {@link TooLarge} where an event is larger than the limit. */
  readonly stream = new TransformStream<Uint8Array, Uint8Array>({
    transform: (chunk, controller) => {
      const passed = this.filter(chunk);
      if (!passed.length) return;
      // Latin-1 keeps one character per byte; only ASCII is searched.
      this.last = (this.last + Buffer.from(passed.subarray(-64)).toString('latin1')).slice(-80);
      if (this.last.includes('[DONE]')) this.sawDone = true;
      controller.enqueue(passed);
    },
  });

  /** @param maxEventBytes limit of one event */
  constructor(private readonly maxEventBytes: number) {}

  private filter(chunk: Uint8Array): Uint8Array {
    const passed = new Uint8Array(chunk.length);
    let length = 0;
    for (const byte of chunk) if (this.passes(byte)) passed[length++] = byte;
    return passed.subarray(0, length);
  }

  private passes(byte: number): boolean {
    const isRest = byte === LINE_FEED && this.afterReturn;
    this.afterReturn = byte === RETURN;
    if (isRest) return this.kept;
    if (byte !== LINE_FEED && byte !== RETURN) {
      if (this.lineBytes++ === 0) this.inComment = byte === COLON;
      if (this.inComment) return false;
      if (++this.eventBytes > this.maxEventBytes) throw new TooLarge();
      return true;
    }
    this.kept = !this.inComment && this.eventBytes > 0;
    if (!this.lineBytes) this.eventBytes = 0;
    this.inComment = false;
    this.lineBytes = 0;
    return this.kept;
  }
}
