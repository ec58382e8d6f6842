import type { FailureEvidence } from '../context/failureEvidence';
import { knownOf } from './knownFaults';
import type { RankedFunction, Ranking } from './ranking';
import { isSmall } from './smallProgram';
import type { CandidateFacts } from './candidateFacts';
import { familyOf } from '../workspace/languages';
import type { Place } from '../flow/originSteps';

/** How much more likely than any other function the one is that gave the wrong value. */
const ORIGIN_WEIGHT = 2;

/**
 * Where a type says what may be missing, small programs after documented bugs were mended where they failed in 26 of 30 cases, not where the
 * value came from; elsewhere, at the origin in 14 of 17.
 */
const UNTYPED = /^(?:javascript|python|php|ruby)$/;

/**
 * The function that gave a crash its wrong value comes before the one that fails with it, if the code shows that it made a mistake; in a small
 * program in a language that checks no types also if it does not, since the value can only be wrong there. In large programs most crashes are
 * mended where they surface (see `FIXED_AT_SURFACE`).
 */
export function withOriginFirst(evidence: FailureEvidence, ranking: Ranking): Ranking {
  const { explained, faults } = knownOf(evidence, ranking);
  if (!explained?.ofValue || explained.tested || explained.traced || !isSmall(ranking.functions)) return ranking;
  const { at, explanation } = explained;
  const { origin } = explanation;
  if (!explanation.atFault && !UNTYPED.test(familyOf(at.file.language))) return ranking;
  const failing = { file: at.file.file, line: at.line };
  // A known fault of the function that fails says more than where its value came from.
  if (!explanation.atFault && faults[0] && holds(faults[0].facts, failing)) return ranking;
  const from = origin && innermost(ranking.functions, origin);
  // What a function of the stack hands over is its own input; the stack ranks it already.
  if (!from?.facts.candidate.function || (from.facts.stackPlace !== undefined && !explanation.atFault) || holds(from.facts, failing))
    return ranking;
  const most = Math.max(...ranking.functions.map(({ share }) => share));
  const weighed = ranking.functions.map((each) => (each === from ? { ...each, share: most * ORIGIN_WEIGHT } : each));
  const total = weighed.reduce((sum, { share }) => sum + share, 0) || 1;
  return { ...ranking, functions: weighed.map((each) => ({ ...each, share: each.share / total })).sort((a, b) => b.share - a.share) };
}

function innermost(functions: readonly RankedFunction[], place: Place): RankedFunction | undefined {
  return functions.filter(({ facts }) => holds(facts, place)).sort((a, b) => b.facts.candidate.startLine - a.facts.candidate.startLine)[0];
}

function holds({ candidate }: CandidateFacts, { file, line }: Place): boolean {
  return candidate.file === file && candidate.startLine <= line && line <= candidate.endLine;
}
