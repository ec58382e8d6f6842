/** A stretch of a text: offset of its first character, and the one after its last. A place where something is missing is empty. */
export type Stretch = readonly [start: number, end: number];

/** Pairs of tokens that are compared; larger differences are one stretch. */
const MOST_PAIRS = 250_000;

/**
 * Where a text differs from the expected one.
 * @param mine its tokens, in order and without a gap
 */
export function wrongParts(mine: readonly Token[], theirs: readonly Token[]): Stretch[] {
  const last = mine.at(-1);
  const length = last ? last.at + last.text.length : 0;
  let start = 0;
  while (start < Math.min(mine.length, theirs.length) && mine[start]!.text === theirs[start]!.text) start++;
  let end = 0;
  while (end < Math.min(mine.length, theirs.length) - start && mine.at(-1 - end)!.text === theirs.at(-1 - end)!.text) end++;
  const own = mine.slice(start, mine.length - end);
  const other = theirs.slice(start, theirs.length - end);
  if (own.length === 0 && other.length === 0) return [];
  const offset = (index: number): number => own[index]?.at ?? mine[start + index]?.at ?? length;
  if (own.length * other.length > MOST_PAIRS) return [[offset(0), offset(own.length)]];
  return differences(own, other).map(([from, to]) => [offset(from), offset(to)]);
}

/** How a shorter text stands in the actual one at a wrong place: it has all of the place, or ends at it or inside it. */
export function isBesideWrongPart(part: string, actual: string, wrong: readonly Stretch[]): 'part' | 'beside' | undefined {
  if (part.length >= actual.length || !/\S/.test(part)) return undefined;
  let found: 'beside' | undefined;
  let seen = 0;
  for (let at = actual.indexOf(part); at >= 0 && seen < MOST_PLACES; at = actual.indexOf(part, at + 1), seen++) {
    const end = at + part.length;
    if (wrong.some(([from, to]) => (from === to ? at < from && from < end : at <= from && to <= end))) return 'part';
    if (wrong.some(([from, to]) => (from === to ? at <= from && from <= end : at < to && from < end))) found = 'beside';
  }
  return found;
}

/** The wrong parts that do not occur in the expected text; shorter ones occur everywhere. */
export function ownWrongParts(actual: string, wrong: readonly Stretch[], expected: string): string[] {
  const parts = wrong.map(([from, to]) => actual.slice(from, to)).filter((part) => part.length >= SHORTEST_OWN && !expected.includes(part));
  return [...new Set(parts)].slice(0, MOST_PLACES);
}

const SHORTEST_OWN = 3;

/** Places of a part that are looked at. */
const MOST_PLACES = 20;

/** A word or another character of a text. */
export interface Token {
  /** Offset. */
  at: number;
  text: string;
}

export function tokensOf(text: string): Token[] {
  return [...text.matchAll(/[\p{L}\p{N}_$]+|[^]/gu)].map((match) => ({ at: match.index, text: match[0] }));
}

/** Stretches of the first list that are not in the longest common sequence; empty where only the second has more. */
function differences(own: readonly Token[], other: readonly Token[]): [number, number][] {
  const width = other.length + 1;
  const common = new Uint16Array((own.length + 1) * width);
  for (let i = own.length - 1; i >= 0; i--)
    for (let j = other.length - 1; j >= 0; j--)
      common[i * width + j] =
        own[i]!.text === other[j]!.text
          ? common[(i + 1) * width + j + 1]! + 1
          : Math.max(common[(i + 1) * width + j]!, common[i * width + j + 1]!);
  const found: [number, number][] = [];
  const add = (from: number, to: number): void => {
    const last = found.at(-1);
    if (last && last[1] === from) last[1] = to;
    else found.push([from, to]);
  };
  let [i, j] = [0, 0];
  while (i < own.length || j < other.length) {
    if (i < own.length && j < other.length && own[i]!.text === other[j]!.text) {
      i++;
      j++;
    } else if (j >= other.length || (i < own.length && common[(i + 1) * width + j]! >= common[i * width + j + 1]!)) add(i, ++i);
    else {
      add(i, i);
      j++;
    }
  }
  return found;
}
