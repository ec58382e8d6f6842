import { html, nothing, type TemplateResult } from 'lit';
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
  const label = undone ? 'Put it back' : 'Undo this change';
  const title = undone
    ? `Puts ${others ? 'the files' : name} back as ${others ? 'they were' : 'it was'} before`
    : `Undoes these lines in ${name} as it is now${others ? `, and ${others}: the code of each needs the other` : ''}. They can be put back.`;
  return html`<p class="undo-line">
    ${undone ? html`<span class="good">${icon('pass')} Undone in ${name}.</span>` : nothing}
    <button
      type="button"
      class="action undo-change"
      title="${title} Then the project’s own type check or build runs, if it has one."
      aria-label="${label}: ${name} ${lineRange(change)}"
      ?disabled=${!trusted}
      @click=${() => session.act(undone ? 'redoRecentChange' : 'undoRecentChange', { key })}
    >
      ${icon(undone ? 'redo' : 'discard')} ${label}
    </button>
    ${!undone && others ? html`<span class="dim">with ${others}</span>` : nothing}
    ${trusted ? nothing : html`<span class="dim">Undoing is off: this workspace is not trusted.</span>`}
  </p>`;
}
