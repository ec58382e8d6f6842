import { isOnlyStatement, type Expr } from '../syntax/lower/ir';
import { calledName } from './codeIndex';
import { flow } from './flow';
import { textOf, type Path, type Program, type Visit, type Way } from './way';

/** The expressions that a value goes through on one of its ways, the nearest first; `open`: what is at its end is not known. */
interface Visits {
  readonly visits: readonly Visit[];
  readonly open: boolean;
}

/**
 * The ways of a value with all that it goes through. Where its part leads nowhere, the whole is followed for it.
 * @param near only calls on the stack are followed to those who make them
 */
export function visitsOf(program: Program, { expr, path, at }: Visit, near = false): Visits[] {
  const of = (part: Path): Visits[] =>
    flow(program, expr, at, part, near).ways.map((way) => ({ visits: withLast(way), open: way.open === true }));
  const ways = of(path);
  if (ways.some(({ visits }) => visits.length > 1)) return ways;
  if (path.length > 0)
    return of([]).map(({ visits, open }) => ({ open, visits: visits.map((visit) => ({ ...visit, path: [...visit.path, ...path] })) }));
  return ways.length > 0 ? ways : [{ visits: [{ expr, path, at }], open: true }];
}

function withLast({ trail, last }: Way): readonly Visit[] {
  return trail.at(-1)?.expr === last.expr ? trail : [...trail, last];
}

/** Calls of libraries that compute their result from the elements of a value. */
const OF_ALL = /^(?:sum|max|min|any|all|join|implode|array_sum|mean|fsum)$/;
const MOST_PARTS = 4;

/** What the value of an expression at which a way stops is computed from: operands, arguments of a call that is not known, what is filled in. */
export function computedFrom({ expr, path, at }: Visit): Visit[] {
  const of = (parts: readonly (Expr | undefined)[]): Visit[] =>
    parts.flatMap((part) => (part && part.kind !== 'fn' ? [{ expr: part, path: [], at }] : [])).slice(0, MOST_PARTS);
  switch (expr.kind) {
    case 'operate':
      return of(expr.operands);
    case 'assign':
      // `total += price`
      return expr.operator === '=' ? [] : of([expr.value]);
    case 'literal':
      return of(expr.parts ?? []);
    case 'choice':
      return of([...expr.options, expr.condition]);
    case 'member':
      return [{ expr: expr.of, path: [{ kind: 'key', key: expr.name, of: textOf(at, expr.of) }], at }];
    case 'index': {
      const [asked] = expr.keys;
      const part: Path =
        asked && !expr.slice ? [{ kind: 'computed', key: textOf(at, asked), of: textOf(at, expr.of), written: 'brackets' }] : [];
      // `items[start:end]`: from where to where.
      const bounds = expr.keys.flatMap((key) =>
        expr.slice && key.kind === 'opaque' ? key.parts.filter((each): each is Expr => !isOnlyStatement(each)) : [key],
      );
      return [{ expr: expr.of, path: part, at }, ...of(bounds)];
    }
    case 'each':
      return path.length > 0 ? [] : of([expr.element]);
    case 'list':
      return path.length > 0 ? [] : of(expr.elements);
    case 'map':
      return path.length > 0 ? [] : of(expr.entries.map(({ value }) => value));
    case 'same':
      return of([expr.of]);
    case 'opaque':
      return of(expr.parts.filter((part): part is Expr => !isOnlyStatement(part)));
    case 'call': {
      const receiver = expr.callee.kind === 'member' ? expr.callee.of : undefined;
      const [first, second] = expr.args;
      // What is a list is computed from its elements.
      const elements: Visit[] = path.at(-1)?.kind === 'each' ? [] : [{ expr, path: [...path, { kind: 'each', of: textOf(at, expr) }], at }];
      if (!OF_ALL.test(calledName(expr))) return [...elements, ...of([receiver, first?.value, second?.value])];
      const all = receiver ?? first?.value;
      return all ? [...elements, { expr: all, path: [{ kind: 'each', of: textOf(at, all) }], at }] : [];
    }
    default:
      return [];
  }
}
