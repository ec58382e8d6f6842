import { captureFailure } from '../../src/core/capture/captureFailure';
import { collectEvidence } from '../../src/core/context/collectEvidence';
import type { FailureEvidence, RuntimeValue } from '../../src/core/context/failureEvidence';
import type { Hypothesis } from '../../src/core/hypothesis';
import type { Changes } from '../../src/core/ports';
import { createRedactor } from '../../src/core/prompt/redactor';
import { candidateFacts } from '../../src/core/suspects/candidateFacts';
import { markOrigin } from '../../src/core/suspects/explain/markOrigin';
import { relatedCode } from '../../src/core/suspects/explain/relatedCode';
import { localHypotheses } from '../../src/core/suspects/localHypotheses';
import { withKnownFaults } from '../../src/core/suspects/knownFaults';
import { priorRanking } from '../../src/core/suspects/ranking';
import { withTestFault } from '../../src/core/suspects/testFault';
import { openSyntax } from '../../src/core/syntax/openSyntax';
import { packagedGrammars } from '../../realBugs/packagedGrammars';
import { memoryReader } from './memoryReader';

const syntax = openSyntax(packagedGrammars);

type Changed = readonly { file: string; line: number; diff?: string }[];

/** The evidence of an output, over files given by their lines. */
export async function evidenceOf(
  output: readonly string[],
  lines: Record<string, readonly string[]>,
  changed: Changed = [],
  values: RuntimeValue[] = [],
): Promise<FailureEvidence> {
  return evidenceIn(output.join('\n'), readerOf(lines), changed, values);
}

/** The hypotheses for an output and the names of the functions, best first, ranked without a model, over files given by their lines. */
export async function hypothesesOf(
  output: readonly string[],
  lines: Record<string, readonly string[]>,
  changed: Changed = [],
  values: RuntimeValue[] = [],
): Promise<{ hypotheses: Hypothesis[]; ranked: string[]; expected?: string }> {
  const reader = readerOf(lines);
  const evidence = await evidenceIn(output.join('\n'), reader, changed, values);
  const facts = await candidateFacts(evidence, { reader, syntax });
  const related = await relatedCode(evidence, facts, { reader, syntax });
  markOrigin(evidence, facts, related);
  const ranking = withKnownFaults(evidence, { ...withTestFault(evidence, facts, priorRanking(evidence, facts)), related });
  const ranked = ranking.functions.map(({ facts: { candidate } }) => candidate.function ?? '');
  return { hypotheses: localHypotheses(evidence, ranking), ranked, expected: evidence.expected };
}

function readerOf(lines: Record<string, readonly string[]>): ReturnType<typeof memoryReader> {
  return memoryReader(Object.fromEntries(Object.entries(lines).map(([file, text]) => [file, `${text.join('\n')}\n`])));
}

/** The evidence of an output, in a workspace in memory. */
export async function evidenceIn(
  output: string,
  reader: ReturnType<typeof memoryReader>,
  changed: Changed = [],
  values: RuntimeValue[] = [],
): Promise<FailureEvidence> {
  const report = await captureFailure(output, { roots: [...reader.roots] });
  return collectEvidence(
    report,
    { changesWindowMs: 1, references: [], removed: [], edited: {}, chosenFiles: {}, values },
    {
      reader,
      changes: changesAt(changed),
      syntax,
      redactor: createRedactor({}),
      clock: { now: () => 0 },
      tokens: { count: (text) => text.length },
    },
  );
}

function changesAt(places: Changed): Changes {
  const hunk = { when: '2026-01-01T00:00:00Z', commit: 'abc1234', summary: 'Nicer', suspect: false };
  return {
    since: () => Promise.resolve(places.map(({ file, line, diff = '' }) => ({ ...hunk, diff, file, startLine: line, endLine: line }))),
    lastChange: () => Promise.resolve(undefined),
  };
}
