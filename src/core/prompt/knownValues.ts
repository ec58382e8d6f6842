/** Characters used to look up a value; shorter values cannot be searched. */
export const LEAST_KNOWN = 8;

const BASE = 257;

/** Finds many values in a text in one pass: by a rolling hash of their first characters, then by their lengths. Linear in the text. */
export class KnownValues {
  /** By the first characters: the lengths of the values that begin so, longest first. */
  private readonly lengths = new Map<string, number[]>();
  private readonly values = new Map<string, string>();
  private readonly seen = new Uint8Array(1 << 16);

  /** @param found the result of {@link search} for the value's places; values below {@link LEAST_KNOWN} characters are left out */
  add(value: string, found: string): void {
    if (value.length < LEAST_KNOWN || this.values.has(value)) return;
    this.values.set(value, found);
    const head = value.slice(0, LEAST_KNOWN);
    const lengths = this.lengths.get(head) ?? [];
    if (!lengths.includes(value.length)) {
      lengths.push(value.length);
      lengths.sort((a, b) => b - a);
    }
    this.lengths.set(head, lengths);
    this.seen[hashOf(head) & 0xffff] = 1;
  }

  /** The places of the values, from left to right, the longest at each place, without overlaps. */
  search(text: string): { start: number; end: number; found: string }[] {
    const hits: { start: number; end: number; found: string }[] = [];
    if (!this.values.size || text.length < LEAST_KNOWN) return hits;
    let hash = hashOf(text.slice(0, LEAST_KNOWN));
    let free = 0;
    for (let at = 0; ; at++) {
      if (at >= free && this.seen[hash & 0xffff]) {
        const hit = this.at(text, at);
        if (hit) {
          hits.push(hit);
          free = hit.end;
        }
      }
      if (at + LEAST_KNOWN >= text.length) return hits;
      hash = (Math.imul(hash - Math.imul(text.charCodeAt(at), POWER), BASE) + text.charCodeAt(at + LEAST_KNOWN)) | 0;
    }
  }

  private at(text: string, start: number): { start: number; end: number; found: string } | undefined {
    for (const length of this.lengths.get(text.slice(start, start + LEAST_KNOWN)) ?? []) {
      const found = this.values.get(text.slice(start, start + length));
      if (found !== undefined) return { start, end: start + length, found };
    }
    return undefined;
  }
}

const POWER = powerOf(LEAST_KNOWN - 1);

function powerOf(exponent: number): number {
  let power = 1;
  for (let count = 0; count < exponent; count++) power = Math.imul(power, BASE);
  return power;
}

function hashOf(head: string): number {
  let hash = 0;
  for (let at = 0; at < LEAST_KNOWN; at++) hash = (Math.imul(hash, BASE) + head.charCodeAt(at)) | 0;
  return hash;
}
