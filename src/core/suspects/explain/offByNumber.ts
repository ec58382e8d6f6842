import { expectationOf } from '../../context/causeOrder';
import type { FailureEvidence } from '../../context/failureEvidence';
import { only } from '../../only';
import { nodesIn, type Expr } from '../../syntax/lower/ir';
import { lineOf, nodesOn, spanOfLines } from '../../syntax/lower/places';
import type { SyntaxFile } from '../../syntax/syntax';
import type { CandidateFacts } from '../candidateFacts';
import { changedNumbers } from './faults/shapes';
import { code } from './explanation';

/** The result of a failed test is off by a number that the code on its way has in one place. */
export interface OffByNumber {
  /** The function with the number, or with the constant that holds it. */
  facts: CandidateFacts;
  title: string;
  sentence: string;
  check: string;
  /** 1-based. */
  line: number;
}

/** What occurs everywhere tells nothing: single digits, and 10, 100, 1000 … */
const TELLS_NOTHING = /^(?:\d|10*)$/;
/** Digits behind the point up to which numbers that a program computed are compared. */
const MOST_DECIMALS = 6;

/** @param path functions that the failed test runs */
export function offByNumber({ report }: FailureEvidence, path: readonly CandidateFacts[]): OffByNumber | undefined {
  const expectation = expectationOf(report, 0);
  const [wanted, got] = only((expectation && changedNumbers(expectation.expected, expectation.actual)) ?? []) ?? [];
  if (wanted === undefined || got === undefined) return undefined;
  const off = Number((got - wanted).toFixed(MOST_DECIMALS));
  const size = String(Math.abs(off));
  if (TELLS_NOTHING.test(size)) return undefined;
  const uses = path.flatMap((facts) => usesOf(facts, Number(size)));
  const use = only(uses);
  if (!use) return undefined;
  const { facts, node, constant } = use;
  const line = lineOf(facts.file, node.start);
  const place = constant
    ? `line ${line} uses ${code(constant.name)}, which is ${size} (line ${constant.line})`
    : `line ${line} has ${code(facts.file.text.slice(node.start, node.end))}`;
  return {
    facts,
    title: `The result is ${size} too ${off > 0 ? 'high' : 'low'}: ${code(facts.fn?.name ?? '')} ${constant ? `uses ${code(constant.name)}` : 'has that number'}`,
    sentence: `The test got ${code(String(got))} where it expected ${code(String(wanted))}, ${size} ${off > 0 ? 'more' : 'less'}; ${place}.`,
    check: `Run the test with values recorded: is line ${line} reached, and should it be? If it is not reached, this is not the cause.`,
    line,
  };
}

interface Use {
  facts: CandidateFacts;
  node: Expr;
  constant?: { name: string; line: number };
}

/** Where a function has a number, or a constant of its file that is one. */
function usesOf(facts: CandidateFacts, size: number): Use[] {
  const { file, candidate, fn } = facts;
  if (!fn || file.code.length === 0) return [];
  const constants = constantsOf(file, size);
  return [...nodesIn(nodesOn(file.code, spanOfLines(file, candidate.startLine, candidate.endLine)).slice(0, 1))].flatMap((node): Use[] => {
    const line = lineOf(file, node.start);
    if (line < candidate.startLine || line > candidate.endLine) return [];
    if (node.kind === 'literal') return isNumber(node, size) ? [{ facts, node }] : [];
    const constant = node.kind === 'name' ? constants.get(node.name) : undefined;
    return node.kind === 'name' && constant !== undefined ? [{ facts, node, constant: { name: node.name, line: constant } }] : [];
  });
}

/** Names of a module that stand for a number, with their lines. */
function constantsOf(file: SyntaxFile, size: number): Map<string, number> {
  return new Map(
    file.code.flatMap((node) => {
      const assign = node.kind === 'do' ? node.value : node;
      return assign.kind === 'assign' && assign.target.kind === 'name' && assign.value && isNumber(assign.value, size)
        ? [[assign.target.name, lineOf(file, assign.start)] as const]
        : [];
    }),
  );
}

function isNumber(value: Expr, size: number): boolean {
  return value.kind === 'literal' && value.of === 'number' && Number(value.value.replaceAll('_', '')) === size;
}
