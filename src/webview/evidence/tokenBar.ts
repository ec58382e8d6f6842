import { html, nothing, type TemplateResult } from 'lit';
import { formatCount, plural, t } from '../../core/language';
import type { EvidenceState } from '../../protocol/panelState';
import { setStyles } from '../parts/setStyles';
import { visibleText } from '../parts/visibleText';

type Section = EvidenceState['sections'][number];

const words: Record<Section['name'], string> = {
  SUMMARY: t('Summary'),
  ERROR: t('Error and trace'),
  'RELEVANT CODE': t('Code'),
  'EXPECTED BEHAVIOR': t('Expected'),
  'ACTUAL BEHAVIOR': t('Actual'),
  'RECENT CHANGE': t('Recent changes'),
  'RUNTIME VALUES': t('Values where it fails'),
  'PREVIOUS ATTEMPTS': t('Earlier attempts'),
  INSTRUCTIONS: t('Instructions'),
};

/** The prompt's size compared with the model's window, in the colours of the evidence. */
export function tokenBar({ sections, tokens, window }: EvidenceState): TemplateResult {
  const whole = Math.max(window, tokens, 1);
  return html`<div
    class="token-bar"
    role="img"
    aria-label=${plural(window, '{1} of {0} token', '{1} of {0} tokens', formatCount(tokens))}
    ?data-over=${tokens > window}
  >
    ${sections.map(({ name, tokens: own }) => html`<span data-section=${name} title=${plural(own, '{1}: {0} token', '{1}: {0} tokens', words[name])} ${setStyles({ width: `${(100 * own) / whole}%` })}></span>`)}
  </div>`;
}

/** The same, section by section, and the parts that were folded to fit. */
export function tokenTable({ sections, tokens, window, cuts }: EvidenceState): TemplateResult {
  return html`<table class="token-table">
      <caption class="sr-only">
        ${t('Tokens by section')}
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
          <th scope="row">${t('In all, of {0}', formatCount(window))}</th>
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
