import { computedFrom, visitsOf } from '../../flow/computed';
import { expressionOn } from '../../flow/expressionOn';
import { calledName, indexOf } from '../../flow/codeIndex';
import { chainOf } from '../../flow/changes';
import { variableAt } from '../../flow/variables';
import { located } from '../../flow/walk';
import { textOf, type Program, type Visit } from '../../flow/way';
import { lineOf, nodesOn, spanOfLines } from '../../syntax/lower/places';
import { isOnlyStatement, type Expr } from '../../syntax/lower/ir';
import { flowProgram } from '../flowProgram';
import type { Reason } from '../reason';
import type { CodeSearch, FrameAt } from './codeSearch';
import type { Found } from './found';

/** How often a value is followed on into what it is computed from. */
const LONGEST_ORIGIN = 4;
const MAKES_VALUE = 0.8;
/** With a stack, the code on it is more often at fault than the origin of its value. */
const MAKES_VALUE_BESIDE_STACK = 0.62;
const SETS_FIELD = 0.6;
/** Less of it is left for each expression that it is computed from. */
const COMPUTED = 0.85;
const MOST_FLOWS = 24;

/** Follows the values of the failing line to the functions that made them, on the stack and off it. */
export async function followValue(search: CodeSearch): Promise<void> {
  const stack = search.frames.filter(({ found }) => !found.test);
  const top = stack[0] ?? search.frames[0];
  if (!top) return;
  const { source } = top.found;
  const drive = (search.onlyTests ? MAKES_VALUE : MAKES_VALUE_BESIDE_STACK) * top.found.drive;
  const frames = search.frames.map(({ found, line, column }) => ({ file: found.source.file, line, column }));
  const program = await flowProgram(source, frames, { code: search.input.code, imports: search.imports }, true);
  await new Followed(search, program, top.found).all(suspects(search, top), drive);
  if (search.hints.call) {
    for (const call of source.calls(top.found)) {
      if (call.name === search.hints.call) await search.addCallees(call, top.found, drive, { kind: 'returnedNull' });
    }
  }
}

/** Expressions on the failing line that may have held the bad value. */
function suspects({ hints: { property, expression } }: CodeSearch, { found: { source }, line, column }: FrameAt): Expr[] {
  const named = expression === undefined ? undefined : expressionOn(source, expression, line);
  if (named) return [named];
  const span = spanOfLines(source, line);
  const nodes = nodesOn(source.code, span).filter(({ start }) => lineOf(source, start) === line);
  const members = nodes.flatMap((node) => (node.kind === 'member' ? [node] : []));
  const fits = property === undefined ? [] : members.filter(({ name }) => name === property);
  if (fits.length > 0) {
    const away = ({ end }: Expr): number => Math.abs(end - (span.start + (column ?? 1) - 1));
    return (column === undefined ? fits : fits.toSorted((a, b) => away(a) - away(b)).slice(0, 1)).map(({ of }) => of);
  }
  const { parents } = indexOf(source);
  // The longest of each chain of members.
  const read = nodes.filter(
    (node): node is Expr =>
      !isOnlyStatement(node) &&
      (node.kind === 'name' || node.kind === 'member' || node.kind === 'index') &&
      parents.get(node)?.kind !== 'member',
  );
  return [...members.map(({ of }) => of), ...read].slice(0, 8);
}

/** A value that is followed, and how often it was followed on to it. */
interface Queued extends Visit {
  drive: number;
  depth: number;
}

/** The search's findings along the ways of values. */
class Followed {
  private readonly seen = new Set<string>();

  constructor(
    private readonly search: CodeSearch,
    private readonly program: Program,
    private readonly top: Found,
  ) {}

  async all(exprs: readonly Expr[], drive: number): Promise<void> {
    const { source } = this.top;
    const queue = exprs.map((expr): Queued => ({ expr, path: [], at: located(this.program, source, expr), drive, depth: 0 }));
    for (let flows = 0; queue.length > 0 && flows < MOST_FLOWS; flows++) {
      const { drive: own, depth, ...visit } = queue.shift()!;
      for (const { visits } of visitsOf(this.program, visit, true)) {
        let name: string | undefined;
        for (const each of visits) {
          name = this.bind(each, own) ?? name;
          await this.made(
            each,
            name !== undefined
              ? { kind: 'makesValue', name }
              : { kind: 'makesResult', expression: textOf(each.at, each.expr).slice(0, 80) },
            own,
          );
        }
        if (depth >= LONGEST_ORIGIN) continue;
        // What a method gives is made of the object's state, too.
        const holders = visits.flatMap(({ expr, at }) =>
          expr.kind === 'call' && expr.callee.kind === 'member' ? [{ expr: expr.callee.of, path: [], at }] : [],
        );
        queue.push(...[...holders, ...computedFrom(visits.at(-1)!)].map((part) => ({ ...part, drive: own * COMPUTED, depth: depth + 1 })));
      }
    }
  }

  /** A name that gets its value: its line is kept, and what sets a field elsewhere is found. @returns it */
  private bind({ expr, at: { file } }: Visit, drive: number): string | undefined {
    const parameter = expr.kind === 'name' ? variableAt(file, expr.name, expr)?.defs.find(({ kind }) => kind === 'param') : undefined;
    const read = this.around(file.file, lineOf(file, expr.start));
    if (expr.kind === 'name') read?.names.add(expr.name);
    if (parameter) read?.focus.add(lineOf(file, parameter.at.start));
    const assign = indexOf(file).parents.get(expr);
    if (assign?.kind !== 'assign') return undefined;
    const line = lineOf(file, assign.start);
    const target = textOf({ file }, assign.target);
    const around = this.around(file.file, line);
    const setter = file.enclosing(line);
    around?.focus.add(line);
    around?.names.add(target);
    const { root, path } = chainOf(assign.target, file);
    const isOwn = root.kind === 'name' && variableAt(file, root.name, root)?.defs.some(({ declares }) => declares);
    const isField = path.length > 0 || !isOwn;
    if (isField && setter && setter !== this.top.fn)
      this.search.addRef({ file, fn: setter, certainty: 1 }, this.top, drive * SETS_FIELD, 'callee', { kind: 'setsValue', name: target }, [
        line,
      ]);
    return target;
  }

  /** The functions that a call on the way may run. */
  private async made({ expr, at: { file } }: Visit, reason: Reason, drive: number): Promise<void> {
    const key = `${file.file}:${expr.start}:${expr.end}`;
    if (expr.kind !== 'call' || this.seen.has(key)) return;
    this.seen.add(key);
    const line = lineOf(file, expr.start);
    const site = file.calls({ startLine: line, endLine: lineOf(file, expr.end) }).find(({ name }) => name === calledName(expr));
    if (site) await this.search.addCallees(site, this.around(file.file, line) ?? this.top, drive, reason, file.enclosing(line));
  }

  private around(file: string, line: number): Found | undefined {
    for (const each of this.search.found.values())
      if (each.source.file === file && each.startLine <= line && line <= each.endLine) return each;
    return undefined;
  }
}
