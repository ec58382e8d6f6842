import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/** Opens without waiting for a pipe's writer and without taking a terminal as controlling terminal. */
export const WITHOUT_WAITING = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);

/**
 * Bytes of a regular file. The check is on the opened file, so a file that is replaced meanwhile does not slip through.
 * @returns undefined for pipes, devices, folders, files above `mostBytes`, and unreadable files
 */
export async function readRegularFile(path: string, mostBytes: number): Promise<Buffer | undefined> {
  const handle = await open(path, WITHOUT_WAITING).catch(() => undefined);
  if (!handle) return undefined;
  try {
    const about = await handle.stat();
    if (!about.isFile() || about.size > mostBytes) return undefined;
    const bytes = Buffer.allocUnsafe(about.size);
    let filled = 0;
    while (filled < bytes.length) {
      const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return bytes.subarray(0, filled);
  } catch {
    return undefined;
  } finally {
    await handle.close().catch(() => undefined);
  }
}
