import { squares } from './packAttention';

/**
 * Attention between lines from attention between tokens: the total that the tokens of one row give to those of another, averaged over the
 * giving tokens. A row of the result sums to 1 minus the share of tokens outside all rows.
 * @param packed T×T, see `packAttention`
 * @param rowOf row of each token, -1 for none
 * @returns R×R, `[from · R + to]`
 */
export function aggregateLines(packed: Uint8Array, rowOf: Int32Array, rows: number): Float32Array {
  const lines = new Float32Array(rows * rows);
  const tokens = rowOf.length;
  const given = new Float32Array(rows + 1);
  // Tokens of no row go to one extra slot, so the inner loop has no branch.
  const place = rowOf.map((row) => (row < 0 ? rows : row));
  const counts = new Uint32Array(rows + 1);
  for (const row of place) counts[row]!++;
  for (let from = 0; from < tokens; from++) {
    const row = place[from]!;
    if (row === rows) continue;
    given.fill(0);
    const start = from * tokens;
    for (let to = 0; to < tokens; to++) given[place[to]!]! += squares[packed[start + to]!]!;
    let sum = 0;
    for (const part of given) sum += part;
    if (sum === 0) continue;
    const factor = 1 / (sum * counts[row]!);
    for (let to = 0; to < rows; to++) lines[row * rows + to]! += given[to]! * factor;
  }
  return lines;
}

/**
 * Mean of some heads, by line.
 * @param all L·H matrices of R×R, as `AttentionSource.lineAttention` gives them
 * @param heads indexes `layer · H + head`; none gives zeros
 */
export function meanOfLines(all: Float32Array, rows: number, heads: readonly number[]): Float32Array {
  const size = rows * rows;
  const mean = new Float32Array(size);
  for (const head of heads) {
    const start = head * size;
    for (let at = 0; at < size; at++) mean[at]! += all[start + at]!;
  }
  if (heads.length > 1) for (let at = 0; at < size; at++) mean[at]! /= heads.length;
  return mean;
}
