import { addUnpacked } from './packAttention';

/**
 * Attention rollout (Abnar & Zuidema, "Quantifying Attention Flow in Transformers", 2020): the product over all layers of `½·A + ½·I`,
 * where A is the mean of a layer's heads and I stands for the residual connection. It estimates how much of the input at each token can
 * have reached the queries' last hidden state through attention. It ignores feed-forward networks and values, so it is an approximation.
 *
 * Only the requested rows of the product are computed: `(((q · Aₙ) · Aₙ₋₁) · … ) · A₁`. That is exact, takes memory in proportion to T for
 * each query instead of T², and T² operations a query and layer instead of T³ in all.
 * @param layers the layers' mean attention, T×T each, first layer first
 * @param queries start rows, Q×T: one-hot for a token, a distribution for a line
 * @returns Q×T; a row has the same sum as the query's row
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

/** Mean of a layer's heads, T×T, each head is read with `headAt` in turn, so only one is in memory. */
export async function meanOfLayer(heads: number, tokens: number, headAt: (head: number) => Promise<Uint8Array>): Promise<Float32Array> {
  const mean = new Float32Array(tokens * tokens);
  for (let head = 0; head < heads; head++) addUnpacked(mean, await headAt(head), tokens, 1 / heads);
  return mean;
}

/** Size of the tiles of queries and layer rows: each loaded value serves four products. */
const TILE = 4;

/** `½·current·A + ½·current`. */
function throughLayer(current: Float32Array, layer: Float32Array, tokens: number): Float32Array {
  const queries = current.length / tokens;
  const next = new Float32Array(current.length);
  const whole = { queries: queries - (queries % TILE), middle: tokens - (tokens % TILE) };
  for (let middle = 0; middle < whole.middle; middle += TILE) {
    for (let query = 0; query < whole.queries; query += TILE) multiplyTile(next, current, layer, tokens, query, middle);
  }
  // The edges: the last rows of the layer for all queries, and all rows for the last queries.
  multiplyRest(next, current, layer, tokens, { query: 0, lastQuery: whole.queries, row: whole.middle });
  multiplyRest(next, current, layer, tokens, { query: whole.queries, lastQuery: queries, row: 0 });
  for (let at = 0; at < next.length; at++) next[at] = 0.5 * (next[at]! + current[at]!);
  return next;
}

function multiplyTile(next: Float32Array, current: Float32Array, layer: Float32Array, tokens: number, query: number, middle: number): void {
  const [n0, n1, n2, n3] = [query * tokens, (query + 1) * tokens, (query + 2) * tokens, (query + 3) * tokens] as const;
  const a00 = current[n0 + middle]!;
  const a01 = current[n0 + middle + 1]!;
  const a02 = current[n0 + middle + 2]!;
  const a03 = current[n0 + middle + 3]!;
  const a10 = current[n1 + middle]!;
  const a11 = current[n1 + middle + 1]!;
  const a12 = current[n1 + middle + 2]!;
  const a13 = current[n1 + middle + 3]!;
  const a20 = current[n2 + middle]!;
  const a21 = current[n2 + middle + 1]!;
  const a22 = current[n2 + middle + 2]!;
  const a23 = current[n2 + middle + 3]!;
  const a30 = current[n3 + middle]!;
  const a31 = current[n3 + middle + 1]!;
  const a32 = current[n3 + middle + 2]!;
  const a33 = current[n3 + middle + 3]!;
  // In the last layer, which comes first, a query is one-hot, so nearly all tiles are empty.
  const sum = a00 + a01 + a02 + a03 + a10 + a11 + a12 + a13 + a20 + a21 + a22 + a23 + a30 + a31 + a32 + a33;
  if (sum === 0) return;
  const [b0, b1, b2, b3] = [middle * tokens, (middle + 1) * tokens, (middle + 2) * tokens, (middle + 3) * tokens] as const;
  for (let column = 0; column < tokens; column++) {
    const l0 = layer[b0 + column]!;
    const l1 = layer[b1 + column]!;
    const l2 = layer[b2 + column]!;
    const l3 = layer[b3 + column]!;
    next[n0 + column]! += a00 * l0 + a01 * l1 + a02 * l2 + a03 * l3;
    next[n1 + column]! += a10 * l0 + a11 * l1 + a12 * l2 + a13 * l3;
    next[n2 + column]! += a20 * l0 + a21 * l1 + a22 * l2 + a23 * l3;
    next[n3 + column]! += a30 * l0 + a31 * l1 + a32 * l2 + a33 * l3;
  }
}

interface Rest {
  query: number;
  lastQuery: number;
  /** First row of the layer. */
  row: number;
}

function multiplyRest(next: Float32Array, current: Float32Array, layer: Float32Array, tokens: number, rest: Rest): void {
  for (let query = rest.query; query < rest.lastQuery; query++) {
    for (let row = rest.row; row < tokens; row++) {
      const weight = current[query * tokens + row]!;
      if (weight === 0) continue;
      for (let column = 0; column < tokens; column++) next[query * tokens + column]! += weight * layer[row * tokens + column]!;
    }
  }
}
