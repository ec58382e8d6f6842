/** Where o200k's texts are split before pairs are merged (openai/tiktoken, `o200k_base`). */
const WORDS =
  /[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?:'(?:[sS]|[dD]|[mM]|[tT]|[lL][lL]|[vV][eE]|[rR][eE]))?|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?:'(?:[sS]|[dD]|[mM]|[tT]|[lL][lL]|[vV][eE]|[rR][eE]))?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+/gu;

/** A power of two, three times the number of tokens: chains in the table stay short. */
const SLOTS = 1 << 19;
/** Words whose counts are kept. */
const MOST_WORDS = 50_000;

/** Counts tokens by merging byte pairs, the lowest rank first. */
export class BytePairs {
  /** Token + 1 by the hash of its bytes; 0 where there is none. */
  private readonly slots = new Int32Array(SLOTS);
  /** Where the bytes of each token begin; one more for the end of the last. */
  private readonly starts: Uint32Array;
  private readonly words = new Map<string, number>();

  /** @param table see `packTokens` */
  constructor(private readonly table: Uint8Array) {
    const count = new DataView(table.buffer, table.byteOffset).getUint32(0, true);
    const starts = new Uint32Array(count + 1);
    let at = 4 + count;
    for (let token = 0; token < count; token += 1) {
      starts[token] = at;
      const end = at + (table[4 + token] ?? 0);
      let slot = slotOf(table, at, end);
      while (this.slots[slot]) slot = (slot + 1) % SLOTS;
      this.slots[slot] = token + 1;
      at = end;
    }
    starts[count] = at;
    this.starts = starts;
  }

  count(text: string): number {
    let total = 0;
    for (const [word] of text.matchAll(WORDS)) {
      let count = this.words.get(word);
      if (count === undefined) {
        count = this.countWord(Buffer.from(word));
        if (this.words.size >= MOST_WORDS) this.words.clear();
        this.words.set(word, count);
      }
      total += count;
    }
    return total;
  }

  private countWord(bytes: Uint8Array): number {
    if (this.rank(bytes, 0, bytes.length) < Infinity) return 1;
    const starts = Array.from({ length: bytes.length + 1 }, (_, at) => at);
    /** Of the token that a part and its neighbour would make. */
    const rankAt = (part: number): number => {
      const end = starts[part + 2];
      return end === undefined ? Infinity : this.rank(bytes, starts[part] ?? 0, end);
    };
    const ranks = starts.map((_, part) => rankAt(part));
    for (;;) {
      let lowest = 0;
      for (let part = 1; part < ranks.length; part += 1) if ((ranks[part] ?? Infinity) < (ranks[lowest] ?? Infinity)) lowest = part;
      if ((ranks[lowest] ?? Infinity) === Infinity) return starts.length - 1;
      starts.splice(lowest + 1, 1);
      ranks.splice(lowest, 1);
      ranks[lowest] = rankAt(lowest);
      if (lowest > 0) ranks[lowest - 1] = rankAt(lowest - 1);
    }
  }

  /** Infinity if these bytes are no token. */
  private rank(bytes: Uint8Array, start: number, end: number): number {
    for (let slot = slotOf(bytes, start, end); ; slot = (slot + 1) % SLOTS) {
      const token = (this.slots[slot] ?? 0) - 1;
      if (token < 0) return Infinity;
      const first = this.starts[token] ?? 0;
      if ((this.starts[token + 1] ?? 0) - first !== end - start) continue;
      let same = 0;
      while (same < end - start && this.table[first + same] === bytes[start + same]) same += 1;
      if (same === end - start) return token;
    }
  }
}

/** FNV-1a, folded. */
function slotOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  return (hash ^ (hash >>> 15)) & (SLOTS - 1);
}
