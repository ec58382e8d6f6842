import { softmax } from '../core/attention/scaledDotProduct';
import type { Reason } from '../core/context/reason';
import type { CandidateFacts } from '../core/suspects/candidateFacts';
import type { ScoredFunction } from '../core/suspects/functionScores';
import type { RankedFunction, Ranking } from '../core/suspects/ranking';
import { lineScores, type ScoredLine } from '../core/suspects/lineScores';
import type { ModelScores } from './miniModel';
import type { Reading } from './reading';

/** Label of hypotheses and rankings of the mini-model. */
export const MODEL_LABEL = 'mini-model';

/** The part of a function's chance that its unread lines share. */
const UNREAD_SHARE = 0.05;

/**
 * Logits → chances: a softmax over the functions, and over the read lines of each. Recent changes weigh as in the prior.
 * @param scored the functions of the reading, in its order
 * @param facts everything that was read, including test code
 */
export function modelRanking(
  reading: Reading,
  scored: readonly ScoredFunction[],
  scores: ModelScores,
  facts: readonly CandidateFacts[],
): Ranking {
  const logits = functionLogits(reading, scores);
  const shares = softmax(logits);
  const functions = scored.map((each, index): RankedFunction => {
    const read = new Map<number, number>();
    reading.rows.forEach((row, place) => {
      if (row.function === index && row.line !== undefined) read.set(row.line, scores.line[place] ?? 0);
    });
    const { facts: own } = each;
    const reasons: Reason[] = own.changes.length ? [...each.reasons, { kind: 'changed' }] : each.reasons;
    return { ...each, reasons, score: logits[index] ?? 0, share: shares[index] ?? 0, lines: mixLines(lineScores(own), read) };
  });
  return { by: MODEL_LABEL, functions: functions.sort((a, b) => b.score - a.score), facts };
}

/** The model's logits plus the weight of recent changes, which the model never saw. */
export function functionLogits(reading: Reading, scores: ModelScores): number[] {
  return reading.functions.map(({ changeLogit = 0 }, index) => (scores.function[index] ?? 0) + changeLogit);
}

/** What a recent change adds to the logarithm of a line's share: the model never saw one. */
const CHANGED_LINE = 1.6;

/** The model's order for functions that it read, then the prior's order for the rest. */
function mixLines(lines: readonly ScoredLine[], read: ReadonlyMap<number, number>): ScoredLine[] {
  const known = lines.filter(({ line }) => read.has(line));
  const rest = lines.filter(({ line }) => !read.has(line));
  const shares = softmax(known.map(({ line, marks }) => (read.get(line) ?? 0) + (marks.has('changed') ? CHANGED_LINE : 0)));
  const left = rest.length === 0 ? 0 : known.length === 0 ? 1 : UNREAD_SHARE;
  const total = rest.reduce((sum, { share }) => sum + share, 0) || 1;
  return [
    ...known
      .map((line, index) => ({ ...line, share: (shares[index] ?? 0) * (1 - left) }))
      .sort((a, b) => b.share - a.share || a.line - b.line),
    ...rest.map((line) => ({ ...line, share: (line.share / total) * left })),
  ];
}
