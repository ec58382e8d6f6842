/**
 * Bytes → text: UTF-8, or UTF-16 of either byte order with or without its mark. Bytes that are no valid text become U+FFFD.
 */
export class TextDecoding {
  private decoder: TextDecoder | undefined;
  private held = new Uint8Array(0);

  /** Text of the bytes so far that can be told; a character cut in two comes with the rest of it. */
  decode(bytes: Uint8Array): string {
    if (this.decoder) return this.decoder.decode(bytes, { stream: true });
    const all = this.held.length === 0 ? bytes : concat(this.held, bytes);
    if (all.length < enoughToTell) {
      this.held = all.slice();
      return '';
    }
    return this.start(all);
  }

  /** What is left at the end of the input. */
  end(): string {
    const start = this.decoder ? '' : this.start(this.held);
    return start + (this.decoder?.decode() ?? '');
  }

  private start(bytes: Uint8Array): string {
    this.held = new Uint8Array(0);
    this.decoder = new TextDecoder(encodingOf(bytes));
    return this.decoder.decode(bytes, { stream: true });
  }
}

const enoughToTell = 64;
const sample = 4096;

function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
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
  return 'utf-8';
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}
