import { html, nothing, type TemplateResult } from 'lit';
import { shown, t } from '../../core/language';
import type { Piece } from '../../protocol/panelState';
import { icon } from '../parts/icon';
import { roving } from '../parts/roving';
import { visibleText } from '../parts/visibleText';
import type { EvidenceView } from './evidenceView';

/** Leaves a part out of the prompt; does nothing if it is missing or left out already. */
export function leaveOutButton(
  { evidence, session }: EvidenceView,
  key: string,
  label: string,
  found: Piece['state'],
): TemplateResult | typeof nothing {
  if (found === 'missing' || evidence.removed.some((removed) => removed.key === key)) return nothing;
  return html`<button
    type="button"
    class="icon-button"
    title=${t('Leave out of the prompt')}
    aria-label=${t('Leave {0} out of the prompt', label)}
    @click=${() => session.act('remove', { key })}
  >
    ${icon('close')}
  </button>`;
}

/** The parts that the person left out, each with a button to restore it. */
export function removedParts({ evidence, session }: EvidenceView): TemplateResult {
  return html`<ul class="removed" aria-label=${t('Left out of the prompt')} ${roving()}>
    ${evidence.removed.map(
      ({ key, label }) =>
        html`<li data-row>
          <span class="removed-label">${visibleText(shown(label))}</span>
          <button
            type="button"
            class="link"
            data-item
            aria-label=${t('Put back {0}', shown(label))}
            @click=${() => session.act('restore', { key })}
          >
            ${t('Put back')}
          </button>
        </li>`,
    )}
  </ul>`;
}
