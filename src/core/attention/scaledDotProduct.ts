/** All steps of the attention of one query. */
export interface AttentionSteps {
  /** Dot product of the query with each key. */
  scores: number[];
  /** Divided by the root of the vectors' length. */
  scaled: number[];
  /** Softmax: sums to 1. */
  weights: number[];
  /** The values blended by the weights. */
  output: number[];
}

/** softmax(q·Kᵀ/√d)·V for one query (Vaswani et al., "Attention Is All You Need", 2017). */
export function scaledDotProduct(query: readonly number[], keys: readonly number[][], values: readonly number[][]): AttentionSteps {
  const scores = keys.map((key) => dot(query, key));
  const scaled = scores.map((score) => score / Math.sqrt(query.length));
  const weights = softmax(scaled);
  const output = (values[0] ?? []).map((_, at) => values.reduce((sum, value, index) => sum + weights[index]! * value[at]!, 0));
  return { scores, scaled, weights, output };
}

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
}

export function softmax(values: readonly number[]): number[] {
  const largest = Math.max(...values);
  const powers = values.map((value) => Math.exp(value - largest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}
