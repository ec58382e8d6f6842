import { shown, t } from '../core/language';
import type { PanelState } from '../protocol/panelState';
import { hypothesisShown } from './hypotheses/hypothesisShown';
import { plainSentence } from './parts/visibleText';

/**
 * What a screen reader should announce about a change of the state: steps, never single words of a stream.
 * @param before the state drawn last; undefined at the start, which announces nothing
 */
export function announcements(before: PanelState | undefined, after: PanelState): string[] {
  const old = before?.investigation;
  const now = after.investigation;
  if (!before || !now) return [];
  if (old?.id !== now.id) return [t('Investigation of {0}.', now.title)];
  const said: string[] = [];
  if (old.evidence.collecting && !now.evidence.collecting) {
    const found = now.evidence.pieces.filter((piece) => piece.state === 'found').length;
    said.push(t('Evidence collected: {0} of {1} pieces found.', found, now.evidence.pieces.length));
  }
  const finished = now.answer.hypotheses.filter((hypothesis) => {
    const earlier = old.answer.hypotheses.find(({ id }) => id === hypothesis.id);
    return !hypothesis.streaming && !hypothesis.folded && (!earlier || earlier.streaming);
  });
  for (const { rank, title } of finished.map(hypothesisShown)) said.push(t('Hypothesis {0}: {1}.', rank, plainSentence(title)));
  if (old.answer.phase !== now.answer.phase) said.push(phaseSentence(now.answer.phase, now.answer.source, now.answer.message));
  return said.filter(Boolean);
}

function phaseSentence(phase: string, source: string | undefined, message: string | undefined): string {
  if (phase === 'streaming') return source ? t('Asking {0}.', source) : t('Asking.');
  if (phase === 'done') return message === undefined ? t('The answer is complete.') : shown(message);
  return shown(message ?? '');
}
