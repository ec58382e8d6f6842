/**
 * Packs attention weights into bytes: `round(255 · √(weight / largest of the row))`. The root keeps small weights distinct: at 1024 tokens
 * most are below 1/255.
 * @param weights T×T, each row a distribution
 */
export function packAttention(weights: Float32Array, tokens: number): Uint8Array {
  const packed = new Uint8Array(weights.length);
  for (let from = 0; from < tokens; from++) {
    const start = from * tokens;
    let largest = 0;
    for (let at = start; at < start + tokens; at++) largest = Math.max(largest, weights[at]!);
    if (largest === 0) continue;
    for (let at = start; at < start + tokens; at++) packed[at] = Math.round(255 * Math.sqrt(weights[at]! / largest));
  }
  return packed;
}

/** Squares of all bytes: a packed byte's weight up to the factor of its row. */
export const squares = Float32Array.from({ length: 256 }, (_, byte) => byte * byte);

/**
 * Reads one row of packed attention: T weights that sum to 1.
 * @param into receives the result when given, so that loops allocate nothing
 */
export function unpackRow(packed: Uint8Array, tokens: number, from: number, into = new Float32Array(tokens)): Float32Array {
  const start = from * tokens;
  let sum = 0;
  for (let to = 0; to < tokens; to++) sum += into[to] = squares[packed[start + to]!]!;
  if (sum > 0) for (let to = 0; to < tokens; to++) into[to]! /= sum;
  return into;
}

/**
 * Adds one head to a running mean, T×T.
 * @param share part of the mean that is this head's: 1 / number of heads
 */
export function addUnpacked(mean: Float32Array, packed: Uint8Array, tokens: number, share: number): void {
  for (let from = 0; from < tokens; from++) {
    const start = from * tokens;
    let sum = 0;
    for (let at = start; at < start + tokens; at++) sum += squares[packed[at]!]!;
    if (sum === 0) continue;
    const factor = share / sum;
    for (let at = start; at < start + tokens; at++) mean[at]! += squares[packed[at]!]! * factor;
  }
}
