import type { CrimeScene } from '../context/crimeScene';
import { candidateFacts, type SuspectPorts } from './candidateFacts';
import { functionScores, type ScoredFunction } from './functionScores';
import { lineScores } from './lineScores';
import type { Suspect } from './suspect';

/** Enough for every use; a longer list helps nobody. */
const MOST_SUSPECTS = 200;
const MOST_LINES_A_FUNCTION = 25;

/**
 * The prior: ranks lines that may hold the root cause without a model. Stack order, but the caller first where the top frame throws
 * on purpose; what the failing test calls; names in the message; functions changed lately. One entry a line, best first.
 * The score is the chance of the function times the line's share of it.
 */
export async function rankSuspects(scene: CrimeScene, ports: SuspectPorts, signal?: AbortSignal): Promise<Suspect[]> {
  const scored = functionScores(scene, await candidateFacts(scene, ports, signal));
  const suspects = new Map<string, Suspect>();
  for (const each of scored) {
    for (const suspect of suspectsOf(each)) {
      const key = `${suspect.file}:${suspect.line}`;
      const known = suspects.get(key);
      if (!known || known.score < suspect.score) suspects.set(key, suspect);
    }
  }
  return [...suspects.values()].sort((a, b) => b.score - a.score).slice(0, MOST_SUSPECTS);
}

function suspectsOf({ facts, share, reasons }: ScoredFunction): Suspect[] {
  const { candidate } = facts;
  return lineScores(facts)
    .slice(0, MOST_LINES_A_FUNCTION)
    .map((line, place) => ({
      file: candidate.file,
      line: line.line,
      function: candidate.function,
      functionRange: [candidate.startLine, candidate.endLine],
      // The best line of each function stands for it: functions are ranked by their own chance, lines within them by theirs.
      score: share * (place === 0 ? 1 : line.share),
      reasons: [...new Set([...line.reasons, ...reasons])],
    }));
}
