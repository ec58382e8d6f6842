import type { ImportResolver } from '../../context/resolveImport';
import type { WorkspaceCode } from '../../context/workspaceCode';
import { calledName, fnAround, indexOf, nodeOf, type Call } from '../../flow/codeIndex';
import { chainOf } from '../../flow/changes';
import { computedFrom, visitsOf } from '../../flow/computed';
import { changeRow } from '../../flow/library/library';
import { fnsNamed, namedAt } from '../../flow/program';
import { resultsOf, type Result } from '../../flow/results';
import { variableAt } from '../../flow/variables';
import { textOf, type Program, type Visit } from '../../flow/way';
import { nodesIn, type Expr, type Fn, type Ir } from '../../syntax/lower/ir';
import { lineOf, spanOfLines, within } from '../../syntax/lower/places';
import { namesSet } from '../../syntax/lower/scopes';
import type { SyntaxFile } from '../../syntax/syntax';
import { bodyColumn } from '../bodyColumn';
import { DeclaredTypes, returnTypeOf, type DeclaredType } from '../declaredTypes';
import { isChain, plainExpression } from '../expressionText';
import { shortExpression } from '../shortExpression';
import { isTestedForNothing } from '../testedForNothing';
import { isUsedAsValue } from '../usedAsValue';
import { MOST_HOPS, type Hop } from './hop';
import { stepsOf, withMembers } from './memberPath';

/** What a value is followed with. */
export interface ChainTools {
  code: WorkspaceCode;
  imports: ImportResolver;
  /** The failing stack, innermost first: workspace-relative files, 1-based lines. */
  stack: readonly { file: string; line: number }[];
}

type NewHop = Omit<Hop, 'file' | 'function' | 'tested' | 'usedAsValue' | 'declared' | 'declaredIn'> & { binds?: boolean };

/** A value to follow, the index of the hop that it flows into, and what is read where that is a member which it may have been given. */
export interface Followed extends Visit {
  into: number | undefined;
  from?: Visit;
}

const MOST_FLOWS = 60;
/** Results of a function at which its value is shown. */
const MOST_RESULTS = 3;

/** The places that values pass on their ways through a program, nearest first. */
export class ChainWalk {
  readonly hops: Hop[] = [];
  private readonly known = new Map<string, number>();
  private readonly types: DeclaredTypes;

  constructor(
    private readonly program: Program,
    { code, imports }: ChainTools,
  ) {
    this.types = new DeclaredTypes(code, imports);
  }

  /** Follows values, and what they are computed from, until the chain is full. */
  async follow(values: readonly Followed[]): Promise<Hop[]> {
    const queue = [...values];
    const seen = new Set<string>();
    for (let flows = 0; queue.length > 0 && flows < MOST_FLOWS && this.hops.length < MOST_HOPS; flows++) {
      const { expr, path, at, into, from } = queue.shift()!;
      const key = `${at.file.file}:${expr.start}:${expr.end}:${path.map(({ kind }) => kind).join('.')}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const ways = visitsOf(this.program, { expr, path, at }).map(({ visits, open }) => ({
        visits: from ? [from, ...visits] : visits,
        open,
        into,
      }));
      const longest = Math.max(0, ...ways.map(({ visits }) => visits.length));
      for (let step = 1; step < longest; step++)
        for (const way of ways) {
          const [before, visit] = [way.visits[step - 1], way.visits[step]];
          if (before && visit) way.into = (await this.pass(before, visit, way.into)) ?? way.into;
        }
      for (const { visits, into: last } of ways) queue.push(...computedFrom(visits.at(-1)!).map((part) => ({ ...part, into: last })));
      if (ways.every(({ open }) => open)) queue.push(...givenAnywhere({ expr, path, at }).map((set) => ({ ...set, into })));
    }
    return this.hops;
  }

  /** Adds the places between one visit of a way and the next. @returns the index of the last one */
  private async pass(before: Visit, visit: Visit, into: number | undefined): Promise<number | undefined> {
    const { expr, path, at } = visit;
    const { file } = at;
    const parent = indexOf(file).parents.get(expr);
    const isInside = before.at.file === file && within(expr, before.expr) && fnAround(file, expr) === fnAround(file, before.expr);
    const isWritten = (expr.kind === 'map' || expr.kind === 'list') && path.length > 0;
    if (isInside) {
      const isPart = before.path.length > 0 && (before.expr.kind === 'map' || before.expr.kind === 'list') && !isWritten;
      return isPart ? this.read(visit, into) : undefined;
    }
    if (expr.kind === 'assign') return this.bound(before, visit, expr, expr.target, into);
    if (parent?.kind === 'assign') return this.bound(before, visit, parent, parent.target, into);
    if (parent?.kind === 'loop' && parent.over === expr) return this.looped(before, visit, parent, into);
    const result = resultAt(file, expr);
    if (result) return this.result(result, visit, isWritten, into);
    const call = parent?.kind === 'same' ? indexOf(file).parents.get(parent) : parent;
    const isArgument = call?.kind === 'call' && call.args.some(({ value }) => value === expr || value === parent);
    if (isArgument && this.isAddition(file, call, before)) {
      const { look } = withMembers(textOf(at, receiverOf(call)!), []);
      const isBuilt = isWritten || !isChain(withMembers(plainExpression(textOf(at, expr)), path).look);
      const added = isBuilt ? await this.add(file, { ...this.placeOfCall(file, call), expression: look, look, when: 'after', into }) : into;
      return isWritten ? added : ((await this.read(visit, added)) ?? added);
    }
    const given = (await this.parameter(before, into)) ?? into;
    return isArgument && !isWritten && expr.kind !== 'fn' ? ((await this.read(visit, given)) ?? given) : given;
  }

  /** A value that is read for a call, a result or a literal. */
  read({ expr, path, at: { file } }: Visit, into: number | undefined, more: Partial<NewHop> = {}): Promise<number | undefined> {
    const { parents } = indexOf(file);
    let around: Ir = expr;
    for (let outer = parents.get(around); outer && !isStart(around, outer); outer = parents.get(around)) around = outer;
    const text = textOf({ file }, expr);
    const plain = plainExpression(text);
    const { look, rest } = isChain(plain) ? withMembers(plain, path) : { look: plain, rest: stepsOf(path) };
    const line = lineOf(file, around.start);
    const column =
      around.kind === 'call' ? columnOf(file, around.start) : bodyColumn(file.lines[line - 1] ?? '', text.split('\n', 1)[0] ?? '');
    const expression = look === plain ? text : look;
    return this.add(file, { line, column, endLine: lineOf(file, around.end), expression, when: 'before', look, path: rest, into, ...more });
  }

  /** `name = value`: what was read of it is there afterwards. */
  private bound(before: Visit, { at: { file } }: Visit, assign: Ir, target: Expr, into: number | undefined): Promise<number | undefined> {
    const line = lineOf(file, assign.start);
    const { look, rest } = readOf(before, target, file);
    const place = { line, column: codeColumn(file, line), endLine: lineOf(file, assign.end) };
    return this.add(file, { ...place, expression: look, look, when: 'after', path: rest, into, binds: true });
  }

  private looped(before: Visit, { expr, at: { file } }: Visit, loop: Ir, into: number | undefined): Promise<number | undefined> {
    const line = lineOf(file, loop.start);
    const { look, rest } = withMembers(textOf(before.at, before.expr), before.path);
    // The body may be written on the line of its header.
    const endColumn = lineOf(file, expr.end) === line ? columnOf(file, expr.end) + 1 : undefined;
    const place = { line, column: codeColumn(file, line), endLine: line, ...(endColumn !== undefined && { endColumn }) };
    return this.add(file, { ...place, expression: look, look, when: 'after', path: rest, into, binds: true, loops: true });
  }

  /** What a function got for the parameter that is read, at its beginning. */
  private async parameter({ expr, path, at: { file } }: Visit, into: number | undefined): Promise<number | undefined> {
    const def = expr.kind === 'name' ? variableAt(file, expr.name, expr)?.defs.find(({ kind }) => kind === 'param') : undefined;
    const start = def && bodyStart(file, def.node as Fn);
    if (!start) return undefined;
    const { look, rest } = withMembers(textOf({ file }, expr), path);
    return this.add(file, {
      ...start,
      endLine: start.line,
      expression: look,
      look,
      when: 'before',
      path: rest,
      into,
      binds: true,
      given: true,
    });
  }

  private async result(
    { fn, result }: { fn: Fn; result: Result },
    visit: Visit,
    isWritten: boolean,
    into: number | undefined,
  ): Promise<number | undefined> {
    const { file } = visit.at;
    if (isWritten) return undefined;
    // The engine of JavaScript tells of what a generator returns only: what it hands out is read before.
    if (result.yields && file.language !== 'python') return this.read(visit, into);
    const named = nodeOf(file, fn);
    const own = named?.startLine === lineOf(file, fn.start) || named?.name === fn.name ? named : undefined;
    const returns = handedOut(file, fn);
    const [first] = returns.slice(-MOST_RESULTS);
    if (!first) return undefined;
    const line = own ? Math.min(Math.max(first.startLine, own.startLine), own.endLine) : first.startLine;
    const column = Math.max(1, bodyColumn(file.lines[first.startLine - 1] ?? '', first.value.split('\n', 1)[0] ?? ''));
    const endLine = own?.endLine ?? Math.max(...returns.map((each) => each.endLine));
    const type = own ? returnTypeOf(file, own) : undefined;
    return this.add(
      file,
      {
        ...{ line, column, endLine, expression: first.value, when: 'returns', into },
        path: stepsOf(visit.path),
        returns: returns.map(({ startLine, endLine: end, expression }) => ({ startLine, endLine: end, expression })),
        ...(own?.name && endOf(file, own.name, fn)),
      },
      type === undefined ? undefined : { type, file: file.file },
    );
  }

  /** Whether a call puts its argument into a collection, and is not one whose function gets it. */
  private isAddition(file: SyntaxFile, call: Call, { expr }: Visit): boolean {
    const receiver = receiverOf(call);
    if (!receiver || !changeRow(file.language, calledName(call), textOf({ file }, call.callee))) return false;
    if (namedAt(this.program, file, call.callee)) return false;
    return expr.kind !== 'name' || chainOf(receiver, file).path.length > 0 || textOf({ file }, receiver) === expr.name;
  }

  private placeOfCall(file: SyntaxFile, { start, end }: Call): Pick<Hop, 'line' | 'column' | 'endLine'> {
    return { line: lineOf(file, start), column: columnOf(file, start), endLine: lineOf(file, end) };
  }

  /**
   * @returns the index of the hop; none when the chain is full, and for an expression that calls functions of the workspace: to read it would
   * run them, and what they return is followed
   */
  async add(file: SyntaxFile, hop: NewHop, declared?: DeclaredType): Promise<number | undefined> {
    const key = [file.file, hop.line, hop.when, hop.look ?? hop.expression].join('\0');
    const known = this.known.get(key);
    if (known !== undefined || this.hops.length >= MOST_HOPS) return known;
    if (hop.look !== undefined && !isChain(hop.look) && this.callsProgram(file, hop, hop.look)) return undefined;
    const { binds, path = [], ...place } = hop;
    const { look, line } = hop;
    const fn = file.enclosing(line);
    const type = declared ?? (look === undefined ? undefined : await this.types.of(file, fn, look, line));
    const index = this.hops.length;
    this.known.set(key, index);
    const text = file.lines
      .slice(line - 1, hop.endLine)
      .join('')
      .replaceAll('?.', '.');
    const ahead = look !== undefined && /[.[]/.test(look) && !text.includes(look.replaceAll('?.', '.'));
    const lastLine = binds ? (fn?.endLine ?? line + 40) : line;
    this.hops.push({
      file: file.file,
      ...(fn && { function: fn.qualifiedName }),
      ...place,
      expression: shortExpression(hop.expression),
      ...(path.length > 0 && { path }),
      ...(ahead && { ahead }),
      ...(type && { declared: type.type, declaredIn: type.file }),
      tested: look !== undefined && isTestedForNothing(file, look, line, lastLine),
      ...(look !== undefined && isUsedAsValue(file, look, line, lastLine) && { usedAsValue: true as const }),
    });
    return index;
  }

  private callsProgram(file: SyntaxFile, { line, endLine }: NewHop, look: string): boolean {
    const span = { start: spanOfLines(file, line).start, end: spanOfLines(file, line, endLine).end };
    return [...nodesIn(file.code, (node) => node.end <= span.start || span.end <= node.start)].some(
      (node) =>
        node.kind === 'call' &&
        within(node, span) &&
        look.includes(textOf({ file }, node)) &&
        (namedAt(this.program, file, node.callee) || fnsNamed(this.program, calledName(node), file).length > 0),
    );
  }
}

/** What a member is given in its file, where nothing tells which object it is of. */
function givenAnywhere(visit: Visit): Omit<Followed, 'into'>[] {
  const { expr, path, at } = visit;
  const name = expr.kind === 'member' ? expr.name : undefined;
  const sets = indexOf(at.file).sets.filter(({ target }) => target.kind === 'member' && target.name === name);
  return sets.flatMap(({ value }) => (value ? [{ expr: value, path, at: { file: at.file }, from: visit }] : []));
}

/** Whether a node is a statement of its own, or a call that is read at its own place. */
function isStart(node: Ir, outer: Ir): boolean {
  return (
    node.kind === 'return' ||
    node.kind === 'do' ||
    node.kind === 'throw' ||
    outer.kind === 'block' ||
    outer.kind === 'fn' ||
    (node.kind === 'same' && node.how === 'yield') ||
    node.kind === 'call' ||
    (node.kind === 'assign' && outer.kind !== 'call')
  );
}

/** The expression of what was read, after it got its value: by the name that the target gives it. */
function readOf({ expr, path, at }: Visit, target: Expr, file: SyntaxFile): ReturnType<typeof withMembers> {
  const { root } = chainOf(expr, at.file);
  const names = namesSet(target);
  const isNamed = at.file === file && root.kind === 'name' && (names.includes(root.name) || chainOf(target, file).path.length > 0);
  const own = isNamed && (names.includes((root as { name: string }).name) || textOf({ file }, target) === textOf(at, expr));
  return own ? withMembers(textOf(at, expr), path) : withMembers(textOf({ file }, target), []);
}

/** The function whose result an expression is. */
function resultAt(file: SyntaxFile, expr: Expr): { fn: Fn; result: Result } | undefined {
  const fn = expr.kind === 'fn' ? expr : fnAround(file, expr);
  const result = fn && resultsOf(file, fn).find(({ value }) => value === expr);
  return result && { fn, result };
}

/** The results of a function with a value. */
export function handedOut(
  file: SyntaxFile,
  fn: Fn,
): { startLine: number; endLine: number; expression: string; value: string; expr: Expr }[] {
  return resultsOf(file, fn).flatMap(({ value, at }) => {
    if (!value) return [];
    const text = textOf({ file }, value);
    return [
      { startLine: lineOf(file, at.start), endLine: lineOf(file, at.end), expression: shortExpression(text), value: text, expr: value },
    ];
  });
}

/** How a function is named that ended without handing anything out, and the last condition that could have prevented it. */
export function endOf(file: SyntaxFile, name: string, fn: Fn): Pick<Hop, 'ended' | 'endedAt'> {
  // Python tells of the statement that ran last.
  const branches = file.language === 'python' ? [] : [...nodesIn(fn.body, (node) => node.kind === 'fn')];
  const branch = branches.findLast(
    (node) =>
      node.kind === 'branch' &&
      !node.otherwise &&
      resultsOf(file, fn).some(({ value, at }) => value && node.then.some((each) => within(at, each))),
  );
  return { ended: `${name}()`, ...(branch && { endedAt: lineOf(file, branch.start) }) };
}

/** The start of a function's body. */
export function bodyStart(file: SyntaxFile, { body }: Fn): { line: number; column: number } | undefined {
  const isNote = body.length > 1 && body[0]!.kind === 'do' && body[0]!.value.kind === 'literal';
  const first = body[isNote ? 1 : 0];
  return first && { line: lineOf(file, first.start), column: columnOf(file, first.start) };
}

/** The collection that a call changes. */
export function receiverOf(call: Call): Expr | undefined {
  return call.callee.kind === 'member' ? call.callee.of : undefined;
}

/** 1-based column of an offset. */
export function columnOf(file: SyntaxFile, offset: number): number {
  return offset - spanOfLines(file, lineOf(file, offset)).start + 1;
}

/** 1-based column at which the code of a line begins. */
function codeColumn({ lines }: SyntaxFile, line: number): number {
  return (lines[line - 1]?.search(/\S/) ?? 0) + 1;
}
