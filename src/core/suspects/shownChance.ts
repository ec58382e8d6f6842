/**
 * Intercept and slope from the log odds of a function's share to those of the chance that it is at fault, of failures with a frame in a
 * candidate and without one (mostly failed assertions, where the order among the functions says little). A logistic regression on the tune
 * parts of the recorded failures and half of the programs, each set with the same weight (decision 180).
 */
const WITH_FRAMES = { intercept: -0.4, slope: 0.7 };
const WITHOUT_FRAMES = { intercept: -0.9, slope: 0.2 };
/** Shares beyond these differ by nothing that was measured. */
const LEAST_SHARE = 0.001;
const MOST_SHARE = 0.999;

/**
 * The chance that is shown for a function: how often functions with such a share turned out to be at fault. Rises with the share.
 * @param share of the ranking, 0..1
 * @param frames whether the failure has a frame in a candidate outside test code
 * @returns 0..1; the chances of all candidates need not add up to 1, because the fault may lie in none of them
 */
export function shownChance(share: number, frames: boolean): number {
  const { intercept, slope } = frames ? WITH_FRAMES : WITHOUT_FRAMES;
  const bounded = Math.min(MOST_SHARE, Math.max(LEAST_SHARE, share));
  return 1 / (1 + Math.exp(-intercept - slope * Math.log(bounded / (1 - bounded))));
}
