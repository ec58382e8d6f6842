import { html, type TemplateResult } from 'lit';
import { setStyles } from '../../parts/setStyles';
import type { AttentionTheme } from '../drawing/attentionTheme';

/** A number in a cell whose shade says its size and sign: blue above zero, orange below; in high contrast the number alone. */
export function signedCell(value: number, largest: number, theme: AttentionTheme): TemplateResult {
  const strength = Math.round(Math.min(1, Math.abs(value) / largest) * 42);
  const color = value >= 0 ? theme.heads[0]! : theme.heads[1]!;
  const background = theme.highContrast ? 'transparent' : `color-mix(in srgb, ${color} ${strength}%, transparent)`;
  return html`<td ${setStyles({ background })}>${shortNumber(value)}</td>`;
}

function shortNumber(value: number): string {
  const text = Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2);
  return text.replace('-', '−').replace(/^−0\.00$/, '0.00');
}
