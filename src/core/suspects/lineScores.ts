import { valueNamed, type Reason } from '../context/reason';
import { reasonText } from '../context/reasonText';
import type { Definition } from '../syntax/syntax';
import type { CandidateFacts } from './candidateFacts';

/** The facts of the program about a line inside its function. */
export type LineMark =
  | 'frame'
  | 'outerFrame'
  | 'besideFrame'
  | 'nearFrame'
  | 'definition'
  | 'guard'
  | 'focus'
  | 'origin'
  | 'changed'
  | 'returns'
  | 'branches'
  | 'firstStatement';

export interface ScoredLine {
  /** 1-based. */
  line: number;
  /** Share of its function's chance; the lines of a function add up to 1. */
  share: number;
  marks: ReadonlySet<LineMark>;
  reasons: Reason[];
}

/** Weights of a line inside its function; only their ratios count. */
const WEIGHT = {
  /** Every line with code on it. */
  code: 0.02,
  frame: 1,
  /** A further frame in the same function (recursion). */
  outerFrame: 0.3,
  besideFrame: 0.3,
  nearFrame: 0.15,
  /** Assigns a name that the frame's line reads. */
  definition: 0.35,
  /** The condition of a deliberate throw. */
  guard: 0.5,
  focus: 0.25,
  /** The wrong value comes from it. */
  origin: 0.6,
  changed: 0.8,
  /** Off the stack: lines that return or create values. */
  returns: 0.25,
  branches: 0.12,
  firstStatement: 0.1,
} as const satisfies Record<LineMark | 'code', number>;

/** The weight of a branch in a function on the stack, where its lines are more informative. */
const BRANCH_ON_STACK = 0.3;

const COMMENT = /^\s*(?:\/\/|#(?!\[)|\*|\/\*|"""|''')/;
const ONLY_BRACKETS = /^[\s()[\]{};,]*$/;
const BRANCH = /^\s*(?:(?:\}\s*)?else\s+)?(?:if|elif|unless|while|for|switch|case|match)\b/;

/** Scores the lines of one function, best first; ties keep source order. Blank lines, comments and lone brackets are left out. */
export function lineScores(facts: CandidateFacts): ScoredLine[] {
  const { candidate, file } = facts;
  const lines = new Map<number, { weight: number; marks: Set<LineMark>; reasons: Reason[] }>();
  for (let line = candidate.startLine; line <= Math.min(candidate.endLine, file.lines.length); line += 1) {
    const text = file.lines[line - 1] ?? '';
    if (ONLY_BRACKETS.test(text) || COMMENT.test(text)) continue;
    lines.set(line, { weight: WEIGHT.code, marks: new Set(), reasons: [] });
    if (BRANCH.test(text)) add(line, 'branches', undefined, facts.frameLines.length ? BRANCH_ON_STACK : 1);
  }
  function add(line: number, mark: LineMark, reason?: Reason, times = 1): void {
    const entry = lines.get(line);
    if (!entry) return;
    entry.weight += WEIGHT[mark] * times;
    entry.marks.add(mark);
    if (reason && !entry.reasons.some((known) => isSame(known, reason))) entry.reasons.push(reason);
  }

  const [frameLine, ...outer] = facts.frameLines;
  if (frameLine !== undefined) {
    add(frameLine, 'frame', facts.arises ? { kind: 'arises', of: 'line' } : { kind: 'onStack' });
    for (const side of [-1, 1]) {
      add(frameLine + side, 'besideFrame');
      add(frameLine + 2 * side, 'nearFrame');
    }
    for (const line of outer.slice(0, 3)) add(line, 'outerFrame', { kind: 'onStack' });
    for (const name of namesOn(file.lines[frameLine - 1] ?? '')) {
      for (const definition of file.definitions(name, { startLine: candidate.startLine, endLine: frameLine }).slice(-2)) {
        if (definition.startLine !== frameLine) add(definition.startLine, 'definition', originOf(name, definition));
      }
    }
    const { rethrows } = facts;
    if (rethrows) {
      for (const line of new Set(file.calls(rethrows).map(({ startLine }) => startLine)))
        add(line, 'definition', { kind: 'failsAndIsThrownOn' });
    }
    if (facts.throwsOnPurpose) {
      const guard = guardAbove(file.lines, frameLine, candidate.startLine);
      if (guard) add(guard, 'guard', { kind: 'decidesThrow' });
    }
  } else {
    const returns = facts.fn ? file.returns(facts.fn) : [];
    for (const statement of returns) add(statement.startLine, 'returns', { kind: 'returns' });
    for (const name of candidate.reasons.map(valueNamed)) {
      if (!name || !/^[\w$]+$/.test(name)) continue;
      for (const definition of file.definitions(name, candidate)) add(definition.startLine, 'definition', originOf(name, definition));
    }
    add((facts.fn?.signature.endLine ?? candidate.startLine) + 1, 'firstStatement');
    add(candidate.startLine, 'firstStatement');
  }
  const reached = frameLine === undefined ? candidate.reasons[0] : undefined;
  // A function that sets a value is found for one line; another line of it may set something else.
  const isOf = (line: number): boolean => reached?.kind !== 'setsValue' || (file.lines[line - 1] ?? '').includes(reached.name);
  for (const line of candidate.focusLines) add(line, 'focus', isOf(line) ? reached : undefined);
  if (facts.origin !== undefined) add(facts.origin, 'origin', { kind: 'origin' });
  for (const change of facts.changes) {
    for (let line = Math.max(change.startLine, candidate.startLine); line <= Math.min(change.endLine, candidate.endLine); line += 1) {
      add(line, 'changed', { kind: 'changed' });
    }
  }
  const total = [...lines.values()].reduce((sum, { weight }) => sum + weight, 0) || 1;
  return [...lines]
    .map(([line, { weight, marks, reasons }]) => ({ line, share: weight / total, marks, reasons }))
    .sort((a, b) => b.share - a.share || a.line - b.line);
}

/** The value of a parameter or a caught error comes from elsewhere. */
function originOf(name: string, { kind }: Definition): Reason | undefined {
  return kind === 'parameter' || kind === 'catch' ? undefined : { kind: 'assigns', name };
}

function isSame(a: Reason, b: Reason): boolean {
  return reasonText(a) === reasonText(b);
}

/** Identifiers on a line, each once, in order; at most a dozen. */
function namesOn(text: string): string[] {
  return [...new Set(text.slice(0, 500).match(/[A-Za-z_$][\w$]*/g) ?? [])].slice(0, 12);
}

/** The nearest branch above a line; 1-based. */
function guardAbove(lines: readonly string[], line: number, first: number): number | undefined {
  for (let above = line - 1; above >= Math.max(first, line - 6); above -= 1) {
    if (BRANCH.test(lines[above - 1] ?? '')) return above;
  }
  return undefined;
}
