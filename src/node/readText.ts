import { readFile, stat } from 'node:fs/promises';

/** Bytes; larger files are no code that a person wrote. */
const MOST_BYTES = 5_000_000;

/**
 * Text of a file, line ends `\n`, byte order mark removed.
 * @param mostBytes of a file that is still read
 * @returns undefined for what is no text, is too large or cannot be read
 */
export async function readText(path: string, mostBytes = MOST_BYTES): Promise<string | undefined> {
  const bytes = await readBytes(path, mostBytes).catch(() => undefined);
  const text = bytes && decode(bytes);
  return text?.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

async function readBytes(path: string, mostBytes: number): Promise<Buffer | undefined> {
  // A pipe or device would never end.
  const about = await stat(path);
  return about.isFile() && about.size <= mostBytes ? readFile(path) : undefined;
}

function decode(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.subarray(2).toString('utf16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return Buffer.from(bytes.subarray(2, bytes.length & ~1))
      .swap16()
      .toString('utf16le');
  if (bytes.subarray(0, 8000).includes(0)) return undefined;
  const text = bytes.toString('utf8');
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
