const BINS: readonly number[] = [0, 0.2, 0.4, 0.6, 0.8, 1];

/** An answer with the chance that was shown with it, 0..1, and whether it was right. */
export interface Shown {
  share: number;
  right: boolean;
}

/** The mean square of the distance between the chance shown and what was right: 0 is perfect, 0.25 is what "50 %" on each answer gives. */
export function brierScore(shown: readonly Shown[]): number {
  return shown.reduce((sum, { share, right }) => sum + (share - Number(right)) ** 2, 0) / Math.max(1, shown.length);
}

/** How often an answer shown with a given confidence was right, in bins of a fifth; and the mean distance, weighted by bin (ECE). */
export function calibration(
  shown: readonly Shown[],
  limits = BINS,
): {
  bins: { from: number; to: number; count: number; mean: number; right: number }[];
  error: number;
} {
  const bins = limits.slice(1).flatMap((to, i) => {
    const from = limits[i] ?? 0;
    const inside = shown.filter(({ share }) => share > from && share <= to);
    if (inside.length === 0) return [];
    const mean = inside.reduce((sum, { share }) => sum + share, 0) / inside.length;
    const right = inside.filter((each) => each.right).length / inside.length;
    return [{ from: 100 * from, to: 100 * to, count: inside.length, mean, right }];
  });
  const error = bins.reduce((sum, { count, mean, right }) => sum + (count / Math.max(1, shown.length)) * Math.abs(mean - right), 0);
  return { bins, error };
}
