/** Bytes of an output's end that are kept: its summary stands there. */
const KEPT = 200_000;

/** Keeps the end of an output. */
export class HeardEnd {
  private chunks: Buffer[] = [];
  private kept = 0;
  /** All bytes that were heard. */
  bytes = 0;

  /** @param most bytes that are kept */
  constructor(private readonly most = KEPT) {}

  /** Passes the output on. */
  async *listen(source: AsyncIterable<string | Uint8Array>): AsyncIterable<string | Uint8Array> {
    for await (const chunk of source) {
      this.add(Buffer.from(chunk as Uint8Array));
      yield chunk;
    }
  }

  add(chunk: Buffer): void {
    this.bytes += chunk.length;
    this.chunks.push(chunk);
    this.kept += chunk.length;
    while (this.chunks.length > 1 && this.kept - this.chunks[0]!.length >= this.most) this.kept -= this.chunks.shift()!.length;
  }

  text(): string {
    return Buffer.concat(this.chunks).subarray(-this.most).toString('utf8');
  }
}
