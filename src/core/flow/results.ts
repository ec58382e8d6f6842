import type { Expr, Fn, Ir, Stmt } from '../syntax/lower/ir';
import type { SyntaxFile } from '../syntax/syntax';
import { fnAround, isBlock, type Call } from './codeIndex';
import { someIn } from './program';
import { textOf } from './way';
import { traitsOf } from './traits';
/** A way out of a function. */
export interface Result {
  /** None for a bare `return`. */
  readonly value?: Expr;
  readonly at: { start: number; end: number };
  readonly yields?: 'one' | 'all';
  /** Ruby: the condition, or the cases, of which nothing holds. */
  readonly unless?: Ir;
}

/** The results of a function, without those of functions inside it. */
export function resultsOf(file: SyntaxFile, fn: Fn): Result[] {
  if (fn.short) {
    const [only] = fn.body;
    if (only?.kind === 'do') return [{ value: only.value, at: only.value }];
  }
  const found: Result[] = [];
  const pending: Ir[] = fn.body.toReversed();
  while (pending.length > 0) {
    const node = pending.pop()!;
    if (node.kind === 'fn' && !isBlock(node)) continue;
    // `next` leaves the block that it stands in, and not the method.
    if (
      node.kind === 'return' &&
      traitsOf(file.language).membersAreCalls &&
      file.text.startsWith('next', node.start) &&
      fnAround(file, node) !== fn
    )
      continue;
    if (node.kind === 'return') found.push({ ...(node.value && { value: node.value }), at: node });
    if (node.kind === 'same' && node.how === 'yield')
      found.push({ value: node.of, at: node, yields: /^yield\s*(?:\*|from\b)/.test(textOf({ file }, node)) ? 'all' : 'one' });
    pending.push(...childrenIn(node).toReversed());
  }
  const tails = traitsOf(file.language).tails || isBlock(fn) || fn.words.includes('lambda') ? tailsOf(fn.body) : [];
  return [...found, ...tails];
}

function childrenIn(node: Ir): readonly Ir[] {
  switch (node.kind) {
    case 'branch':
      return [node.condition, ...node.then, ...(node.otherwise ?? [])];
    case 'class':
      return [];
    default:
      return kids(node);
  }
}

const kids = (node: Ir): readonly Ir[] => {
  switch (node.kind) {
    case 'fn':
      return node.body;
    case 'loop':
      return node.body;
    case 'switch':
      return node.cases.flatMap(({ body }) => body);
    case 'try':
      return [...node.body, ...node.catches.flatMap(({ body }) => body), ...(node.last ?? [])];
    case 'block':
      return node.body;
    case 'do':
      return [node.value];
    case 'assign':
      return node.value ? [node.value] : [];
    case 'call':
      return [node.callee, ...node.args.map(({ value }) => value)];
    case 'member':
    case 'same':
      return [node.of];
    case 'opaque':
      return node.parts;
    case 'operate':
      return node.operands;
    case 'choice':
      return node.options;
    default:
      return [];
  }
};

/** The last expressions of a body, which are its result. */
function tailsOf(body: readonly Stmt[]): Result[] {
  const last = body.at(-1);
  switch (last?.kind) {
    case 'do':
      if (last.value.kind === 'opaque' && last.value.parts.length === 1) {
        const [inner] = last.value.parts;
        if (inner && (inner.kind === 'branch' || inner.kind === 'switch' || inner.kind === 'try' || inner.kind === 'block'))
          return tailsOf([inner]);
      }
      return [{ value: last.value, at: last.value }];
    case 'assign':
      return [{ value: last, at: last }];
    case 'branch':
      return [...tailsOf(last.then), ...(last.otherwise ? tailsOf(last.otherwise) : [{ at: last, unless: last.condition }])];
    case 'switch': {
      const isWhole = last.cases.some(({ values }) => values.length === 0);
      return [...last.cases.flatMap((each) => tailsOf(each.body)), ...(isWhole ? [] : [{ at: last, unless: last }])];
    }
    case 'try':
      return [...tailsOf(last.body), ...last.catches.flatMap((each) => tailsOf(each.body))];
    case 'block':
      return tailsOf(last.body);
    default:
      return [];
  }
}

/** Whether a body can be left at its end. */
export function canEnd(body: readonly Stmt[]): boolean {
  return body.every((stmt) => {
    switch (stmt.kind) {
      case 'return':
      case 'throw':
        return false;
      case 'jump':
        return !/^(?:break|continue)/.test(stmt.how);
      case 'block':
        return canEnd(stmt.body);
      case 'branch':
        return !stmt.otherwise || canEnd(stmt.then) || canEnd(stmt.otherwise);
      case 'switch':
        return !(
          stmt.cases.some(({ values }) => values.length === 0) &&
          stmt.cases.every((each) => !canEnd(each.body) || (stmt.falls && each.body.length === 0))
        );
      case 'try':
        if (stmt.last && !canEnd(stmt.last)) return false;
        return canEnd(stmt.body) || stmt.catches.some((each) => canEnd(each.body));
      case 'loop':
        return !(
          stmt.how === 'while' &&
          (!stmt.condition || (stmt.condition.kind === 'literal' && /^(?:true|True|1)$/.test(stmt.condition.value))) &&
          !someIn(stmt.body, (node) => node.kind === 'jump' && node.how.startsWith('break'))
        );
      case 'do':
        return !(
          stmt.value.kind === 'call' && /^(?:process\.exit|sys\.exit|exit|abort|quit|die|fail|pytest\.fail)$/.test(calledPath(stmt.value))
        );
      default:
        return true;
    }
  });
}

/** The branch at which a body is left at its end: where its condition does not hold, no other comes. */
export function branchAtEnd(body: readonly Stmt[]): Extract<Stmt, { kind: 'branch' }> | undefined {
  const last = body.at(-1);
  if (last?.kind !== 'branch' || canEnd(last.then)) return undefined;
  return last.otherwise ? branchAtEnd(last.otherwise) : last;
}

function calledPath({ callee }: Call): string {
  if (callee.kind === 'name') return callee.name;
  return callee.kind === 'member' && callee.of.kind === 'name' ? `${callee.of.name}.${callee.name}` : '';
}
