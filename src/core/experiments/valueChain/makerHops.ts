import { calledName, indexOf, nameOfFn } from '../../flow/codeIndex';
import { namedAt, onlyMethod, type FnAt } from '../../flow/program';
import { variableAt } from '../../flow/variables';
import { textOf, type Program } from '../../flow/way';
import { nodesIn, type Expr, type Fn, type Ir } from '../../syntax/lower/ir';
import { lineOf } from '../../syntax/lower/places';
import type { SyntaxFile } from '../../syntax/syntax';
import { isChain } from '../expressionText';
import { shortExpression } from '../shortExpression';
import { bodyStart, columnOf, endOf, handedOut, type ChainWalk, type Followed } from './chainWalk';
import type { Decision } from './hop';

type Branch = Extract<Ir, { kind: 'branch' }>;

const FALSE = ['false', 'null', 'undefined', '0', "''", '""', 'False', 'None'];
const TRUE = ['true', 'True'];
const EQUALS = /^(?:===?|is)$/;
const DIFFERS = /^(?:!==?|is not)$/;

/** The innermost branch around a node of a function, and whether the node stands where its condition holds. */
function branchAround(file: SyntaxFile, node: Ir): { branch: Branch; holds: boolean } | undefined {
  const { parents } = indexOf(file);
  let inner = node;
  for (let at = parents.get(node); at && at.kind !== 'fn'; inner = at, at = parents.get(at))
    if (at.kind === 'branch' && at.condition !== inner) {
      const isThen = at.then.some((each) => each === inner);
      return { branch: at, holds: isThen !== (at.not === true) };
    }
  return undefined;
}

/** The innermost condition on whose branch a node stands. */
function conditionOf(file: SyntaxFile, node: Ir): { decided?: Decision } {
  const around = branchAround(file, node);
  return around
    ? { decided: { line: lineOf(file, around.branch.start), condition: shortExpression(textOf({ file }, around.branch.condition)) } }
    : {};
}

/** A value that is written out. */
function isWritten(expr: Expr): boolean {
  if (expr.kind === 'literal') return !expr.parts && expr.of !== 'pattern';
  if (expr.kind === 'name') return /^(?:undefined|None|NaN)$/.test(expr.name);
  return (expr.kind === 'list' && expr.elements.length === 0) || (expr.kind === 'map' && expr.entries.length === 0);
}

/** Adds the statement that threw an error. @returns whether the line belongs to one */
export async function throwHop(walk: ChainWalk, file: SyntaxFile, fn: Fn, line: number): Promise<boolean> {
  const inside = [...nodesIn(fn.body, (node) => node.kind === 'fn')];
  const thrown = inside.findLast((node) => node.kind === 'throw' && lineOf(file, node.start) <= line && line <= lineOf(file, node.end));
  if (thrown?.kind !== 'throw') return false;
  const { parents } = indexOf(file);
  // Another error led to it then.
  let handles = false;
  for (let at: Ir | undefined = thrown; at && at.kind !== 'fn'; at = parents.get(at)) {
    const inner: Ir = at;
    const outer = parents.get(at);
    if (outer?.kind === 'try' && outer.catches.some(({ body }) => body.some((each) => each === inner))) handles = true;
  }
  const made = thrown.value?.kind === 'call' ? calledName(thrown.value) : '';
  const { decided } = conditionOf(file, thrown);
  await walk.add(file, {
    line: lineOf(file, thrown.start),
    column: columnOf(file, thrown.start),
    endLine: lineOf(file, thrown.end),
    expression: textOf({ file }, thrown),
    when: 'before',
    throws: made || 'error',
    ...(decided && !handles && { decided }),
  });
  return true;
}

/**
 * Adds what a function returned, and what chose that.
 * @param line 1-based, of the statement that handed it out
 * @returns what is to be followed from there
 */
export async function resultHops(
  walk: ChainWalk,
  program: Program,
  file: SyntaxFile,
  fn: Fn,
  name: string,
  line: number | undefined,
): Promise<Followed[]> {
  const all = handedOut(file, fn);
  const handing = all.filter(({ startLine, endLine }) => line === undefined || (startLine <= line && line <= endLine));
  const decisionOf = (expr: Expr): { decided?: Decision } => (isWritten(expr) ? conditionOf(file, expr) : {});
  const place = bodyStart(file, fn);
  if (place)
    await walk.add(file, {
      ...place,
      endLine: lineOf(file, fn.end),
      expression: `${name}()`,
      when: 'returns',
      returns: all.map(({ startLine, endLine, expression, expr }) => ({ startLine, endLine, expression, ...decisionOf(expr) })),
      ...endOf(file, name, fn),
    });
  const into = place && 0;
  for (const { expr } of handing.slice(-3)) {
    if (line === undefined) continue;
    // The engine of JavaScript does not tell of a return out of a loop over an iterator: what it hands out is read before.
    await walk.read({ expr, path: [], at: { file } }, into, decisionOf(expr));
    if (handing.length === 1) await addDecision(walk, program, file, expr, into);
  }
  return handing.slice(-3).map(({ expr }) => ({ expr, path: [], at: { file }, into }));
}

/**
 * A function whose result chose what a statement hands out, as one place: `parse()` for `node === NONE ? undefined : node.value` after
 * `const node = parse(text)`. What it handed out then is named in the code, and the run tells whether it was that.
 */
async function addDecision(walk: ChainWalk, program: Program, file: SyntaxFile, expr: Expr, into: number | undefined): Promise<void> {
  for (const { value, is } of comparedIn(file, expr)) {
    const callee = madeBy(program, file, value);
    const place = callee && bodyStart(callee.file, callee.fn);
    if (!place) continue;
    const name = nameOfFn(callee.file, callee.fn);
    await walk.add(callee.file, {
      ...place,
      endLine: lineOf(callee.file, callee.fn.end),
      expression: `${name}()`,
      when: 'returns',
      into,
      returns: handedOut(callee.file, callee.fn).map(({ startLine, endLine, expression }) => ({ startLine, endLine, expression })),
      ended: `${name}()`,
      decides: { line: lineOf(file, (indexOf(file).parents.get(expr) ?? expr).start), file: file.file, is },
    });
    return;
  }
}

interface Compared {
  /** A name or a call. */
  value: Expr;
  /** What it was, where the statement was reached so. */
  is: string[];
}

/** What the condition compared that led to a statement, or to the constant in it. */
function comparedIn(file: SyntaxFile, expr: Expr): Compared[] {
  if (expr.kind === 'choice' && expr.condition) {
    const [then, otherwise] = expr.options.map(isWritten);
    return then === otherwise ? [] : comparedBy(file, expr.condition, then === true);
  }
  const around = isWritten(expr) || isChain(textOf({ file }, expr)) ? branchAround(file, expr) : undefined;
  return around ? comparedBy(file, around.branch.condition, around.holds) : [];
}

/** @param holds whether the condition was true */
function comparedBy(file: SyntaxFile, condition: Expr, holds: boolean): Compared[] {
  if (condition.kind === 'operate' && condition.operands.length === 2) {
    if (!(holds ? EQUALS : DIFFERS).test(condition.operator)) return [];
    const [left, right] = condition.operands;
    return [
      { value: left!, is: [textOf({ file }, right!)] },
      { value: right!, is: [textOf({ file }, left!)] },
    ];
  }
  const negated = condition.kind === 'operate' && /^(?:!|not)$/.test(condition.operator);
  const value = negated ? condition.operands[0]! : condition;
  return value.kind === 'operate' ? [] : [{ value, is: holds !== negated ? TRUE : FALSE }];
}

/** The one function that a name got its value from, or that a call means. */
function madeBy(program: Program, file: SyntaxFile, value: Expr): FnAt | undefined {
  if (value.kind === 'call' && !value.makes) {
    const named = namedAt(program, file, value.callee);
    if (named?.kind === 'fn') return named.fn;
    return value.callee.kind === 'member' ? onlyMethod(program, file, value.callee.name) : undefined;
  }
  const defs = value.kind === 'name' ? (variableAt(file, value.name, value)?.defs ?? []) : [];
  const [def] = defs;
  if (!def || defs.length > 1 || def.node.kind !== 'assign' || def.target?.kind !== 'name' || !def.node.value) return undefined;
  return def.node.value.kind === 'call' ? madeBy(program, file, def.node.value) : undefined;
}
