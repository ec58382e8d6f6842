import { html, nothing, type TemplateResult } from 'lit';
import type { EvidenceState } from '../../protocol/panelState';
import { formatCount } from '../parts/formatNumber';
import { setStyles } from '../parts/setStyles';
import { visibleText } from '../parts/visibleText';

type Section = EvidenceState['sections'][number];

const words: Record<Section['name'], string> = {
  SUMMARY: 'Summary',
  ERROR: 'Error and trace',
  'RELEVANT CODE': 'Code',
  'EXPECTED BEHAVIOR': 'Expected',
  'ACTUAL BEHAVIOR': 'Actual',
  'RECENT CHANGE': 'Recent changes',
  'RUNTIME VALUES': 'Values where it fails',
  'PREVIOUS ATTEMPTS': 'Earlier attempts',
  INSTRUCTIONS: 'Instructions',
};

/** The prompt's size compared with the model's window, in the colours of the evidence. */
export function tokenBar({ sections, tokens, window }: EvidenceState): TemplateResult {
  const whole = Math.max(window, tokens, 1);
  return html`<div
    class="token-bar"
    role="img"
    aria-label="${formatCount(tokens)} of ${formatCount(window)} tokens"
    ?data-over=${tokens > window}
  >
    ${sections.map(({ name, tokens: own }) => html`<span data-section=${name} title="${words[name]}: ${formatCount(own)} tokens" ${setStyles({ width: `${(100 * own) / whole}%` })}></span>`)}
  </div>`;
}

/** The same, section by section, and the parts that were folded to fit. */
export function tokenTable({ sections, tokens, window, cuts }: EvidenceState): TemplateResult {
  return html`<table class="token-table">
      <caption class="sr-only">
        Tokens by section
      </caption>
      <tbody>
        ${sections.map(
          ({ name, tokens: own }) =>
            html`<tr>
              <th scope="row"><span class="swatch" data-section=${name}></span>${words[name]}</th>
              <td>${formatCount(own)}</td>
            </tr>`,
        )}
        <tr class="total">
          <th scope="row">In all, of ${formatCount(window)}</th>
          <td>${formatCount(tokens)}</td>
        </tr>
      </tbody>
    </table>
    ${
      cuts.length
        ? html`<ul class="cuts">
            ${cuts.map((cut) => html`<li>${visibleText(cut)}</li>`)}
          </ul>`
        : nothing
    }`;
}
