import { isChain, plainExpression } from '../expressionText';
import { firstStatement } from '../firstStatement';
import { splitChoice } from '../../suspects/explain/writtenParts';
import type { CallSite, FunctionNode, Statement, SyntaxFile } from '../../syntax/syntax';
import type { LineRange } from '../../workspace/lineRange';
import type { Decision } from './hop';
import { callsIn, shortExpression, type Scope, type ValueWalk } from './valueWalk';

const CONSTANT = /^(?:true|false|null|undefined|True|False|None|-?\d{1,20}|''|""|\[\]|\{\})$/;
/** A text that is written out. */
const TEXT = /^(?:"[^"\n]{0,200}"|'[^'\n]{0,200}'|`[^`$\n]{0,200}`)$/;
const FALSE = ['false', 'null', 'undefined', '0', "''", '""', 'False', 'None'];
const TRUE = ['true', 'True'];
const EQUALS = /^(?:===?|is)$/;
const DIFFERS = /^(?:!==?|is not)$/;

/** The innermost condition on whose branch a statement hands out a value that is written there. */
export function decisionOf(source: SyntaxFile, fn: FunctionNode, { startLine, value = '' }: Statement): { decided?: Decision } {
  return CONSTANT.test(value) ? conditionOf(source, fn, startLine) : {};
}

/** The innermost condition on whose branch a line of the function stands. */
export function conditionOf(source: SyntaxFile, fn: FunctionNode, startLine: number): { decided?: Decision } {
  const branch = branchAround(source, fn, startLine);
  return branch ? { decided: { line: branch.line, condition: shortExpression(branch.condition) } } : {};
}

function branchAround(source: SyntaxFile, fn: FunctionNode, line: number): ReturnType<SyntaxFile['branches']>[number] | undefined {
  return source.branches(fn).findLast(({ then, otherwise }) => isIn(line, then) || (otherwise && isIn(line, otherwise)));
}

function isIn(line: number, { startLine, endLine }: LineRange): boolean {
  return startLine <= line && line <= endLine;
}

/**
 * A function whose result chose what a statement hands out, as one place: `parse()` for `node === NONE ? undefined : node.value` after
 * `const node = parse(text)`. What it handed out then is named in the code, and the run tells whether it was that.
 */
export async function followDecision(
  walk: ValueWalk,
  { source, fn }: Scope & { fn: FunctionNode },
  statement: Statement,
  into: number | undefined,
): Promise<void> {
  for (const { value, is, range } of comparedIn(source, fn, statement)) {
    const callee = await madeBy(walk, { source, fn }, value, range);
    const place = callee && firstStatement(callee.file, callee.fn);
    if (!place) continue;
    const returns = callee.file.returns(callee.fn).filter((each) => each.value !== '');
    await walk.add(
      { source: callee.file, fn: callee.fn },
      {
        ...place,
        endLine: callee.fn.endLine,
        expression: `${callee.fn.name}()`,
        when: 'returns',
        into,
        returns: returns.map((each) => ({ startLine: each.startLine, endLine: each.endLine, expression: shortExpression(each.value) })),
        ended: `${callee.fn.name}()`,
        decides: { line: statement.startLine, file: source.file, is },
      },
    );
    return;
  }
}

interface Compared {
  /** A name or a call. */
  value: string;
  /** What it was, where the statement was reached so. */
  is: string[];
  /** The lines of the condition. */
  range: LineRange;
}

/** What the condition compared that led to a statement, or to the constant in it. */
function comparedIn(source: SyntaxFile, fn: FunctionNode, { startLine, endLine, value = '' }: Statement): Compared[] {
  const choice = splitChoice(value);
  if (choice) {
    const [then, otherwise] = [isWritten(choice.then), isWritten(choice.otherwise)];
    return then === otherwise ? [] : comparedBy(source, { startLine, endLine }, choice.condition, then);
  }
  const branch = isWritten(value) || isChain(value) ? branchAround(source, fn, startLine) : undefined;
  if (!branch) return [];
  const range = { startLine: branch.line, endLine: Math.max(branch.line, branch.then.startLine) };
  return comparedBy(source, range, branch.condition, isIn(startLine, branch.then) !== branch.unless);
}

function isWritten(value: string): boolean {
  return CONSTANT.test(value) || TEXT.test(value);
}

/** @param holds whether the condition was true */
function comparedBy(source: SyntaxFile, range: LineRange, condition: string, holds: boolean): Compared[] {
  const text = plainExpression(condition);
  const operation = source.operations(range).find(({ left, operator, right }) => spaceless(left + operator + right) === spaceless(text));
  if (operation) {
    const { left, operator, right } = operation;
    if (!(holds ? EQUALS : DIFFERS).test(operator)) return [];
    return [
      { value: plainExpression(left), is: [right], range },
      { value: plainExpression(right), is: [left], range },
    ];
  }
  const negated = /^(?:!|not\s)\s{0,4}(?=[^\s=])/.exec(text)?.[0];
  const value = plainExpression(text.slice(negated?.length ?? 0));
  return isChain(value) || value.endsWith(')') ? [{ value, is: holds === (negated === undefined) ? TRUE : FALSE, range }] : [];
}

function spaceless(text: string): string {
  return text.replace(/\s+/g, '');
}

/** The one function that a name of the function got its value from, or that a call means. */
async function madeBy(
  walk: ValueWalk,
  { source, fn }: Scope & { fn: FunctionNode },
  value: string,
  range: LineRange,
): Promise<{ file: SyntaxFile; fn: FunctionNode } | undefined> {
  if (!isChain(value)) return calleeOf(walk, { source, fn }, callsIn(source, range, value), value);
  const definitions = source.definitions(value, fn).filter(({ startLine }) => startLine <= range.startLine);
  const [definition] = definitions;
  if (!definition || definitions.length > 1 || definition.kind !== 'variable' || definition.path.length) return undefined;
  const text = plainExpression(definition.value ?? '');
  return calledAtOnce(source, definition, text) ?? calleeOf(walk, { source, fn }, definition.calls, text);
}

async function calleeOf(
  walk: ValueWalk,
  scope: Scope,
  calls: readonly CallSite[],
  text: string,
): Promise<{ file: SyntaxFile; fn: FunctionNode } | undefined> {
  const call = calls.find(({ receiver, name }) => text.startsWith(`${receiver === undefined ? '' : `${receiver}.`}${name}(`));
  const callees = call && !call.construct && text.endsWith(')') ? await walk.callees(call, scope) : [];
  return callees.length === 1 ? callees[0] : undefined;
}

/** `(function walk(node) { … })(tree)`. */
function calledAtOnce(source: SyntaxFile, range: LineRange, text: string): { file: SyntaxFile; fn: FunctionNode } | undefined {
  // Long texts are cut: the call stands on the last line.
  const end = source.lines[range.endLine - 1]?.trim() ?? '';
  if (!/^\(?function\b/.test(text) || !/^\}\)?\(/.test(end)) return undefined;
  const fn = source.functions.find(({ startLine, endLine }) => range.startLine === startLine && endLine === range.endLine);
  return fn?.name ? { file: source, fn } : undefined;
}
