import { formatTenths, t } from '../../core/language';
import type { RankingParts } from '../../core/attention/modelRun';

/** Percentage points of a chance below which a part is said to have moved nothing. */
const HARDLY = 0.05;

/** The sources of the ranking, and what reading added, as one sentence for a person. Code is between backticks. */
export function rankingSentence({ first, chance, read, changes, stack, testCalls }: RankingParts): string {
  const sources = [
    ...(stack ? [t('the stack')] : []),
    ...(testCalls ? [t('what the failing test calls')] : []),
    ...(changes && (changes.instead || points(chance - changes.without) >= 1) ? [t('a recent change')] : []),
  ];
  const from = sources.length ? inWords(sources) : t('what the program knows about the code near the failure');
  return readMoved(from, first, chance, read);
}

function readMoved(from: string, first: string, chance: number, { without, instead }: RankingParts['read']): string {
  if (instead) return t('The ranking comes from {0}; what the model read put `{1}` ahead of `{2}`.', from, first, instead);
  const moved = points(chance - without);
  if (moved < HARDLY)
    return t('The ranking comes from {0}; what the model read did not change the chance of `{1}`, ranked first.', from, first);
  const by = moved < 10 ? formatTenths(moved) : moved.toFixed(0);
  return chance > without
    ? t('The ranking comes from {0}; what the model read moved `{1}`, ranked first, up by {2} percentage points.', from, first, by)
    : t('The ranking comes from {0}; what the model read moved `{1}`, ranked first, down by {2} percentage points.', from, first, by);
}

/** Percentage points. */
function points(difference: number): number {
  return Math.abs(100 * difference);
}

function inWords(parts: string[]): string {
  return parts.length < 2 ? parts.join('') : t('{0} and {1}', parts.slice(0, -1).join(', '), parts.at(-1) ?? '');
}
