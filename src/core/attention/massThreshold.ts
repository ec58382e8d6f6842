import { squares } from './packAttention';

/**
 * The strongest places that hold `mass` of all weight together, strongest first (exBERT's threshold).
 * @param mass 0..1
 * @param skip places that are neither counted nor returned
 */
export function strongest(weights: ArrayLike<number>, mass: number, limit = Infinity, skip?: (place: number) => boolean): number[] {
  const places: number[] = [];
  let total = 0;
  for (let place = 0; place < weights.length; place++) {
    if (!(weights[place]! > 0) || skip?.(place)) continue;
    places.push(place);
    total += weights[place]!;
  }
  places.sort((a, b) => weights[b]! - weights[a]! || a - b);
  let held = 0;
  let count = 0;
  // Slightly less than asked for, so that rounding does not add one more.
  while (count < places.length && count < limit && held < mass * total * (1 - 1e-6)) held += weights[places[count++]!]!;
  return places.slice(0, count);
}

const histogram = new Uint32Array(256);

/**
 * The same for one row of packed attention, in one pass: the smallest byte among the strongest that together hold `mass`.
 * @param hidden 1 for tokens that do not count
 * @param limit no more than this many, unless more are equally strong
 * @returns 1..255; 256 when nothing counts
 */
export function byteThreshold(
  packed: Uint8Array,
  start: number,
  tokens: number,
  mass: number,
  hidden?: Uint8Array,
  limit = Infinity,
): number {
  histogram.fill(0);
  for (let to = 0; to < tokens; to++) if (!hidden?.[to]) histogram[packed[start + to]!]!++;
  let total = 0;
  for (let byte = 1; byte < 256; byte++) total += histogram[byte]! * squares[byte]!;
  if (total === 0) return 256;
  let held = 0;
  let count = 0;
  for (let byte = 255; byte > 0; byte--) {
    if (held >= mass * total * (1 - 1e-6) || count >= limit) return byte + 1;
    held += histogram[byte]! * squares[byte]!;
    count += histogram[byte]!;
  }
  return 1;
}
