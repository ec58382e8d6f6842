import { LOCAL_ROUND } from './investigation';
import type { KeptInvestigation } from './investigationTexts';

/**
 * Ids of the first stored form were unique only within their investigation; prefixed with its id they are unique everywhere.
 * @param read an investigation of that form, with tries without ids
 */
export function migrateIds(read: KeptInvestigation): KeptInvestigation {
  const unique = (id: string): string => `${read.id}.${id}`;
  return {
    ...read,
    rounds: read.rounds.map((round) => ({ ...round, id: unique(round.id) })),
    hypotheses: read.hypotheses.map((entry) => ({
      ...entry,
      round: entry.round === LOCAL_ROUND ? LOCAL_ROUND : unique(entry.round),
      hypothesis: { ...entry.hypothesis, id: unique(entry.hypothesis.id) },
    })),
    tries: read.tries.map((tried, index) => ({ ...tried, id: unique(`try-${index + 1}`), hypothesis: unique(tried.hypothesis) })),
    answers: read.answers.map((answer) => ({ ...answer, hypothesis: unique(answer.hypothesis) })),
  };
}
