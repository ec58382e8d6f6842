/** Numbers from 0 to 1 that are the same for the same seed: mulberry32. */
export function seededRandom(seed: string): () => number {
  let state = 2166136261;
  for (let at = 0; at < seed.length; at++) state = Math.imul(state ^ seed.charCodeAt(at), 16777619);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}

export function pick<Item>(items: readonly Item[], random: () => number): Item | undefined {
  return items[Math.floor(random() * items.length)];
}

/** Picks by weight. */
export function pickWeighted<Item>(items: readonly Item[], weight: (item: Item) => number, random: () => number): Item | undefined {
  let left = random() * items.reduce((sum, item) => sum + weight(item), 0);
  return items.find((item) => (left -= weight(item)) < 0);
}

/** Up to this many of the items, in random order. */
export function sample<Item>(items: readonly Item[], most: number, random: () => number): Item[] {
  const left = [...items];
  const taken: Item[] = [];
  while (taken.length < most && left.length > 0) taken.push(...left.splice(Math.floor(random() * left.length), 1));
  return taken;
}
