import type { OutsideVerdict } from '../hypotheses/verdict';

/** How much less (below 0) or more sure a model is without some of the evidence. */
export interface OutsideChange {
  /** Difference of log odds, or of the stated confidence (-1..1). */
  value: number;
  /** Both verdicts came as log probabilities. */
  byLogOdds: boolean;
}

/** Compares in the finest measure that both verdicts have. */
export function outsideChange(whole: OutsideVerdict, without: OutsideVerdict): OutsideChange {
  const byLogOdds = whole.logOdds !== undefined && without.logOdds !== undefined;
  return { value: byLogOdds ? without.logOdds! - whole.logOdds! : without.sure - whole.sure, byLogOdds };
}

/** Smaller changes are ignored: an even chance moves by less than about a tenth. */
const CLEAR = { logOdds: 0.5, stated: 0.1 } as const;

/**
 * The section that the hypothesis rests on most: the one without which the model is clearly less sure, and least sure of all.
 * @returns its place in `without`; -1 where no section matters clearly
 */
export function restsMostOn(whole: OutsideVerdict, without: readonly OutsideVerdict[]): number {
  const falls = without.map((verdict) => {
    const { value, byLogOdds } = outsideChange(whole, verdict);
    return -value / (byLogOdds ? CLEAR.logOdds : CLEAR.stated);
  });
  const most = Math.max(...falls);
  return most >= 1 ? falls.indexOf(most) : -1;
}
