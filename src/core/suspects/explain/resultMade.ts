import type { CallSite, Definition, FunctionNode, Statement, SyntaxFile } from '../../syntax/syntax';
import { conditionOf, isOnTheWay } from './branchesAround';
import { isChangedWithin } from './changedElsewhere';
import { escapePattern } from './escapePattern';
import { code, type ShownPlace } from './explanation';
import type { FrameAtLine } from './failurePoint';
import { defaultOf } from './parameterOrigin';
import type { FunctionAt, ProgramView } from './programView';

/** Returns of one function that are listed. */
const MOST_RETURNS = 3;
/** Variables that are told of. */
const MOST_VARIABLES = 2;
/** Called functions whose returns are told. */
const MOST_CALLED = 2;

interface Returned {
  statement: Statement;
  /** ` if …`, or nothing. */
  when: string;
}

/**
 * The lines that make the result which a failed test asserts: the returns of the function, the variables and the calls that they are made
 * of, and the defaults of parameters that the test leaves out.
 *
 * @param at the failing line of the test
 * @returns undefined where the code has more ways to a result than a reader can take in
 */
export function resultMade(view: ProgramView, { file, fn }: FunctionAt, at: FrameAtLine): ShownPlace[] | undefined {
  const returned = returnsOf(file, fn);
  if (!returned) return undefined;
  const variables = returned.flatMap(({ statement }) => variablesOf(file, fn, statement)).slice(0, MOST_VARIABLES);
  const called = calledIn(view, { file, fn }, [
    ...returned.flatMap(({ statement }) => statement.calls),
    ...variables.flatMap(({ calls }) => calls),
  ]);
  const rows = [
    ...returnRows(fn, file, returned),
    ...variables.map(({ name, startLine }) => ({ file: file.file, line: startLine, why: `sets ${code(name)}` })),
    ...called.flatMap((each) => returnRows(each.fn, each.file, returnsOf(each.file, each.fn) ?? [])),
    ...defaultsLeft(file, fn, at).map(({ name, line }) => ({
      file: file.file,
      line,
      why: `the default of ${code(name)}, which the test leaves out`,
    })),
  ];
  return rows.map((row, place) => ({ ...row, step: place + 1 }));
}

function returnRows({ name }: FunctionNode, { file }: SyntaxFile, returned: readonly Returned[]): Omit<ShownPlace, 'step'>[] {
  return returned.map(({ statement, when }) => ({
    file,
    line: statement.startLine,
    why: `${code(name)} returns ${code(statement.value)}${when || (returned.length > 1 ? ' otherwise' : '')}`,
  }));
}

function returnsOf(file: SyntaxFile, fn: FunctionNode): Returned[] | undefined {
  const statements = file.returns(fn).filter(({ value }) => value.trim() !== '' && !/^yield\b/.test(value));
  if (statements.length === 0 || statements.length > MOST_RETURNS || statements.length < file.returns(fn).length) return undefined;
  return statements.map((statement) => ({ statement, when: conditionText(file, statement.startLine) }));
}

/** The innermost branch around a return. */
function conditionText(file: SyntaxFile, line: number): string {
  const branch = conditionOf(file, line, 0);
  return branch ? ` ${branch.holds ? 'if' : 'if not'} ${code(branch.condition)}` : '';
}

/** The variables that a return is made of, as they were assigned last before it. */
function variablesOf(file: SyntaxFile, fn: FunctionNode, { reads, startLine }: Statement): Definition[] {
  return [...new Set(reads)].flatMap((name) => {
    if (!/^[\w$]+$/.test(name)) return [];
    const own = file.definitions(name, fn).filter((each) => each.startLine <= startLine);
    const last = own.at(-1);
    const plain = last?.kind === 'variable' && last.value !== undefined && last.path.length === 0;
    if (
      !plain ||
      own.some(({ kind }) => kind === 'loop') ||
      isChangedWithin(name, { file, fn }) ||
      !isOnTheWay(file, last.startLine, startLine)
    )
      return [];
    // What begins as a number or an empty list is changed before it is returned.
    const between = { startLine: last.startLine + 1, endLine: startLine - 1 };
    return BEGINNING.test(last.value ?? '') && file.uses(name, between).length > 0 ? [] : [last];
  });
}

const BEGINNING = /^(?:-?\d[\d._]*|["'`].{0,200}|\[.{0,200}|\{.{0,200}|(?:new\s|&?[A-Z]|make\(|list\(|dict\(|set\(|vec!).{0,200})$/s;

function calledIn(view: ProgramView, { file, fn }: FunctionAt, calls: readonly CallSite[]): FunctionAt[] {
  const found = new Map<FunctionNode, FunctionAt>();
  for (const call of calls) {
    const callee = view.callee(call, file, fn);
    if (callee && callee.fn !== fn && callee.fn.kind !== 'constructor' && callee.fn.name) found.set(callee.fn, callee);
  }
  return [...found.values()].slice(0, MOST_CALLED);
}

/** Parameters with a default for which the test's only call of the function gives nothing. */
function defaultsLeft(file: SyntaxFile, fn: FunctionNode, at: FrameAtLine): { name: string; value: string; line: number }[] {
  const calls = at.file.calls(at.fn ?? { startLine: at.line, endLine: at.line }).filter(({ name }) => name === fn.name);
  const [call] = calls;
  if (calls.length !== 1 || !call || call.args.some((arg) => /^\s*(?:\*|\.\.\.)/.test(arg))) return [];
  const own = fn.parameters.filter(({ name }) => !/^(?:self|cls|this)$/.test(name));
  return own.flatMap(({ name }, position) => {
    const given = call.args.length > position || call.args.some((arg) => new RegExp(`^\\s*${escapePattern(name)}\\s*[=:]`).test(arg));
    const instead = given ? undefined : defaultOf(file, fn, name);
    return instead ? [{ name, value: instead.value, line: instead.line }] : [];
  });
}
