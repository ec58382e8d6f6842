import { html, nothing, type TemplateResult } from 'lit';
import { plural, t } from '../../core/language';
import type { EvidenceState, HypothesisState } from '../../protocol/panelState';
import { changedLines, diffView } from '../parts/diffView';
import { disclosure } from '../parts/disclosure';
import { baseName } from '../parts/fileLink';
import { lineRange } from '../parts/lineRange';
import { timeTag } from '../parts/timeTag';
import { undoButton } from '../parts/undoButton';
import { visibleText } from '../parts/visibleText';
import type { Session } from '../session';

type Change = EvidenceState['changes'][number];

/** Changed lines that a card shows; the evidence has all of them. */
const MAX_LINES = 12;

interface ChangeView {
  session: Session;
  now: string;
  trusted: boolean;
  open: boolean;
  onToggle: () => void;
  /** Another button of the card undoes it. */
  undoneElsewhere: boolean;
}

/** The recent change that a hypothesis blames: its `-` and `+` lines, and undoing it in the files. */
export function changeBlock(view: ChangeView, { id }: HypothesisState, change: Change): TemplateResult {
  const { now, open, onToggle } = view;
  const [lines = ''] = changedLines(change.diff);
  const all = lines.split('\n');
  const more = all.length - MAX_LINES;
  const name = baseName(visibleText(change.file));
  const place = `${name} ${lineRange(change)}`;
  return html`<div class="change-block" ?data-undone=${change.undone === true}>
    ${disclosure({
      id: `change-of-${id}`,
      open,
      onToggle,
      label: html`<span class="changed-dot" aria-hidden="true">●</span>
        <span class="change-summary">${change.commit ? visibleText(change.summary ?? change.commit) : t('Not committed')}</span>
        <span class="dim change-when">${timeTag(change.when, now)}</span>
        <span class="dim change-place" title=${visibleText(change.file)}>${place}</span>`,
      body: () =>
        html`${diffView(all.slice(0, MAX_LINES).join('\n'), t('Change in {0}', place))}
        ${more > 0 ? html`<p class="dim">${plural(more, '… {0} more changed line under Recent changes', '… {0} more changed lines under Recent changes')}</p>` : nothing}`,
    })}
    ${view.undoneElsewhere ? nothing : undoButton(view, change)}
  </div>`;
}
