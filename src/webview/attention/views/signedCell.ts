import { formatFixed } from '../../../core/language';
import { html, type TemplateResult } from 'lit';
import { setStyles } from '../../parts/setStyles';
import type { AttentionTheme } from '../drawing/attentionTheme';

/** A number in a cell with a shade for its size and sign: blue above zero, orange below; in high contrast only the number. */
export function signedCell(value: number, largest: number, theme: AttentionTheme): TemplateResult {
  const strength = Math.round(Math.min(1, Math.abs(value) / largest) * 34);
  const color = value >= 0 ? theme.heads[0]! : theme.heads[1]!;
  const background = theme.highContrast ? 'transparent' : `color-mix(in srgb, ${color} ${strength}%, transparent)`;
  return html`<td ${setStyles({ background })}>${shortNumber(value, largest)}</td>`;
}

/** As many digits as the row's largest number needs for three significant ones. */
function shortNumber(value: number, largest: number): string {
  const digits = largest >= 100 ? 1 : largest >= 0.5 ? 2 : largest >= 0.05 ? 3 : 4;
  const text = formatFixed(value, digits);
  return Math.abs(value) < 0.5 * 10 ** -digits ? text.replace('-', '') : text.replace('-', '−');
}
