import { traitsOf } from '../../flow/traits';
import { only } from '../../only';
import { flow } from '../../flow/flow';
import { textOf, type At } from '../../flow/way';
import { calledName } from '../../flow/codeIndex';
import type { Expr } from '../../syntax/lower/ir';
import { within } from '../../syntax/lower/places';
import { expressionOn } from '../../flow/expressionOn';
import type { ExpressionAt } from '../../flow/originSteps';
import type { ProgramView } from './programView';

const MOST_DEPTH = 6;

/** The number that an expression has, where the code alone decides it: from what is written out, through the only way of each value. */
export function knownNumber(view: ProgramView, expression: string, at: ExpressionAt): number | undefined {
  const expr = expressionOn(at.file, expression, at.line);
  return expr && numberOf(view, expr, { file: at.file, frame: at.frame });
}

/** The same for an expression of the code. */
export function numberOf(view: ProgramView, expr: Expr, at: At, depth = 0): number | undefined {
  if (depth > MOST_DEPTH) return undefined;
  if (expr.kind === 'literal') return expr.of === 'number' && /^\d{1,12}(?:\.\d{1,9})?$/.test(expr.value) ? Number(expr.value) : undefined;
  if (expr.kind === 'operate') {
    const [left, right, ...more] = expr.operands;
    const a = left && numberOf(view, left, at, depth + 1);
    if (a === undefined || more.length > 0) return undefined;
    if (!right) return expr.operator === '-' ? -a : undefined;
    const b = numberOf(view, right, at, depth + 1);
    return b === undefined ? undefined : computed(expr.operator, a, b, at);
  }
  const counted = countedIn(expr);
  if (counted) return countOf(view, counted, at);
  const way = only(flow(view, expr, at).ways);
  if (!way || way.end || way.open || way.last.path.length > 0 || way.last.expr === expr) return undefined;
  return numberOf(view, way.last.expr, way.last.at, depth + 1);
}

/** The list of `len(rows)`, `rows.length`. */
function countedIn(expr: Expr): Expr | undefined {
  if (expr.kind === 'call' && expr.callee.kind === 'name')
    return ['len', 'count'].includes(calledName(expr)) ? expr.args[0]?.value : undefined;
  if (expr.kind === 'call' && expr.callee.kind === 'member')
    return ['length', 'size', 'count'].includes(expr.callee.name) && expr.args.length === 0 ? expr.callee.of : undefined;
  return expr.kind === 'member' && ['length', 'size'].includes(expr.name) ? expr.of : undefined;
}

/** How many elements a list has that is written out and that nothing changes. */
export function countOf(view: ProgramView, expr: Expr, at: At): number | undefined {
  const way = only(flow(view, expr, at).ways);
  if (!way || way.end || way.open || way.last.expr.kind !== 'list' || way.last.path.length > 0) return undefined;
  const list = way.last.expr;
  const all = flow(view, expr, at, [{ kind: 'each', of: textOf(at, expr) }]);
  const isWhole = all.ways.every(({ trail }) =>
    trail.some((each) => each.at.file === way.last.at.file && within(each.expr, list) && each.expr !== list),
  );
  if (list.elements.some((each) => each.kind === 'same') || (list.elements.length > 0 && !isWhole)) return undefined;
  return list.elements.length === 0 && !all.ways.every(({ last }) => last.expr === list) ? undefined : list.elements.length;
}

function computed(operator: string, left: number, right: number, { file }: At): number | undefined {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '//':
      return right === 0 ? undefined : Math.floor(left / right);
    case '%':
      return left < 0 || right <= 0 ? undefined : left % right;
    case '/':
      return right === 0 || traitsOf(file.language).wholeDivision ? undefined : left / right;
    default:
      return undefined;
  }
}
