import { addUnpacked } from './packAttention';

/**
 * Attention rollout (Abnar & Zuidema, "Quantifying Attention Flow in Transformers", 2020): the product over all layers of `½·A + ½·I`, where A
 * is the mean of a layer's heads and I stands for the residual connection. It says how much of the input at each token can have reached the
 * queries' last hidden state by way of attention; feed-forward networks and values are not in it, so it is an approximation.
 *
 * Only the asked rows of the product are made: `(((q · Aₙ) · Aₙ₋₁) · … ) · A₁`. That is exact, takes memory in proportion to T for each query
 * instead of T², and T² operations a query and layer instead of T³ in all.
 * @param layers the layers' mean attention, T×T each, first layer first
 * @param queries start rows, Q×T: one-hot for a token, a distribution for a line
 * @returns Q×T; a row sums to what the query's row summed to
 */
export function rollout(layers: readonly Float32Array[], queries: Float32Array, tokens: number): Float32Array {
  let current: Float32Array = queries;
  for (let layer = layers.length - 1; layer >= 0; layer--) current = throughLayer(current, layers[layer]!, tokens);
  return current;
}

/**
 * Rollout of the token where each row's score is read, summed over the tokens of every row.
 * @param starts first token of each row
 * @returns R×R, `[from · R + to]`
 */
export function rolloutLines(layers: readonly Float32Array[], starts: ArrayLike<number>, rowOf: Int32Array): Float32Array {
  const tokens = rowOf.length;
  const rows = starts.length;
  const queries = new Float32Array(rows * tokens);
  for (let row = 0; row < rows; row++) queries[row * tokens + starts[row]!] = 1;
  const reached = rollout(layers, queries, tokens);
  const lines = new Float32Array(rows * rows);
  for (let from = 0; from < rows; from++) {
    for (let token = 0; token < tokens; token++) {
      const to = rowOf[token]!;
      if (to >= 0) lines[from * rows + to]! += reached[from * tokens + token]!;
    }
  }
  return lines;
}

/** Mean of a layer's heads, T×T, each head read with `headAt` when its turn comes: only one is held. */
export async function meanOfLayer(heads: number, tokens: number, headAt: (head: number) => Promise<Uint8Array>): Promise<Float32Array> {
  const mean = new Float32Array(tokens * tokens);
  for (let head = 0; head < heads; head++) addUnpacked(mean, await headAt(head), tokens, 1 / heads);
  return mean;
}

/** Rows of the layer that are multiplied together while they are in the cache. */
const BLOCK = 8;
/** Columns worked on at a time: the target row's part stays in the nearest cache. */
const COLUMNS = 2048;

/** `½·current·A + ½·current`. */
function throughLayer(current: Float32Array, layer: Float32Array, tokens: number): Float32Array {
  const queries = current.length / tokens;
  const next = new Float32Array(current.length);
  for (let left = 0; left < tokens; left += COLUMNS) {
    const right = Math.min(left + COLUMNS, tokens);
    for (let middle = 0; middle < tokens; middle += BLOCK) multiplyBlock(next, current, layer, { tokens, queries, middle, left, right });
  }
  for (let at = 0; at < next.length; at++) next[at] = 0.5 * (next[at]! + current[at]!);
  return next;
}

interface Block {
  tokens: number;
  queries: number;
  middle: number;
  left: number;
  right: number;
}

/** Eight rows of the layer at once: each value of the target is loaded and stored once for eight products. */
function multiplyBlock(next: Float32Array, current: Float32Array, layer: Float32Array, block: Block): void {
  const { tokens, queries, middle, left, right } = block;
  if (middle + BLOCK > tokens) return multiplyRest(next, current, layer, block);
  const [b0, b1, b2, b3, b4, b5, b6, b7] = Array.from({ length: BLOCK }, (_, row) => (middle + row) * tokens) as Eight;
  for (let query = 0; query < queries; query++) {
    const at = query * tokens + middle;
    const a0 = current[at]!;
    const a1 = current[at + 1]!;
    const a2 = current[at + 2]!;
    const a3 = current[at + 3]!;
    const a4 = current[at + 4]!;
    const a5 = current[at + 5]!;
    const a6 = current[at + 6]!;
    const a7 = current[at + 7]!;
    // In the last layer, the first that is met, a query is one-hot: nearly all blocks are empty.
    if (a0 === 0 && a1 === 0 && a2 === 0 && a3 === 0 && a4 === 0 && a5 === 0 && a6 === 0 && a7 === 0) continue;
    const target = query * tokens;
    for (let column = left; column < right; column++) {
      next[target + column]! +=
        a0 * layer[b0 + column]! +
        a1 * layer[b1 + column]! +
        a2 * layer[b2 + column]! +
        a3 * layer[b3 + column]! +
        a4 * layer[b4 + column]! +
        a5 * layer[b5 + column]! +
        a6 * layer[b6 + column]! +
        a7 * layer[b7 + column]!;
    }
  }
}

type Eight = [number, number, number, number, number, number, number, number];

function multiplyRest(next: Float32Array, current: Float32Array, layer: Float32Array, block: Block): void {
  const { tokens, queries, middle, left, right } = block;
  for (let query = 0; query < queries; query++) {
    for (let row = middle; row < tokens; row++) {
      const weight = current[query * tokens + row]!;
      if (weight === 0) continue;
      for (let column = left; column < right; column++) next[query * tokens + column]! += weight * layer[row * tokens + column]!;
    }
  }
}
