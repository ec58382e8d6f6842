import type { FunctionFinder } from '../../context/findFunctions';
import type { FunctionRef } from '../../context/functionScope';
import type { ImportResolver } from '../../context/resolveImport';
import type { WorkspaceCode } from '../../context/workspaceCode';
import type { CallSite, Definition, FunctionNode, SyntaxFile } from '../../syntax/syntax';
import type { LineRange } from '../../workspace/lineRange';
import { DeclaredTypes } from '../declaredTypes';
import { COMPARES, isChain, plainExpression } from '../expressionText';
import { intoLiteral, readable, withMembers, type MemberPath } from './memberPath';
import { isTestedForNothing } from '../testedForNothing';
import { isUsedAsValue } from '../usedAsValue';
import { MOST_HOPS, type Hop } from './hop';

export interface ChainTools {
  code: WorkspaceCode;
  finder: FunctionFinder;
  imports: ImportResolver;
  /** The failing stack, innermost first: workspace-relative files, 1-based lines. */
  stack: readonly { file: string; line: number }[];
}

/** Code around a step of the walk: a function, or the top level of a file. */
export interface Scope {
  source: SyntaxFile;
  fn: FunctionNode | undefined;
}

/** `orders`, `this.cache`, `order.items[0].price` as read on a line. */
export interface ReadChain extends Scope {
  chain: string;
  /** What is read from it later. */
  rest: MemberPath;
  /** 1-based. */
  line: number;
  /** Index of the hop that it flows into. */
  into: number | undefined;
}

/** A call whose result, or a member of it, flows into a hop. */
export interface ReadCall extends Scope {
  call: CallSite;
  /** What is read from the result later. */
  path: MemberPath;
  into: number | undefined;
}

/** A definition of the root of a chain. */
export interface DefinedChain extends Scope {
  definition: Definition;
  chain: string;
  /** Members after the root. */
  path: MemberPath;
  /** What is read from the chain later. */
  rest: MemberPath;
  into: number | undefined;
}

/** An argument of a call that flows into a hop. */
export interface PassedArgument extends Scope {
  call: CallSite;
  text: string | undefined;
  into: number | undefined;
  /** What is read from it later. */
  path?: MemberPath;
}

/** An expression with its text, its calls and its reads. */
export interface ReadExpression extends Scope {
  text: string;
  calls: readonly CallSite[];
  reads: readonly string[];
  /** 1-based. */
  line: number;
  into: number | undefined;
  /** What is read from it later. */
  path?: MemberPath;
}

export type PendingStep = { kind: 'chain'; read: ReadChain } | { kind: 'call'; read: ReadCall };

/** Functions found for a call with less certainty are not followed; see `FunctionRef.certainty`. */
const LEAST_CERTAIN = 0.4;

type NewHop = Omit<Hop, 'file' | 'function' | 'tested' | 'usedAsValue' | 'declared' | 'declaredIn'> & { binds?: boolean };

/** The hops found so far, and the reads still to follow, nearest first. */
export class ValueWalk {
  readonly hops: Hop[] = [];
  private readonly known = new Map<string, number>();
  private readonly queue: PendingStep[] = [];
  private readonly nearby = new Map<string, ReturnType<WorkspaceCode['near']>>();
  private readonly types: DeclaredTypes;

  constructor(readonly tools: ChainTools) {
    this.types = new DeclaredTypes(tools.code, tools.imports);
  }

  /** The next read to follow; none once the chain is full. */
  next(): PendingStep | undefined {
    return this.hops.length < MOST_HOPS ? this.queue.shift() : undefined;
  }

  later(step: PendingStep): void {
    this.queue.push(step);
  }

  /**
   * @returns the index of the hop; none when the chain is full, and for an expression that calls functions of the workspace: to read it would
   * run them, and what they return is followed
   */
  async add({ source, fn }: Scope, hop: NewHop, declared?: { type: string; file: string }): Promise<number | undefined> {
    const key = [source.file, hop.line, hop.when, hop.look ?? hop.expression].join('\0');
    const known = this.known.get(key);
    if (known !== undefined || this.hops.length >= MOST_HOPS) return known;
    if (hop.look !== undefined && !isChain(hop.look) && (await this.callsWorkspace({ source, fn }, hop, hop.look))) return undefined;
    const type = declared ?? (hop.look === undefined ? undefined : await this.types.of(source, fn, hop.look, hop.line));
    const index = this.hops.length;
    this.known.set(key, index);
    const { binds, path = [], ...place } = hop;
    const text = source.lines
      .slice(hop.line - 1, hop.endLine)
      .join('')
      .replaceAll('?.', '.');
    const ahead = hop.look !== undefined && /[.[]/.test(hop.look) && !text.includes(hop.look.replaceAll('?.', '.'));
    const lastLine = binds ? (fn?.endLine ?? hop.line + 40) : hop.line;
    this.hops.push({
      file: source.file,
      ...(fn && { function: fn.qualifiedName }),
      ...place,
      expression: shortExpression(hop.expression),
      ...(path.length > 0 && { path }),
      ...(ahead && { ahead }),
      ...(type && { declared: type.type, declaredIn: type.file }),
      tested: hop.look !== undefined && isTestedForNothing(source, hop.look, hop.line, lastLine),
      ...(hop.look !== undefined && isUsedAsValue(source, hop.look, hop.line, lastLine) && { usedAsValue: true as const }),
    });
    return index;
  }

  /** Texts of files of the same language, nearest first; looked up once for a file. */
  near(file: string): ReturnType<WorkspaceCode['near']> {
    const known = this.nearby.get(file);
    if (known) return known;
    const found = this.tools.code.near(file);
    this.nearby.set(file, found);
    return found;
  }

  /** The functions of the workspace that a call most likely means. */
  async callees(call: CallSite, { source, fn }: Scope): Promise<FunctionRef[]> {
    const found = await this.tools.finder.callees(call, source, fn);
    return found.filter(({ certainty }) => certainty >= LEAST_CERTAIN).slice(0, 2);
  }

  private async callsWorkspace({ source, fn }: Scope, { line, endLine }: NewHop, look: string): Promise<boolean> {
    for (const call of callsIn(source, { startLine: line, endLine }, look)) {
      if ((await this.callees(call, { source, fn })).length) return true;
    }
    return false;
  }

  /** Follows names and members of an expression, else its calls and reads. */
  follow({ source, fn, text, calls, reads, line, into, path = [] }: ReadExpression): void {
    const inner = intoLiteral(text, path);
    if (isChain(inner.text)) {
      const { chain, rest } = withMembers(inner.text, inner.path);
      this.later({ kind: 'chain', read: { source, fn, chain, rest, line, into } });
      return;
    }
    const isPart = inner.path !== path;
    const made = isPart ? callsIn(source, { startLine: line, endLine: line + LITERAL_LINES }, inner.text) : calls;
    // The arguments of a call are followed where the called function is unknown.
    for (const call of made.slice(0, 2)) this.later({ kind: 'call', read: { source, fn, call, path: inner.path, into } });
    if (made.length && inner.text.endsWith(')')) return;
    for (const read of reads.slice(0, 4))
      if (isChain(read) && (!isPart || inner.text.includes(read)))
        this.later({ kind: 'chain', read: { source, fn, chain: read, rest: [], line, into } });
  }

  /** Adds an argument as a hop and follows it; inline functions carry no value. */
  async passed({ source, fn, call, text, into, path = [] }: PassedArgument): Promise<void> {
    if (text === undefined || /^(?:async\b|function\b|lambda\b)|=>/.test(text)) return;
    const inner = intoLiteral(text, path);
    const { chain: look, rest } = readable(inner);
    const { startLine: line, column, endLine } = call;
    const expression = look === plainExpression(text) ? text : look;
    const hop = await this.add({ source, fn }, { line, column, endLine, expression, when: 'before', look, into, path: rest });
    const reads = isChain(look) ? [] : comparedIn(source, call, look);
    this.follow({ source, fn, text: look, calls: callsIn(source, call, look), reads, line, into: hop ?? into, path: rest });
  }
}

/** Lines below the start of a literal on which calls in it are looked for. */
const LITERAL_LINES = 20;

/** The names that a condition compares: `port` of `invariant(port > 0, "no port")`. */
function comparedIn(source: SyntaxFile, range: LineRange, condition: string): string[] {
  const sides = source.operations(range).filter(({ operator, left }) => COMPARES.test(operator) && condition.includes(left));
  const plainly = condition.replace(/^(?:!|not\s)\s{0,4}/, '');
  return [plainly, ...sides.flatMap(({ left, right }) => (condition.includes(right) ? [left, right] : []))].filter(isChain);
}

/** Calls in a range that produce an expression or stand in it, outermost first. */
export function callsIn(source: SyntaxFile, range: LineRange, expression: string): CallSite[] {
  if (isChain(expression)) return [];
  return source.calls(range).filter((call) => expression.includes(`${call.name}(`) && call.args.every((arg) => expression.includes(arg)));
}

/** As it is shown. */
export function shortExpression(text: string): string {
  return text.replace(/\s+/g, ' ').slice(0, 80);
}

/** Calls that produce an expression on a line, outermost first. */
export function callsOn(source: SyntaxFile, line: number, expression: string): CallSite[] {
  const name = expression.endsWith(')') ? /(?<![\w$])([\w$]+)\s*\(/.exec(expression)?.[1] : undefined;
  if (isChain(expression)) return [];
  const calls = source.calls({ startLine: line, endLine: line });
  return calls.filter((call) => (name === undefined ? expression.includes(`${call.name}(`) : call.name === name));
}

/** 1-based column at which the code of a line begins. */
export function codeColumn(source: SyntaxFile, line: number): number {
  return (source.lines[line - 1]?.search(/\S/) ?? 0) + 1;
}

export function wholeFile(source: SyntaxFile): { startLine: number; endLine: number } {
  return { startLine: 1, endLine: source.lines.length };
}
