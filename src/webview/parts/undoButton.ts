import { html, nothing, type TemplateResult } from 'lit';
import type { EvidenceState } from '../../protocol/panelState';
import type { Session } from '../session';
import { baseName } from './fileLink';
import { icon } from './icon';
import { visibleText } from './visibleText';

/** Undoes a recent change in the files; after that, restores it. One button, so that the focus stays on it. */
export function undoButton(
  { session, trusted }: { session: Session; trusted: boolean },
  change: EvidenceState['changes'][number],
): TemplateResult {
  const { key, undone, file } = change;
  const name = baseName(visibleText(file));
  return html`<p class="undo-line">
    ${undone ? html`<span class="good">${icon('pass')} Undone in ${name}.</span>` : nothing}
    <button
      type="button"
      class="action undo-change"
      title=${undone ? `Puts ${name} back as it was before` : `Undoes these lines in ${name} as it is now. They can be put back.`}
      ?disabled=${!trusted}
      @click=${() => session.act(undone ? 'redoRecentChange' : 'undoRecentChange', { key })}
    >
      ${icon(undone ? 'redo' : 'discard')} ${undone ? 'Put it back' : 'Undo this change'}
    </button>
  </p>`;
}
