/** A share of attention for people: 0.124 → "12 %", 0.004 → "<1 %". */
export function formatWeight(weight: number): string {
  const percent = 100 * weight;
  if (percent > 0 && percent < 0.95) return '<1 %';
  return `${percent.toFixed(percent < 9.95 ? 1 : 0)} %`;
}

/** A number with its sign: "+1.20", "−0.035"; "0.000" has none. */
export function formatSigned(value: number): string {
  const digits = Math.abs(value).toFixed(Math.abs(value) < 0.1 ? 3 : 2);
  return Number(digits) === 0 ? digits : `${value < 0 ? '−' : '+'}${digits}`;
}
