import { html, nothing, type TemplateResult } from 'lit';
import { t } from '../../core/language';
import type { EvidenceState } from '../../protocol/panelState';
import type { Session } from '../session';
import { baseName } from './fileLink';
import { icon } from './icon';
import { lineRange } from './lineRange';
import { visibleText } from './visibleText';

/** Undoes a recent change in the files; after that, restores it. One button, so that the focus stays on it. */
export function undoButton(
  { session, trusted }: { session: Session; trusted: boolean },
  change: EvidenceState['changes'][number],
): TemplateResult {
  const { key, undone, file, together = [] } = change;
  const name = baseName(visibleText(file));
  const others = together.map(visibleText).join(', ');
  const label = undone ? t('Put it back') : t('Undo this change');
  const title = titleOf(name, others, undone === true);
  return html`<p class="undo-line">
    ${undone ? html`<span class="good">${icon('pass')} ${t('Undone in {0}.', name)}</span>` : nothing}
    <button
      type="button"
      class="action undo-change"
      title="${title} ${t('Then the project’s own type check or build runs, if it has one.')}"
      aria-label="${label}: ${name} ${lineRange(change)}"
      ?disabled=${!trusted}
      @click=${() => session.act(undone ? 'redoRecentChange' : 'undoRecentChange', { key })}
    >
      ${icon(undone ? 'redo' : 'discard')} ${label}
    </button>
    ${!undone && others ? html`<span class="dim">${t('with {0}', others)}</span>` : nothing}
    ${trusted ? nothing : html`<span class="dim">${t('Undoing is off: this workspace is not trusted.')}</span>`}
  </p>`;
}

/** What a press does. @param others names of the files that change with it, if there are any */
function titleOf(name: string, others: string, undone: boolean): string {
  if (undone) return others ? t('Puts the files back as they were before.') : t('Puts {0} back as it was before.', name);
  return others
    ? t('Undoes these lines in {0} as it is now, and {1}: the code of each needs the other. They can be put back.', name, others)
    : t('Undoes these lines in {0} as it is now. They can be put back.', name);
}
