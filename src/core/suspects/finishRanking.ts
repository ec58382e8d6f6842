import { expectationOf } from '../context/causeOrder';
import type { FailureEvidence } from '../context/failureEvidence';
import { traceFailure } from './explain/explainFailure';
import { withKnownFaults } from './knownFaults';
import { withOriginFirst } from './originLeads';
import type { Ranking } from './ranking';
import { withRelatedFunctions } from './relatedFunctions';
import { withCallsBelow } from './smallProgram';
import { withTestFault } from './testFault';

/**
 * A ranking by a model or the prior, with what the code itself tells: the calls of a small program unless the asserted value is a missing one
 * or was followed to where it goes wrong, a test's own fault, known faults.
 */
export function finishRanking(evidence: FailureEvidence, ranking: Ranking, related: Ranking['related']): Ranking {
  const byCalls = withCallsBelow(ranking);
  const isFollowed = (): boolean => isMissing(evidence) || traceFailure(evidence, ranking.facts, related)?.asserted === 'wrong';
  const reached = byCalls !== ranking && isFollowed() ? ranking : byCalls;
  const withTest = { ...withTestFault(evidence, ranking.facts, reached), ...(related && { related }) };
  const whole = isAssertion(evidence) ? withTest : withRelatedFunctions(evidence, withTest);
  return withKnownFaults(evidence, withOriginFirst(evidence, whole));
}

const isAssertion = ({ report }: FailureEvidence): boolean => expectationOf(report, 0) !== undefined;

const NOTHING = /\b(?:undefined|null|None|nil|NaN)\b/;

/** Whether a failed test got nothing where it expected something: a missing value was left out, not computed wrongly. */
function isMissing({ report }: FailureEvidence): boolean {
  const { actual = '', expected = '' } = expectationOf(report, 0) ?? {};
  return NOTHING.test(actual) && !NOTHING.test(expected);
}
