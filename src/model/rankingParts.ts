import { softmax } from '../core/attention/scaledDotProduct';
import type { RankingParts } from '../core/attention/modelRun';
import { lastName } from '../core/suspects/candidateFacts';
import type { ScoredFunction } from '../core/suspects/functionScores';
import type { ModelScores } from './miniModel';
import { functionLogits } from './modelRanking';
import type { Reading, ReadRow } from './reading';

/** The rows without their text: the program facts of each line stay. */
export function unread(reading: Reading): ReadRow[] {
  return reading.rows.map((row) => ({ ...row, tokens: row.tokens.slice(0, 1) }));
}

/**
 * The parts of a ranking: the chance of the top function in full, without the text that was read, and without recent changes.
 * @param unreadScores scores of {@link unread} rows
 */
export function rankingParts(
  reading: Reading,
  scored: readonly ScoredFunction[],
  scores: ModelScores,
  unreadScores: ModelScores,
): RankingParts | undefined {
  const chances = softmax(functionLogits(reading, scores));
  const first = indexOfMost(chances);
  const name = (index: number): string => lastName(scored[index]?.facts.candidate.function ?? '') || baseName(scored[index]);
  if (first < 0) return undefined;
  const part = (logits: number[]): RankingParts['read'] => {
    const others = softmax(logits);
    const instead = indexOfMost(others);
    return { without: others[first] ?? 0, ...(instead === first ? {} : { instead: name(instead) }) };
  };
  const withoutChanges = { ...reading, functions: reading.functions.map(({ features }) => ({ features })) };
  return {
    first: name(first),
    chance: chances[first] ?? 0,
    read: part(functionLogits(reading, unreadScores)),
    changes: reading.functions.some(({ changeLogit }) => changeLogit) ? part(functionLogits(withoutChanges, scores)) : undefined,
    stack: scored.some(({ facts }) => facts.stackPlace !== undefined),
    testCalls: scored.some(({ facts }) => facts.testCall > 0),
  };
}

function indexOfMost(values: readonly number[]): number {
  return values.reduce((best, value, index) => (best < 0 || value > (values[best] ?? 0) ? index : best), -1);
}

function baseName(scored: ScoredFunction | undefined): string {
  return scored?.facts.candidate.file.split('/').at(-1) ?? '';
}
