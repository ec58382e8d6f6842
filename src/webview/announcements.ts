import type { PanelState } from '../protocol/panelState';
import { plainSentence } from './parts/visibleText';

/**
 * What a screen reader should announce about a change of the state: steps, never single words of a stream.
 * @param before the state drawn last; undefined at the start, which announces nothing
 */
export function announcements(before: PanelState | undefined, after: PanelState): string[] {
  const old = before?.investigation;
  const now = after.investigation;
  if (!before || !now) return [];
  if (old?.id !== now.id) return [`Investigation of ${now.title}.`];
  const said: string[] = [];
  if (old.evidence.collecting && !now.evidence.collecting) {
    const found = now.evidence.pieces.filter((piece) => piece.state === 'found').length;
    said.push(`Evidence collected: ${found} of ${now.evidence.pieces.length} pieces found.`);
  }
  const finished = now.answer.hypotheses.filter((hypothesis) => {
    const earlier = old.answer.hypotheses.find(({ id }) => id === hypothesis.id);
    return !hypothesis.streaming && !hypothesis.folded && (!earlier || earlier.streaming);
  });
  for (const { rank, title } of finished) said.push(`Hypothesis ${rank}: ${plainSentence(title)}.`);
  if (old.answer.phase !== now.answer.phase) said.push(phaseSentence(now.answer.phase, now.answer.source, now.answer.message));
  return said.filter(Boolean);
}

function phaseSentence(phase: string, source: string | undefined, message: string | undefined): string {
  if (phase === 'streaming') return source ? `Asking ${source}.` : 'Asking.';
  if (phase === 'done') return message ?? 'The answer is complete.';
  return message ?? '';
}
