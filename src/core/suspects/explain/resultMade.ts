import { chainOf } from '../../flow/changes';
import { nodesIn, type Expr, type Ir, type Stmt } from '../../syntax/lower/ir';
import { lineOf, loweredFunction } from '../../syntax/lower/places';
import { changeRow } from '../../flow/library/library';
import { textOf } from '../../flow/way';
import { namesSet } from '../../syntax/lower/scopes';
import type { LineRange } from '../../context/failureEvidence';
import type { CallSite, FunctionNode, Statement, SyntaxFile } from '../../syntax/syntax';
import { conditionOf } from './branchesAround';
import { escapePattern } from '../../escapePattern';
import { code, type ShownPlace } from './explanation';
import type { FrameAtLine } from './failurePoint';
import type { FunctionAt, ProgramView } from './programView';

/** Returns of one function that are listed. */
const MOST_RETURNS = 3;
/** Lines that set or change what a function returns. */
const MOST_CHANGES = 5;
/** Called functions whose returns are told, and of those what they change. */
const MOST_CALLED = 3;
const MOST_CHANGES_BELOW = 4;

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
  const changes = changesOf(file, fn, returned).slice(0, MOST_CHANGES);
  const lines = new Set([...returned.map(({ statement }) => statement), ...changes].flatMap(linesIn));
  const called = calledIn(
    view,
    { file, fn },
    file.calls(fn).filter(({ startLine }) => lines.has(startLine)),
  );
  const below = called.map((each) => ({ ...each, returned: returnsOf(each.file, each.fn) ?? [] }));
  const rows = [
    ...returnRows(fn, file, returned),
    ...changes.map(({ row }) => row),
    ...below.flatMap((each) => returnRows(each.fn, each.file, each.returned)),
    ...defaultsLeft(file, fn, at).map(({ name, line }) => ({
      file: file.file,
      line,
      why: `the default of ${code(name)}, which the test leaves out`,
    })),
    ...below.flatMap((each) =>
      changesOf(each.file, each.fn, each.returned)
        .slice(0, MOST_CHANGES_BELOW)
        .map(({ row }) => row),
    ),
  ];
  return rows.map((row, place) => ({ ...row, step: place + 1 }));
}

function linesIn({ startLine, endLine }: LineRange): number[] {
  return Array.from({ length: endLine - startLine + 1 }, (_, at) => startLine + at);
}

interface Change extends LineRange {
  row: Omit<ShownPlace, 'step'>;
}

/**
 * The lines of a function that set or change the variables which its returns read, and those which these read, with the loops around
 * them; in source order.
 */
function changesOf(file: SyntaxFile, fn: FunctionNode, returned: readonly Returned[]): Change[] {
  const own = loweredFunction(file, fn);
  const nodes = own ? [...nodesIn(own.body)] : [];
  // What a short function gives is its only statement, too.
  const given = new Set(nodes.flatMap((node) => (node.kind === 'fn' && node.short ? node.body : [])));
  const all = nodes.filter((node) => !given.has(node as Stmt)).flatMap((node) => changedBy(node, file).map((each) => ({ ...each, node })));
  const names = new Set(returned.flatMap(({ statement }) => statement.reads));
  const found = new Map<number, Change>();
  // A set grows while it is gone through.
  for (const name of names)
    for (const { node, calls } of all.filter((each) => each.name === name)) {
      const [startLine, endLine] = [lineOf(file, node.start), lineOf(file, node.end)];
      const sets = node.kind === 'assign' && node.operator === '=' && namesSet(node.target).includes(name);
      const does = calls ? `calls ${code(calls)}` : `${sets ? 'sets' : 'changes'} ${code(name)}`;
      const row = { file: file.file, line: startLine, why: `${does}${conditionText(file, startLine)}` };
      if (!found.has(startLine)) found.set(startLine, { startLine, endLine, row });
      for (const inner of nodesIn([node])) if (inner.kind === 'name') names.add(inner.name);
    }
  for (const loop of nodes) {
    if (loop.kind !== 'loop' || !loop.over) continue;
    const [startLine, endLine] = [lineOf(file, loop.start), lineOf(file, loop.over.end)];
    const isAround = [...found.keys()].some((line) => startLine < line && line <= lineOf(file, loop.end));
    const row = { file: file.file, line: startLine, why: `goes over ${code(file.text.slice(loop.over.start, loop.over.end))}` };
    if (isAround && !found.has(startLine)) found.set(startLine, { startLine, endLine, row });
  }
  return [...found.values()].sort((one, other) => one.startLine - other.startLine);
}

/**
 * Names that a node sets, or of whose value it may change a part: by an assignment, or by a call whose result nothing takes.
 * `calls`: a method of which the library's table does not say that it changes its value
 */
function changedBy(node: Ir, file: SyntaxFile): { name: string; calls?: string }[] {
  const rootOf = (expr: Expr): string[] => {
    const { root } = chainOf(expr, file);
    return root.kind === 'name' ? [root.name] : [];
  };
  if (node.kind === 'assign') return [...namesSet(node.target), ...rootOf(node.target)].map((name) => ({ name }));
  if (node.kind !== 'do' || node.value.kind !== 'call' || node.value.callee.kind !== 'member') return [];
  const { callee } = node.value;
  const method = textOf({ file }, callee);
  const changes = changeRow(file.language, callee.name, method) !== undefined;
  return rootOf(callee.of).map((name) => ({ name, ...(!changes && { calls: method }) }));
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

/** The innermost branch around a line. */
function conditionText(file: SyntaxFile, line: number): string {
  const branch = conditionOf(file, line, 0);
  return branch ? ` ${branch.holds ? 'if' : 'if not'} ${code(branch.condition)}` : '';
}

function calledIn(view: ProgramView, { file, fn }: FunctionAt, calls: readonly CallSite[]): FunctionAt[] {
  const found = new Map<FunctionNode, FunctionAt>();
  for (const call of calls) {
    const callee = view.callee(call, file);
    if (callee && callee.fn !== fn && callee.fn.kind !== 'constructor' && callee.fn.name) found.set(callee.fn, callee);
  }
  return [...found.values()].slice(0, MOST_CALLED);
}

/** Parameters with a default for which the test's only call of the function gives nothing. */
function defaultsLeft(file: SyntaxFile, fn: FunctionNode, at: FrameAtLine): { name: string; value: string; line: number }[] {
  const calls = at.file.calls(at.fn ?? { startLine: at.line, endLine: at.line }).filter(({ name }) => name === fn.name);
  const [call] = calls;
  if (calls.length !== 1 || !call || call.args.some((arg) => /^\s*(?:\*|\.\.\.)/.test(arg))) return [];
  const own = fn.parameters.filter(({ name }) => !['self', 'cls', 'this'].includes(name));
  return own.flatMap(({ name }, position) => {
    const given = call.args.length > position || call.args.some((arg) => new RegExp(`^\\s*${escapePattern(name)}\\s*[=:]`).test(arg));
    const instead = given ? undefined : loweredFunction(file, fn)?.params.find((param) => param.name === name)?.fallback;
    return instead ? [{ name, value: textOf({ file }, instead), line: lineOf(file, instead.start) }] : [];
  });
}
