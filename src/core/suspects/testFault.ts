import type { FailureEvidence } from '../context/failureEvidence';
import { framesByCause } from '../context/causeOrder';
import type { CandidateFacts } from './candidateFacts';
import { explainFailure } from './explain/explainFailure';
import { lineScores } from './lineScores';
import type { Ranking } from './ranking';

/** Errors for a name or a text that is wrong at its own place. */
const OF_THE_TEXT = /^(?:[\w.]*\.)?(?:ReferenceError|NameError|UnboundLocalError|SyntaxError|IndentationError|TabError)$/;
/** pytest: a test asks for a fixture that does not exist. */
const NO_FIXTURE = /^(?:recursive )?fixture '\w{1,100}' not found/;
/** The shown chance of the line: the maximum of a ranking. */
const SURE = 0.9;

/**
 * Test code is not ranked, because the fault is mostly in the tested code. But where a test uses a nonexistent name, or cannot be parsed,
 * its own line comes first.
 */
export function withTestFault(evidence: FailureEvidence, facts: readonly CandidateFacts[], ranking: Ranking): Ranking {
  const [innermost] = framesByCause(evidence.report, evidence.resolutions);
  const error = innermost?.place === 0 ? evidence.report.errors[innermost.error] : undefined;
  if (!innermost || !error) return ranking;
  const isOwn = OF_THE_TEXT.test(error.type) || NO_FIXTURE.test(error.message);
  // The test is all the code that there is: only what is known of it is said.
  if (!isOwn && (ranking.functions.length > 0 || !explainFailure(evidence, facts))) return ranking;
  const line = error.frames[0]?.line ?? 0;
  const test = facts.find(
    ({ candidate, frameLines }) => candidate.test && candidate.file === innermost.resolution.file && frameLines.includes(line),
  );
  if (!test) return ranking;
  const first = {
    facts: test,
    score: ranking.functions[0]?.score ?? 0,
    share: SURE,
    reasons: [{ kind: 'arises' as const, of: 'function' as const }],
    lines: lineScores(test),
  };
  const rest = ranking.functions.map((each) => ({ ...each, share: each.share * (1 - SURE) }));
  return { ...ranking, functions: [first, ...rest] };
}
