import { Unknown } from './value';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const isAscii = (text: string): boolean => /^[\x00-\x7f]*$/.test(text);

export function bytesOf(text: string): Uint8Array {
  return encoder.encode(text);
}

export function byteCount(text: string): number {
  return isAscii(text) ? text.length : encoder.encode(text).length;
}

/** The text of some bytes. @throws {Unknown} where they are no UTF-8 */
export function textOfBytes(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new Unknown('bytes that are no text');
  }
}

/** A part of a text, in bytes. */
export function textPart(text: string, from: number, to: number): string {
  return isAscii(text) ? text.slice(from, to) : textOfBytes(bytesOf(text).slice(from, to));
}
