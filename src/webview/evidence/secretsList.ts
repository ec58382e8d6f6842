import { html, type TemplateResult } from 'lit';
import { t } from '../../core/language';
import type { Redaction } from '../../protocol/panelState';
import { roving } from '../parts/roving';
import { visibleText } from '../parts/visibleText';
import type { Session } from '../session';

/** The secrets that were replaced before the prompt was made; each can be kept as a false alarm, and replaced again. */
export function secretsList(session: Session, replaced: Redaction[], kept: Redaction[]): TemplateResult {
  const action = (keep: boolean) => (keep ? t('Not a secret') : t('Replace again'));
  const row = ({ placeholder, kind, count, fingerprint }: Redaction, keep: boolean) =>
    html`<li class="secret" data-row>
      <span class="secret-kind">${visibleText(kind)}${count > 1 ? html`<span class="dim"> ×${count}</span>` : ''}</span>
      ${keep ? html`<code class="code-font">${visibleText(placeholder)}</code>` : html`<span class="mark mark-warning">${t('kept as it is')}</span>`}
      <button
        type="button"
        class="link"
        data-item
        aria-label="${action(keep)}: ${kind}"
        @click=${() => session.act('keepSecret', { fingerprint, keep })}
      >
        ${action(keep)}
      </button>
    </li>`;
  return html`<ul class="secrets" aria-label=${t('Secrets')} ${roving()}>
    ${replaced.map((redaction) => row(redaction, true))}${kept.map((redaction) => row(redaction, false))}
  </ul>`;
}
