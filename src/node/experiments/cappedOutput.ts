const HEAD = 512 * 1024;
const TAIL = 2 * 1024 * 1024;

/** The output of a command in bounded memory: its beginning and its end. */
export class CappedOutput {
  private readonly head: Buffer[] = [];
  private headBytes = 0;
  private tail: Buffer[] = [];
  private tailBytes = 0;
  /** Bytes in all. */
  bytes = 0;

  push(chunk: Buffer): void {
    this.bytes += chunk.length;
    const room = HEAD - this.headBytes;
    if (room > 0) {
      this.head.push(chunk.subarray(0, room));
      this.headBytes += Math.min(room, chunk.length);
    }
    if (chunk.length <= room) return;
    const rest = room > 0 ? chunk.subarray(room) : chunk;
    this.tail.push(rest);
    this.tailBytes += rest.length;
    while (this.tailBytes - (this.tail[0]?.length ?? 0) >= TAIL) this.tailBytes -= this.tail.shift()?.length ?? 0;
  }

  text(): string {
    const head = Buffer.concat(this.head);
    const tail = Buffer.concat(this.tail);
    const left = this.bytes - head.length - tail.length;
    if (left === 0) return Buffer.concat([head, tail]).toString('utf8');
    return `${head.toString('utf8')}\n… ${left} bytes left out …\n${tail.toString('utf8')}`;
  }
}
