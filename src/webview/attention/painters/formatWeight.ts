/** A share of attention as a person reads it: 0.124 → "12 %", 0.004 → "<1 %". */
export function formatWeight(weight: number): string {
  const percent = 100 * weight;
  if (percent > 0 && percent < 0.95) return '<1 %';
  return `${percent.toFixed(percent < 9.95 ? 1 : 0)} %`;
}

/** A number with its sign: "+1.20", "−0.35". */
export function formatSigned(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;
}
