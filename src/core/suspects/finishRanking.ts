import type { FailureEvidence } from '../context/failureEvidence';
import { withKnownFaults } from './knownFaults';
import type { Ranking } from './ranking';
import { withCallsBelow } from './smallProgram';
import { withTestFault } from './testFault';

/** A ranking by a model or the prior, with what the code itself tells: the calls of a small program, a test's own fault, known faults. */
export function finishRanking(evidence: FailureEvidence, ranking: Ranking, related: Ranking['related']): Ranking {
  return withKnownFaults(evidence, { ...withTestFault(evidence, ranking.facts, withCallsBelow(ranking)), related });
}
