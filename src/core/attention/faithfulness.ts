import { spearman } from './rankAgreement';

/** Rank agreement of ways to read attention with deletion, for one suspect. Each is Spearman's, NaN where undefined. */
export interface Faithfulness {
  /** By `layer · H + head`. */
  heads: Float32Array;
  /** Mean of all heads. */
  attention: number;
  rollout: number;
  /** Weights drawn at random. Uniform weights have no order, so nothing agrees with them. */
  random: number;
  /** Lines compared. */
  lines: number;
}

export interface FaithfulnessInput {
  /** Number of rows. */
  rows: number;
  suspect: number;
  /** As `AttentionSource.lineAttention` gives it. */
  lineAttention: Float32Array;
  /** R×R. */
  rollout: Float32Array;
  /** By row, see `Deletions.effectsByRow`. */
  effects: Float32Array;
}

/**
 * Compares the attention of the suspect's line with the effects of deletion on its score. Attention has no sign, so only the size of an
 * effect counts. The suspect itself is left out: every line attends to itself, and no line can be judged without itself.
 * @param random gives numbers in 0..1
 */
export function measureFaithfulness(input: FaithfulnessInput, random: () => number): Faithfulness {
  const { rows, suspect, lineAttention, rollout } = input;
  const sizes = input.effects.map((effect, row) => (row === suspect ? NaN : Math.abs(effect)));
  const heads = lineAttention.length / (rows * rows);
  const rowOf = (matrix: Float32Array, start: number) => matrix.subarray(start + suspect * rows, start + (suspect + 1) * rows);
  const mean = new Float32Array(rows);
  const perHead = Float32Array.from({ length: heads }, (_, head) => {
    const given = rowOf(lineAttention, head * rows * rows);
    for (let row = 0; row < rows; row++) mean[row]! += given[row]! / heads;
    return spearman(given, sizes);
  });
  return {
    heads: perHead,
    attention: spearman(mean, sizes),
    rollout: spearman(rowOf(rollout, 0), sizes),
    random: spearman(Float32Array.from(sizes, random), sizes),
    lines: sizes.reduce((count, size) => count + (Number.isNaN(size) ? 0 : 1), 0),
  };
}
