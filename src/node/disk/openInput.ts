import { createReadStream, fstatSync, open } from 'node:fs';
import { Socket } from 'node:net';
import { ReadStream, isatty } from 'node:tty';
import { promisify } from 'node:util';
import { WITHOUT_WAITING } from './readRegularFile';

/**
 * A failure's output, as a stream: a path that a person named, which may be a log of any size, a pipe or a terminal. No thread blocks on a
 * pipe or a terminal: the process could not end until somebody wrote to it.
 * @param path absolute
 */
export async function* openInput(path: string, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  const fd = await promisify(open)(path, WITHOUT_WAITING);
  if (isatty(fd)) yield* endedBy(new ReadStream(fd), signal);
  else if (fstatSync(fd).isFIFO()) yield* endedBy(new Socket({ fd, readable: true, writable: false }), signal);
  else yield* createReadStream(path, { fd, highWaterMark: 1 << 18, signal }) as AsyncIterable<Uint8Array>;
}

function endedBy(stream: Socket, signal: AbortSignal | undefined): AsyncIterable<Uint8Array> {
  const end = () => stream.destroy(signal?.reason as Error);
  if (signal?.aborted) end();
  signal?.addEventListener('abort', end, { once: true });
  return stream;
}
