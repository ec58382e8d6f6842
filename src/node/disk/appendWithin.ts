import { appendFile, stat } from 'node:fs/promises';

/**
 * Adds a text to a file that a limit of size applies to.
 * @param path absolute; created where it is absent
 * @param make gets the bytes that are left, and gives a text within them; undefined where no text fits
 * @returns false if nothing was written: no room, or a file that cannot be written
 */
export async function appendWithin(path: string, limit: number, make: (bytes: number) => string | undefined): Promise<boolean> {
  try {
    const known = await stat(path).catch(() => undefined);
    if (known && !known.isFile()) return false;
    const left = limit - (known?.size ?? 0);
    const text = make(left);
    if (text === undefined || Buffer.byteLength(text) > left) return false;
    await appendFile(path, text);
    return true;
  } catch {
    return false;
  }
}
