import type { FailureEvidence } from '../context/failureEvidence';
import { reasonText } from '../context/reasonText';
import type { CandidateFacts } from './candidateFacts';
import type { CommandExplained } from './explain/explanation';
import type { RelatedCode } from './explain/relatedCode';
import { functionScores, type ScoredFunction } from './functionScores';
import { lineScores, type ScoredLine } from './lineScores';
import type { Suspect } from './suspect';

/** Enough for every use. */
const MOST_SUSPECTS = 200;
const MOST_LINES_A_FUNCTION = 25;

/** Label of a ranking without a model. */
export const PRIOR_LABEL = 'ranking without a model';

/** A candidate function with its chance, and its lines with theirs. */
export interface RankedFunction extends ScoredFunction {
  /** Best first; shares are of this function's chance. */
  lines: ScoredLine[];
}

export interface Ranking {
  /** The ranking method; labels every hypothesis. */
  by: string;
  /** Best first. */
  functions: RankedFunction[];
  /** All code read, including tests, for explaining a failure. */
  facts: readonly CandidateFacts[];
  /** Code outside the candidates that was also read; absent where there is none. */
  related?: RelatedCode;
  /** For a command that failed before any code ran; there are no functions then. */
  command?: CommandExplained;
}

/**
 * The prior: ranks without a model. Stack order, but the caller first where the top frame throws on purpose; calls of the failing test;
 * names in the message; recently changed functions.
 */
export function priorRanking(evidence: FailureEvidence, facts: readonly CandidateFacts[]): Ranking {
  const functions = functionScores(evidence, facts).map((scored) => ({ ...scored, lines: lineScores(scored.facts) }));
  return { by: PRIOR_LABEL, functions, facts };
}

/** Lines of a ranking, one entry a line, best first. The score is the chance of the function times the line's share of it. */
export function suspectsOf({ functions }: Ranking): Suspect[] {
  const suspects = new Map<string, Suspect>();
  for (const each of functions) {
    for (const suspect of linesOf(each)) {
      const key = `${suspect.file}:${suspect.line}`;
      const known = suspects.get(key);
      if (!known || known.score < suspect.score) suspects.set(key, suspect);
    }
  }
  return [...suspects.values()].sort((a, b) => b.score - a.score).slice(0, MOST_SUSPECTS);
}

function linesOf({ facts, share, reasons, lines }: RankedFunction): Suspect[] {
  const { candidate } = facts;
  return lines.slice(0, MOST_LINES_A_FUNCTION).map((line, place) => ({
    file: candidate.file,
    line: line.line,
    function: candidate.function,
    functionRange: [candidate.startLine, candidate.endLine],
    // The best line of each function represents it: functions are ranked by their own chance, lines within them by theirs.
    score: share * (place === 0 ? 1 : line.share),
    reasons: [...new Set([...line.reasons, ...reasons].map(reasonText))],
  }));
}
