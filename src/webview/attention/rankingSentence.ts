import type { RankingParts } from '../../core/attention/modelRun';

/** Percentage points of a chance below which a part is said to have moved nothing. */
const HARDLY = 0.05;

/** The sources of the ranking, and what reading added, as one sentence for a person. Code is between backticks. */
export function rankingSentence({ first, chance, read, changes, stack, testCalls }: RankingParts): string {
  const sources = [
    ...(stack ? ['the stack'] : []),
    ...(testCalls ? ['what the failing test calls'] : []),
    ...(changes && (changes.instead || points(chance - changes.without) >= 1) ? ['a recent change'] : []),
  ];
  const from = sources.length ? inWords(sources) : 'what the program knows about the code near the failure';
  return `The ranking comes from ${from}; ${readMoved(first, chance, read)}.`;
}

function readMoved(first: string, chance: number, { without, instead }: RankingParts['read']): string {
  if (instead) return `what the model read put \`${first}\` ahead of \`${instead}\``;
  const moved = points(chance - without);
  if (moved < HARDLY) return `what the model read did not change the chance of \`${first}\`, ranked first`;
  return `what the model read moved \`${first}\`, ranked first, ${chance > without ? 'up' : 'down'} by ${moved < 10 ? moved.toFixed(1) : moved.toFixed(0)} percentage points`;
}

/** Percentage points. */
function points(difference: number): number {
  return Math.abs(100 * difference);
}

function inWords(parts: string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
