/** The chance of luck below which a change is said to make a difference. */
export const LEAST_LUCK = 0.01;

/** Runs without and with a change. */
export interface RunCounts {
  without: number;
  with: number;
}

/**
 * The runs after which a failure that never wavered is told apart: all without the change failed, all with it passed. The run that showed
 * the failure in the first place is not counted, as nothing would be tried without it.
 *
 * If the change has no effect and each run fails with the same chance p, exactly these runs have the chance p^r (1 - p)^g, which is largest
 * at p = r / (r + g): r^r g^g / (r + g)^(r + g), the maximum of a binomial likelihood. For 3 and 5 runs that is 0.0050.
 */
export const STEADY: RunCounts = { without: 3, with: 5 };

/** @see STEADY */
export function luckOfSteady({ without, with: changed }: RunCounts): number {
  const all = without + changed;
  return all === 0 ? 1 : (without / all) ** without * (changed / all) ** changed;
}

/**
 * The pairs of runs, one with and one without the change, that tell a wavering failure apart, if no run with the change failed: pairs in
 * which it failed only without. If the change has no effect, the failed run of such a pair is as likely to be the other one, whatever the
 * chance of failure and however many pairs were made (the sign test, or McNemar's exact test): the chance of n such pairs before a run with
 * the change fails is ((1 - p) / (2 - p))^n, at most 2^-n, 0.0039 for 8. Its sum with the chance of {@link STEADY} is largest at p = 0.37,
 * 0.0055.
 */
export const TELLING_PAIRS = 8;

/** Pairs after which a wavering failure stays undecided. */
export const MOST_PAIRS = 24;
