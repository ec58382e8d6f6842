import type { FunctionNode, SyntaxFile } from '../../syntax/syntax';
import { expectationOf } from '../../context/causeOrder';
import { code, type ExplainInput, type Explanation } from './explanation';
import { typedEquality } from './typedEquality';

/** A failed assertion where the tested function compares values that are never equal. Other patterns are known faults. */
export function explainResult(
  { evidence, view }: ExplainInput,
  { file, fn }: { file: SyntaxFile; fn: FunctionNode },
): Explanation | undefined {
  const expectation = expectationOf(evidence.report, 0);
  const compared = expectation && typedEquality(file, fn, view);
  if (!compared) return undefined;
  const [wanted, got] = [expectation.expected, expectation.actual].map((text) => code(listText(text)));
  return {
    title: `${code(fn.name)} gives ${got} where ${wanted} was expected`,
    sentences: [compared.sentence],
    evidence: [{ ...compared.place, why: 'compares values of different types' }],
    origin: compared.place,
    check: `Log the types of both sides of ${code(compared.expression)}. If they are the same, this is not the cause.`,
  };
}

/** Functions of the workspace that a failing test calls, nearest to the failing line first. */
export function testedFunctions({ at, view }: ExplainInput): { file: SyntaxFile; fn: FunctionNode }[] {
  const calls = at.file
    .calls(at.fn ?? { startLine: at.line, endLine: at.line })
    .toSorted((a, b) => Math.abs(a.startLine - at.line) - Math.abs(b.startLine - at.line));
  return [
    ...new Map(
      calls.flatMap((call) => view.callee(call, at.file) ?? []).map((each) => [`${each.file.file}:${each.fn.startLine}`, each]),
    ).values(),
  ];
}

/** Elements printed one per line with their index, as a list. */
export function listText(text: string): string {
  const lines = text.split('\n');
  return lines.length > 1 && lines.every((line) => /^\s*\d+:\s/.test(line))
    ? `[${lines.map((line) => line.replace(/^\s*\d+:\s*/, '')).join(', ')}]`
    : text;
}
