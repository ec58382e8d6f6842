import { legacyDecoder, legacyEncoding } from './legacyEncoding';

/**
 * Bytes → text: UTF-8, or UTF-16 of either byte order with or without its mark. Bytes that are not UTF-8 are decoded with a legacy encoding
 * (windows-1252, windows-1251, Shift JIS, EUC-JP, EUC-KR, GBK), so that no byte is lost. Stray bytes within UTF-8 are read as single
 * letters.
 */
export class TextDecoding {
  private decoder: Pick<TextDecoder, 'decode'> | undefined;
  private held = new Uint8Array(0);

  /** The text of the bytes so far; a character cut in two is returned with its second half. */
  decode(bytes: Uint8Array): string {
    if (this.decoder) return this.decoder.decode(bytes, { stream: true });
    const all = concat(this.held, bytes);
    if (all.length < enoughToTell) {
      this.held = all.slice();
      return '';
    }
    return this.start(all);
  }

  /** The remaining text at the end of the input. */
  end(): string {
    const start = this.decoder ? '' : this.start(this.held);
    return start + (this.decoder?.decode() ?? '');
  }

  private start(bytes: Uint8Array): string {
    this.held = new Uint8Array(0);
    const wide = wideEncodingOf(bytes);
    this.decoder = wide ? new TextDecoder(wide) : new Utf8OrLegacy();
    return this.decoder.decode(bytes, { stream: true });
  }
}

/** UTF-8 until invalid bytes come; those decide the encoding. */
class Utf8OrLegacy {
  private rest = new Uint8Array(0);
  private legacy: Pick<TextDecoder, 'decode'> | undefined;
  /** UTF-8 letters came before, so invalid bytes are the exception. */
  private mixed = false;
  private begun = false;

  decode(bytes: Uint8Array = new Uint8Array(0), { stream = false } = {}): string {
    if (this.legacy && !this.mixed) return this.legacy.decode(bytes, { stream });
    const all = concat(this.rest, bytes);
    const whole = stream ? all.length - unfinished(all) : all.length;
    this.rest = all.slice(whole);
    const now = all.subarray(0, whole);
    try {
      const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(now);
      this.mixed ||= text.length !== now.length;
      return this.withoutMark(text);
    } catch {
      return this.withoutMark(this.decodeLegacy(now, stream));
    }
  }

  private decodeLegacy(bytes: Uint8Array, stream: boolean): string {
    if (!this.legacy) {
      const encoding = legacyEncoding(bytes);
      const single = encoding.startsWith('windows');
      // One byte is one letter there, so that it can stand between letters of UTF-8.
      this.mixed ||= single;
      this.legacy = legacyDecoder(this.mixed && !single ? 'windows-1252' : encoding);
      if (!this.mixed) {
        const all = concat(bytes, this.rest);
        this.rest = new Uint8Array(0);
        return this.legacy.decode(all, { stream });
      }
    }
    let text = '';
    let at = 0;
    while (at < bytes.length) {
      const valid = lengthOfUtf8(bytes, at);
      if (valid > at) text += utf8.decode(bytes.subarray(at, valid));
      at = valid;
      const wrong = lengthOfWrong(bytes, at);
      if (wrong > at) text += this.legacy.decode(bytes.subarray(at, wrong));
      at = wrong;
    }
    return text;
  }

  private withoutMark(text: string): string {
    if (this.begun || text === '') return text;
    this.begun = true;
    return text.startsWith('\ufeff') ? text.slice(1) : text;
  }
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
const enoughToTell = 64;
const sample = 4096;

/** Length of the UTF-8 character at an offset: 0 where there is none, negative where it may continue after the end. */
function letterAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const length = first >= 0xf0 && first < 0xf5 ? 4 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xc2 && first < 0xe0 ? 2 : 0;
  for (let next = 1; next < length; next++) {
    const byte = bytes[at + next];
    if (byte === undefined) return -next;
    // Overlong forms, halves of surrogate pairs, and code points above the last one.
    const from = next > 1 ? 0x80 : first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
    const to = next > 1 ? 0xbf : first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
    if (byte < from || byte > to) return 0;
  }
  return length;
}

function lengthOfUtf8(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length) {
    const length = letterAt(bytes, at);
    if (length <= 0) break;
    at += length;
  }
  return at;
}

function lengthOfWrong(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && letterAt(bytes, at) <= 0) at++;
  return at;
}

/** Bytes at the end that may begin a character. */
function unfinished(bytes: Uint8Array): number {
  for (let count = 1; count <= Math.min(3, bytes.length); count++) {
    if (letterAt(bytes, bytes.length - count) === -count) return count;
  }
  return 0;
}

function wideEncodingOf(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const length = Math.min(bytes.length, sample) & ~1;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < length; i += 2) {
    if (bytes[i] === 0) even += 1;
    if (bytes[i + 1] === 0) odd += 1;
  }
  // Mostly Latin text: every other byte is zero.
  const many = length / 2 / 3;
  if (odd > many && even < odd / 4) return 'utf-16le';
  if (even > many && odd < even / 4) return 'utf-16be';
  return undefined;
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}
