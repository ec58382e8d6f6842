import type { Assign, Expr, Ir, Stmt } from '../syntax/lower/ir';
import { within } from '../syntax/lower/places';
import { listsOf, namesSet } from '../syntax/lower/scopes';
import type { SyntaxFile } from '../syntax/syntax';
import { indexOf } from './codeIndex';
import { canEnd } from './results';
import { traitsOf } from './traits';

/** Whether a condition before or around a read makes sure that what is read there is not missing. */
export function isGuarded(file: SyntaxFile, read: Expr): boolean {
  const text = plain(file, read);
  const { parents } = indexOf(file);
  let inner: Ir = read;
  for (let at = parents.get(read); at; inner = at, at = parents.get(at)) {
    if (at.kind === 'branch' && at.condition !== inner) {
      const holds = at.then.some((each) => each === inner) === (at.not !== true);
      if (asks(file, at.condition, text, holds)) return true;
    }
    if (at.kind === 'choice' && at.condition && at.condition !== inner && asks(file, at.condition, text, at.options[0] === inner))
      return true;
    if (at.kind === 'operate' && /^(?:&&|and)$/.test(at.operator) && at.operands[0] !== inner && asks(file, at.operands[0]!, text, true))
      return true;
    if (at.kind === 'choice' && !at.condition && at.operator !== '??' && at.options[0] !== inner && asks(file, at.options[0]!, text, false))
      return true;
    if (at.kind === 'loop' && at.how === 'while' && at.condition && at.condition !== inner && asks(file, at.condition, text, true))
      return true;
    const list = at.kind === 'fn' ? at.body : listsOf(at).find((each) => each.some((stmt) => stmt === inner));
    if (list && leftBefore(file, list, inner, text)) return true;
    if (at.kind === 'fn') return false;
  }
  return leftBefore(file, file.code, inner, text);
}

/** `if (!order) return;` before it, with no assignment between. */
function leftBefore(file: SyntaxFile, list: readonly Stmt[], inner: Ir, text: string): boolean {
  const at = list.findIndex((stmt) => stmt === inner);
  for (let index = at - 1; index >= 0; index -= 1) {
    const stmt = list[index]!;
    if (stmt.kind === 'assign' && namesSet(stmt.target).includes(text)) return false;
    if (stmt.kind !== 'branch') continue;
    if (!canEnd(stmt.then) && !stmt.otherwise && asks(file, stmt.condition, text, stmt.not === true)) return true;
  }
  return false;
}

/** Calls after which nothing of the function runs. */
const LEAVES = /^(?:os\.Exit|log\.(?:Fatal|Panic)\w*|panic|[\w.]+\.(?:Fatal|Fatalf|FailNow|Skip))\(/;

/** Go: whether the error, or the `ok`, that an assignment sets beside a value is checked behind it, and the function left. The value is set then. */
export function isErrorChecked(file: SyntaxFile, assign: Assign): boolean {
  if (!traitsOf(file.language).severalResults || assign.target.kind !== 'list') return false;
  const error = namesSet(assign.target).at(-1);
  const parent = indexOf(file).parents.get(assign);
  const list = parent && listsOf(parent).find((each) => each.some((stmt) => stmt === assign));
  const behind = list?.slice(list.findIndex((stmt) => stmt === assign) + 1) ?? [];
  return behind.some((stmt) => {
    if (stmt.kind !== 'branch' || error === undefined) return false;
    const isOk = assign.value?.kind !== 'call';
    // `if user, ok := users[id]; ok { … }` opens a scope of its own.
    if (isOk && within(assign, stmt) && asks(file, stmt.condition, error, true)) return true;
    if (!asks(file, stmt.condition, error, !isOk)) return false;
    const last = stmt.then.at(-1);
    return !canEnd(stmt.then) || last?.kind === 'jump' || (last !== undefined && LEAVES.test(file.text.slice(last.start, last.end)));
  });
}

const EQUAL = /^(?:===?|is)$/;
const UNEQUAL = /^(?:!==?|is\s+not)$/;

/** Whether a condition that holds, or does not hold, tells that an expression is not missing. */
export function asks(file: SyntaxFile, condition: Expr, text: string, holds: boolean): boolean {
  if (condition.kind === 'operate') {
    const { operator, operands } = condition;
    if (/^(?:!|not)$/.test(operator)) return asks(file, operands[0]!, text, !holds);
    if (/^(?:&&|and)$/.test(operator)) return holds && operands.some((each) => asks(file, each, text, true));
    if ((holds ? UNEQUAL : EQUAL).test(operator) && operands.length === 2) {
      const [left, right] = operands;
      return (isNothing(right!) && plain(file, left!) === text) || (isNothing(left!) && plain(file, right!) === text);
    }
    return false;
  }
  if (condition.kind === 'choice' && !condition.condition && /^(?:\|\||or)$/.test(condition.operator))
    return !holds && condition.options.some((each) => asks(file, each, text, false));
  if (condition.kind === 'assign' && condition.target.kind === 'name') return holds && condition.target.name === text;
  return holds && plain(file, condition) === text;
}

function isNothing(expr: Expr): boolean {
  return (expr.kind === 'literal' && expr.of === 'nothing') || (expr.kind === 'name' && /^(?:undefined|None|nil|null)$/.test(expr.name));
}

function plain({ text }: SyntaxFile, { start, end }: Expr): string {
  return text.slice(start, end).replace(/\s+/g, '').replace(/\?\./g, '.').replace(/!$/, '');
}
