import { t } from '../language';

/**
 * Spearman's rank correlation: Pearson's of the ranks, tied values sharing their mean rank. Pairs in which either value is NaN are left out.
 * @returns -1..1; NaN with fewer than three pairs, or where one side has no order at all
 */
export function spearman(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const [left, right] = pairs(a, b);
  return left.length < 3 ? NaN : pearson(ranks(left), ranks(right));
}

/** What a rank agreement means, for someone who knows no statistics. */
export interface Agreement {
  verdict: 'agree' | 'partly' | 'disagree' | 'unknown';
  sentence: string;
}

/**
 * Puts a rank agreement in words. With few lines even random numbers agree somewhat: no agreement is claimed below twice the standard error
 * (1/√(n-1)).
 * @param measure the measure compared with deletion, as the sentence's first word: "Attention"
 * @param lines how many lines were compared
 */
export function agreementInWords(measure: string, agreement: number, lines: number): Agreement {
  if (Number.isNaN(agreement) || lines < 5)
    return { verdict: 'unknown', sentence: t('{0} and deletion: too few lines to say whether they agree.', measure) };
  const chance = 2 / Math.sqrt(lines - 1);
  if (agreement < 0.3 || agreement < Math.min(chance, 0.6))
    return { verdict: 'disagree', sentence: t('{0} and deletion disagree here: do not read this as a reason.', measure) };
  if (agreement < 0.6) return { verdict: 'partly', sentence: t('{0} and deletion agree in part: read this as a hint.', measure) };
  return { verdict: 'agree', sentence: t('{0} and deletion agree: what was looked at is what mattered.', measure) };
}

function pairs(a: ArrayLike<number>, b: ArrayLike<number>): [number[], number[]] {
  const left: number[] = [];
  const right: number[] = [];
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    if (Number.isNaN(a[at]) || Number.isNaN(b[at])) continue;
    left.push(a[at]!);
    right.push(b[at]!);
  }
  return [left, right];
}

function ranks(values: number[]): number[] {
  const order = values.map((_, index) => index).sort((x, y) => values[x]! - values[y]!);
  const result = new Array<number>(values.length);
  for (let at = 0; at < order.length;) {
    let end = at;
    while (end < order.length && values[order[end]!] === values[order[at]!]) end++;
    for (let tied = at; tied < end; tied++) result[order[tied]!] = (at + end + 1) / 2;
    at = end;
  }
  return result;
}

function pearson(a: number[], b: number[]): number {
  const meanA = a.reduce((sum, value) => sum + value, 0) / a.length;
  const meanB = b.reduce((sum, value) => sum + value, 0) / b.length;
  let both = 0;
  let squaresA = 0;
  let squaresB = 0;
  for (let at = 0; at < a.length; at++) {
    both += (a[at]! - meanA) * (b[at]! - meanB);
    squaresA += (a[at]! - meanA) ** 2;
    squaresB += (b[at]! - meanB) ** 2;
  }
  // No order on one side: 0 / 0.
  return both / Math.sqrt(squaresA * squaresB);
}
