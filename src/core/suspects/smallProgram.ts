import { nodesIn, type Ir } from '../syntax/lower/ir';
import { spanOfLines, within } from '../syntax/lower/places';
import type { CandidateFacts } from './candidateFacts';
import { functionsOnPath, NOT_REACHED } from './explain/faults/faultsOnPath';
import type { Ranking } from './ranking';

/** A program of which a reader takes in all functions: candidates, and lines of the files that they are in. */
const MOST_FUNCTIONS = 12;
const MOST_LINES = 800;

/**
 * The logarithm of what a function's distance from the failing test's line adds: called by it, called by those, by those; then all further
 * ones, and what no call leads to. Fitted by a conditional logit on the failed assertions of 65 small programs.
 */
const BY_LEVEL = [0, 2.1, 2.3] as const;
const FARTHER = 1;
const NOT_CALLED = -0.5;
/** Exponent of the number of places in a function at which a mistake can be made. */
const BY_PLACES = 0.5;
/** A function without any can still be the wrong one to call. */
const NO_PLACE = 0.5;

/**
 * In a small program the test calls what puts a result together, and the mistake is further in: the ranking, which was learned from large
 * ones, where what a test calls is mostly at fault, is replaced by how many calls a function is away and how much it decides. Only for
 * failed assertions: a stack says more.
 */
export function withCallsBelow(ranking: Ranking): Ranking {
  const { facts, functions } = ranking;
  if (functions.some((each) => each.facts.stackPlace !== undefined) || !functions.some((each) => each.facts.testCall > 0)) return ranking;
  if (!isSmall(functions)) return ranking;
  const levels = functionsOnPath(facts);
  const weighed = functions.map((each) => {
    const level = levels.get(each.facts) ?? NOT_REACHED;
    const far = level === NOT_REACHED ? NOT_CALLED : (BY_LEVEL[level] ?? FARTHER);
    return { ...each, share: Math.exp(far) * (NO_PLACE + placesOfMistakes(each.facts)) ** BY_PLACES };
  });
  const total = weighed.reduce((sum, { share }) => sum + share, 0);
  return { ...ranking, functions: weighed.map((each) => ({ ...each, share: each.share / total })).sort((a, b) => b.share - a.share) };
}

/** Whether a reader takes in all of a program. */
export function isSmall(functions: Ranking['functions']): boolean {
  if (functions.length < 2 || functions.length > MOST_FUNCTIONS) return false;
  const files = new Set(functions.map((each) => each.facts.file));
  return [...files].reduce((sum, { lines }) => sum + lines.length, 0) <= MOST_LINES;
}

/** How much of a function decides what comes out: operators and branches whole, what only hands on less. */
function placesOfMistakes({ file, candidate }: CandidateFacts): number {
  const span = { start: spanOfLines(file, candidate.startLine).start, end: spanOfLines(file, candidate.endLine).end };
  let sum = 0;
  for (const node of nodesIn(file.code)) if (within(node, span)) sum += weightOf(node);
  return sum;
}

function weightOf(node: Ir): number {
  switch (node.kind) {
    case 'operate':
    case 'branch':
    case 'switch':
    case 'loop':
    case 'each':
    case 'choice':
      return 1;
    case 'literal':
      return node.of === 'pattern' ? 1 : node.of === 'number' ? 0.5 : 0;
    case 'index':
      return 0.5;
    case 'call':
    case 'assign':
      return 0.3;
    default:
      return 0;
  }
}
