import { readRegularFile } from './readRegularFile';

/** Bytes; larger files are not code that a person wrote. */
const MOST_BYTES = 5_000_000;

/**
 * Text of a file, line ends `\n`, byte order mark removed: UTF-8, UTF-16 with a mark, else Windows-1252, in which every byte is a character.
 * @param mostBytes maximum size of a file to read
 * @returns undefined for files that are not text, too large or unreadable
 */
export async function readText(path: string, mostBytes = MOST_BYTES): Promise<string | undefined> {
  const bytes = await readRegularFile(path, mostBytes);
  const text = bytes && decode(bytes);
  return text?.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

function decode(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (bytes.subarray(0, 8000).includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
