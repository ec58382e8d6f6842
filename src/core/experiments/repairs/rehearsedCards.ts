import type { FailureEvidence } from '../../context/failureEvidence';
import type { Hypothesis } from '../../hypothesis';
import { localHypotheses } from '../../suspects/localHypotheses';
import type { Ranking } from '../../suspects/ranking';
import type { Suspect } from '../../suspects/suspect';
import { rehearse, type RehearsalPorts } from './rehearsal';
import { isCause, suspectsWithRepairs, withRepairs } from './repairHypotheses';

/** What is said of a failure without a model and without a run. */
export interface LocalCards {
  /** At most three, best first. */
  cards: Hypothesis[];
  /** Suspects, best first, with those of the change at their head. */
  leads: (suspects: Suspect[]) => Suspect[];
}

/** The cards of a failure, with the small change that the interpreter shows to be right, if it finds one. */
export async function localCards(
  evidence: FailureEvidence,
  ranking: Ranking,
  ports: RehearsalPorts,
  signal?: AbortSignal,
): Promise<LocalCards> {
  const cards = localHypotheses(evidence, ranking);
  // Where the code itself shows the cause, a change adds nothing that is worth the time.
  const repair = cards[0]?.evidence.some(isCause) ? undefined : await rehearse(evidence, ranking, ports, signal);
  if (!repair) return { cards, leads: (suspects) => suspects };
  const verdict = { candidates: [repair], tried: 0 };
  const merged = withRepairs(cards, verdict).map((card, at) => ({ ...card, id: `local-${at + 1}`, source: ranking.by }));
  return { cards: merged, leads: (suspects) => suspectsWithRepairs(suspects, merged, verdict) };
}
