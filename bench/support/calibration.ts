const BINS = [0, 0.2, 0.4, 0.6, 0.8, 1] as const;

/** How often an answer shown with a given confidence was right, in bins of a fifth; and the mean distance, weighted by bin (ECE). */
export function calibration(shown: readonly { share: number; right: boolean }[]): {
  bins: { from: number; to: number; count: number; mean: number; right: number }[];
  error: number;
} {
  const bins = BINS.slice(1).flatMap((to, i) => {
    const from = BINS[i] ?? 0;
    const inside = shown.filter(({ share }) => share > from && share <= to);
    if (inside.length === 0) return [];
    const mean = inside.reduce((sum, { share }) => sum + share, 0) / inside.length;
    const right = inside.filter((each) => each.right).length / inside.length;
    return [{ from: 100 * from, to: 100 * to, count: inside.length, mean, right }];
  });
  const error = bins.reduce((sum, { count, mean, right }) => sum + (count / Math.max(1, shown.length)) * Math.abs(mean - right), 0);
  return { bins, error };
}
