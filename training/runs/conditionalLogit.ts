import { softmax } from '../../src/core/attention/scaledDotProduct';

/** One failure: its candidates, one of which is to be chosen. */
export interface Choice {
  /** Features by candidate. */
  features: readonly (readonly number[])[];
  /** The logarithm of each candidate's chance before. */
  offset: readonly number[];
  /** Whether the fix belongs into it; several may be right. */
  right: readonly boolean[];
  /** How much it counts; 1 if absent. */
  weight?: number;
}

/** Weights of the features, and the exponent of the chance before. */
export interface Fit {
  weights: number[];
  exponent: number;
}

const STEPS = 1_500;
const RATE = 0.1;

/**
 * Fits a conditional logit (D. McFadden 1974): the chance of a candidate is its chance before, raised to an exponent, times e^(weights ·
 * features), and what is learned makes the right ones likely. Deterministic: Adam (D. Kingma and J. Ba 2015) over all choices at once.
 * @param begin the weights to begin with
 * @param penalty of the squared distances from them, and of the exponent's from 1: a few failures change little
 */
export function fitConditionalLogit(choices: readonly Choice[], begin: readonly number[], penalty: number): Fit {
  const usable = choices.filter(({ right }) => right.some(Boolean) && !right.every(Boolean));
  const start = [...begin, 1];
  const size = start.length;
  const weights = [...start];
  const mean = new Array<number>(size).fill(0);
  const square = new Array<number>(size).fill(0);
  for (let step = 1; step <= STEPS; step++) {
    const gradient = weights.map((weight, at) => penalty * (weight - start[at]!));
    for (const choice of usable) addGradient(choice, weights, gradient);
    // The rate falls, so that the last steps settle.
    const rate = RATE * (1 - (step - 1) / STEPS);
    for (let at = 0; at < size; at++) {
      mean[at] = 0.9 * mean[at]! + 0.1 * gradient[at]!;
      square[at] = 0.999 * square[at]! + 0.001 * gradient[at]! ** 2;
      weights[at]! -= (rate * (mean[at]! / (1 - 0.9 ** step))) / (Math.sqrt(square[at]! / (1 - 0.999 ** step)) + 1e-8);
    }
  }
  return { weights: weights.slice(0, -1), exponent: weights.at(-1) ?? 1 };
}

function addGradient({ features, offset, right, weight = 1 }: Choice, weights: readonly number[], gradient: number[]): void {
  const scores = scoresOf({ features, offset }, { weights: weights.slice(0, -1), exponent: weights.at(-1) ?? 1 });
  const chances = softmax(scores);
  const rightSum = chances.reduce((sum, chance, at) => sum + (right[at] ? chance : 0), 0);
  for (const [at, chance] of chances.entries()) {
    const surplus = weight * (chance - (right[at] && rightSum > 0 ? chance / rightSum : 0));
    features[at]!.forEach((value, feature) => (gradient[feature]! += surplus * value));
    gradient[gradient.length - 1]! += surplus * offset[at]!;
  }
}

function scoresOf({ features, offset }: Pick<Choice, 'features' | 'offset'>, { weights, exponent }: Fit): number[] {
  return features.map((row, at) => row.reduce((sum, value, feature) => sum + value * weights[feature]!, exponent * offset[at]!));
}

/** The place of the first right candidate, from 1; Infinity if none is right. */
export function placeOfRight(choice: Choice, fit: Fit): number {
  const scores = scoresOf(choice, fit);
  const order = scores.map((_, at) => at).sort((a, b) => scores[b]! - scores[a]!);
  const at = order.findIndex((index) => choice.right[index]);
  return at < 0 ? Infinity : at + 1;
}
