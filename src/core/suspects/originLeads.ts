import type { FailureEvidence } from '../context/failureEvidence';
import type { ShownPlace } from './explain/explanation';
import { knownOf, tellOf } from './knownFaults';
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
  return withFirst(ranking, from);
}

/** Where a value begins, found by working a failure through. */
export interface WorkedOrigin extends Place {
  /** How it begins. */
  sentence: string;
  /** The lines that hand it on, from the failing one back; the last one is where it begins. */
  rows: readonly ShownPlace[];
}

/**
 * The same with an origin to which a value was followed further than the code alone tells: it stands for what is known from then on.
 * @param isSure also where the code alone leads elsewhere
 */
export function withOrigin(evidence: FailureEvidence, ranking: Ranking, worked: WorkedOrigin, isSure: boolean): Ranking {
  const before = knownOf(evidence, ranking);
  const { explained } = before;
  const origin = explained?.explanation.origin;
  const isFurther = !origin || (!isSame(origin, worked) && (isSure || worked.rows.some((each) => isSame(each, origin))));
  if (!explained?.ofValue || explained.explanation.atFault || !isFurther) return ranking;
  const { sentences } = explained.explanation;
  const explanation = {
    ...explained.explanation,
    sentences: [...sentences.slice(0, 1), worked.sentence, 'Worked out from the code, without a run: the lines below hand it on.'],
    evidence: [...worked.rows],
    origin: { file: worked.file, line: worked.line },
  };
  tellOf(ranking, { ...before, explained: { ...explained, explanation } });
  return withOriginFirst(evidence, ranking);
}

/** The same with the function first in which something went wrong that was seen while the failure was worked through, where no fault is known. */
export function withSeenFirst(evidence: FailureEvidence, ranking: Ranking, place: Place): Ranking {
  const { explained, faults } = knownOf(evidence, ranking);
  const from = faults.length > 0 || explained?.explanation.atFault ? undefined : innermost(ranking.functions, place);
  return from ? withFirst(ranking, from) : ranking;
}

function isSame(one: Place, other: Place): boolean {
  return one.file === other.file && one.line === other.line;
}

function withFirst(ranking: Ranking, from: RankedFunction): Ranking {
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
