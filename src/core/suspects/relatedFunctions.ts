import type { FailureEvidence } from '../context/failureEvidence';
import type { Place } from '../flow/originSteps';
import type { FunctionNode, SyntaxFile } from '../syntax/syntax';
import type { CandidateFacts } from './candidateFacts';
import { faultsOnPath } from './explain/faults/faultsOnPath';
import { lineScores } from './lineScores';
import { knownOf } from './knownFaults';
import type { Ranking } from './ranking';

/** Functions of imported files that are looked through; more are no small program. */
const MOST_LOOKED_AT = 60;

/**
 * A ranking of a crash that has the function of an imported file, too, where the code shows that the wrong value comes from it, or that it has
 * a known fault which makes the error: the collected candidates end where no call or value was seen that leads further.
 */
export function withRelatedFunctions(evidence: FailureEvidence, ranking: Ranking): Ranking {
  const { facts, functions, related } = ranking;
  if (!related?.files.length || functions.length === 0 || !facts.some(({ frameLines }) => frameLines.length > 0)) return ranking;
  const known = new Set(facts.map(({ file }) => file.file));
  const others = related.files.filter(({ file }) => !known.has(file));
  const all = others.flatMap((file) => file.functions.map((fn) => factsOf(file, fn)));
  if (all.length === 0 || all.length > MOST_LOOKED_AT) return ranking;
  const { explained } = knownOf(evidence, ranking);
  const origin = explained?.ofValue && !explained.tested ? explained.explanation.origin : undefined;
  const made = faultsOnPath(evidence, [...facts, ...all], related, explained).find(({ leads }) => leads);
  const wanted = all.filter((each) => each === made?.facts || (origin && innermost(all, origin) === each));
  if (wanted.length === 0) return ranking;
  const least = Math.min(...functions.map(({ share }) => share));
  return {
    ...ranking,
    facts: [...facts, ...wanted],
    functions: [
      ...functions,
      ...wanted.map((each) => ({ facts: each, score: functions.at(-1)!.score, share: least, reasons: [], lines: lineScores(each) })),
    ],
  };
}

function innermost(all: readonly CandidateFacts[], { file, line }: Place): CandidateFacts | undefined {
  return all
    .filter(({ candidate }) => candidate.file === file && candidate.startLine <= line && line <= candidate.endLine)
    .toSorted((a, b) => b.candidate.startLine - a.candidate.startLine)[0];
}

function factsOf(file: SyntaxFile, fn: FunctionNode): CandidateFacts {
  return {
    candidate: {
      ...{ file: file.file, startLine: fn.startLine, endLine: fn.endLine },
      ...{ function: fn.className ? `${fn.className}.${fn.name}` : fn.name, role: 'callee', distance: 1 },
      ...{ reasons: [], relevance: 0, focusLines: [], test: false },
    },
    ...{ file, fn, arises: false, frameLines: [], throwsOnPurpose: false, tried: 0, changes: [], testCall: 0 },
  };
}
