import { createReadStream } from 'node:fs';

/**
 * A failure's output, as a stream: what a person named, which may be a log of any size, a pipe or a terminal.
 * @param path absolute
 */
export function openInput(path: string): AsyncIterable<Uint8Array> {
  return createReadStream(path, { highWaterMark: 1 << 18 }) as AsyncIterable<Uint8Array>;
}
