import type { Attempt } from '../prompt/prompt';
import { findingsOf } from './findingsOf';
import type { Investigation } from './investigation';

/**
 * The findings so far, for the next prompt: results of runs, tried fixes, verdicts, and answers to questions. No round starts from zero.
 * Oldest first within each kind.
 */
export function attemptsOf(investigation: Investigation): Attempt[] {
  const { tries, hypotheses, answers } = investigation;
  const tried = new Set(tries.map(({ hypothesis }) => hypothesis));
  const judged = hypotheses.filter(({ verdict, hypothesis }) => verdict !== undefined && !tried.has(hypothesis.id));
  return [
    ...findingsOf(investigation),
    ...judged.map(({ hypothesis, verdict }) => ({
      title: hypothesis.title,
      result:
        verdict === 'rejected'
          ? 'Checked by the developer and rejected. Do not propose it again.'
          : 'Checked by the developer and confirmed.',
    })),
    ...tries.map(({ title, diff, result, worked }) => ({ title, diff, result: worked ? `It worked. ${result}`.trim() : result })),
    ...answers.map(({ question, answer }) => ({ title: `Question: ${question}`, result: answer })),
  ];
}

/** Diffs tried without success, which are not offered again. */
export function failedDiffs({ tries }: Investigation): string[] {
  return tries.flatMap(({ worked, diff }) => (!worked && diff ? [diff] : []));
}
