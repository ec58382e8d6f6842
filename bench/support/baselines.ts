import { flatFrames, type FailureEvidence } from '../../src/core/context/failureEvidence';
import { isTestFile } from '../../src/core/context/testCode';
import type { CandidateFacts } from '../../src/core/suspects/candidateFacts';
import { wordsOf } from '../../src/core/suspects/words';
import { bm25 } from '../../src/model/failureWords';
import type { NamedLine } from './rankPlaces';

/** Lines around a frame that frame expansion names, nearest first. */
const EXPANSION = 5;

/** Ways to rank without analysis; each names lines, best first. */
export function baselines(evidence: FailureEvidence, facts: readonly CandidateFacts[]): Record<string, NamedLine[]> {
  const frames = flatFrames(evidence.report);
  const stack = evidence.resolutions.flatMap(({ frame, file }): NamedLine[] => {
    const line = frames[frame]?.line;
    return file && line && !isTestFile(file) ? [{ file, line, ...around(facts, file, line) }] : [];
  });
  const swapped = throwSwap(stack, facts);
  return {
    'stack order': stack,
    'throw-swap': swapped,
    'frame expansion': expand(stack),
    BM25: byWords(evidence, facts),
    'recent diff': evidence.recentChanges
      .filter(({ file }) => !isTestFile(file))
      .flatMap(({ file, startLine, endLine }) =>
        Array.from({ length: Math.max(1, endLine - startLine + 1) }, (_, i) => ({
          file,
          line: startLine + i,
          ...around(facts, file, startLine + i),
        })),
      ),
  };
}

function around(facts: readonly CandidateFacts[], file: string, line: number): { functionRange?: [number, number] } {
  const inside = facts.filter(({ candidate: c }) => c.file === file && c.startLine <= line && line <= c.endLine);
  const inner = inside.sort((a, b) => b.candidate.startLine - a.candidate.startLine)[0]?.candidate;
  return inner ? { functionRange: [inner.startLine, inner.endLine] } : {};
}

/** The caller first if the top frame's line is an explicit throw. */
function throwSwap(stack: readonly NamedLine[], facts: readonly CandidateFacts[]): NamedLine[] {
  const thrower = facts.find(({ stackPlace }) => stackPlace === 0);
  const [top] = stack;
  if (!top || !thrower?.throwsOnPurpose) return [...stack];
  const caller = stack.find(({ functionRange, file }) => file !== top.file || functionRange?.[0] !== top.functionRange?.[0]);
  return caller ? [caller, ...stack.filter((each) => each !== caller)] : [...stack];
}

/** Each frame's line, then the lines around it, nearest first. */
function expand(stack: readonly NamedLine[]): NamedLine[] {
  return stack.flatMap((frame) => {
    const lines = [frame];
    for (let away = 1; away <= EXPANSION; away += 1) {
      for (const line of [frame.line - away, frame.line + away]) if (line > 0) lines.push({ ...frame, line });
    }
    return lines;
  });
}

function byWords(evidence: FailureEvidence, facts: readonly CandidateFacts[]): NamedLine[] {
  const query = new Set(
    evidence.report.errors.flatMap(({ type, message, test = '' }) => wordsOf(`${type} ${message.slice(0, 2000)} ${test}`)),
  );
  const lines = facts
    .filter(({ candidate }) => !candidate.test)
    .flatMap(({ candidate, file }) =>
      file.lines.slice(candidate.startLine - 1, candidate.endLine).map((text, i) => ({
        named: {
          file: candidate.file,
          line: candidate.startLine + i,
          functionRange: [candidate.startLine, candidate.endLine] as [number, number],
        },
        words: wordsOf(text),
      })),
    );
  const scores = bm25(
    lines.map(({ words }) => words),
    query,
  );
  return lines
    .map(({ named }, i) => ({ named, score: scores[i] ?? 0 }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ named }) => named);
}
