import { formatFixed } from '../../../core/language';

/** A share of attention for people: 0.124 → "12 %", 0.004 → "<1 %". */
export function formatWeight(weight: number): string {
  const percent = 100 * weight;
  if (percent > 0 && percent < 0.95) return '<1 %';
  return `${formatFixed(percent, percent < 9.95 ? 1 : 0)} %`;
}

/** A number with its sign: "+1.20", "−0.035"; "0.000" has none. */
export function formatSigned(value: number): string {
  const size = Math.abs(value);
  const digits = formatFixed(size, size < 0.1 ? 3 : 2);
  return size < 0.0005 ? digits : `${value < 0 ? '−' : '+'}${digits}`;
}
