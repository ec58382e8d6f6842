import { html, nothing, type TemplateResult } from 'lit';
import { t } from '../../core/language';
import { distinctNames } from '../../core/distinctNames';
import type { EvidenceState } from '../../protocol/panelState';
import { diffView } from '../parts/diffView';
import { fileLink } from '../parts/fileLink';
import { icon } from '../parts/icon';
import { removeButton } from '../parts/removeButton';
import { undoButton } from '../parts/undoButton';
import { roving } from '../parts/roving';
import { timeTag } from '../parts/timeTag';
import { lineRange } from '../parts/lineRange';
import { visibleText } from '../parts/visibleText';
import type { EvidenceView } from './evidenceView';

type Change = EvidenceState['changes'][number];

/** Rows shown at first. */
const FIRST = 12;

/** The recent changes; those that touch the call chain come first. */
export function changesPiece(view: EvidenceView): TemplateResult {
  const changes = [...view.evidence.changes].sort((a, b) => Number(b.suspect) - Number(a.suspect));
  const shown = view.shown('changes:rows', FIRST);
  const names = distinctNames(changes.map(({ file }) => file));
  return html`<ul class="changes" aria-label=${t('Recent changes')} ${roving()}>
      ${changes.slice(0, shown).map((change) => changeRow(view, change, names))}
    </ul>
    ${
      changes.length > shown
        ? html`<button type="button" class="link" @click=${() => view.showMore('changes:rows', shown + 50)}>
            ${t('Show more changes ({0})', changes.length - shown)}
          </button>`
        : nothing
    }`;
}

function changeRow(view: EvidenceView, change: Change, names: ReadonlyMap<string, string>): TemplateResult {
  const key = `change:${change.key}`;
  const open = view.isOpen(key, false);
  const id = `change-${change.key.replace(/[^\w-]/g, '_')}`;
  const lines = change.deleted ? t('deleted') : lineRange(change);
  const name = `${visibleText(names.get(change.file) ?? change.file)} ${lines}`;
  return html`<li class="change" data-row ?data-suspect=${change.suspect}>
    <div class="snippet-head">
      <button
        type="button"
        class="fold-button"
        data-item
        aria-expanded=${open ? 'true' : 'false'}
        aria-controls=${id}
        title=${visibleText(change.file)}
        @click=${() => view.toggle(key)}
      >
        ${icon(open ? 'chevron-down' : 'chevron-right', 'fold-chevron')}
        ${change.suspect ? html`<span class="changed-dot" title=${t('In the call chain')}>●</span><span class="sr-only">${t('in the call chain,')}</span>` : nothing}
        <span class="change-when dim">${timeTag(change.when, view.now)}</span>
        <span class="change-summary">${visibleText(change.summary ?? t('not committed'))}</span>
        <span class="snippet-lines change-place dim">${name}</span>
      </button>
      <span class="row-actions">
        ${removeButton({
          title: t('Leave out of the prompt'),
          label: t('Leave the change in {0} out of the prompt', name),
          icon: 'close',
          remove: () => view.session.act('remove', { key: change.key }),
        })}
      </span>
    </div>
    <div class="fold-body" id=${id} ?hidden=${!open}>
      ${
        open
          ? html`<div class="snippet-where">
                ${fileLink({ session: view.session, file: change.file, line: Math.max(1, change.startLine) })}
                ${change.commit ? html`<span class="dim code-font">${visibleText(change.commit)}</span>` : nothing}
                ${change.renamedFrom ? html`<span class="dim">${t('was {0}', visibleText(change.renamedFrom))}</span>` : nothing}
              </div>
              ${diffView(change.diff, t('Change in {0}', name))} ${change.deleted ? nothing : undoButton(view, change)}`
          : nothing
      }
    </div>
  </li>`;
}
