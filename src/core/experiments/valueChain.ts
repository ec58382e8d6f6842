import type { FunctionFinder } from '../context/findFunctions';
import type { ImportResolver } from '../context/resolveImport';
import type { WorkspaceCode } from '../context/workspaceCode';
import type { CallSite, Definition, FunctionNode, Statement, SyntaxFile } from '../syntax/syntax';
import { chainParts, isChain, methodCallbacks, plainExpression } from './expressionText';
import { returnTypeOf, DeclaredTypes } from './declaredTypes';
import { firstStatement } from './firstStatement';
import { isTestedForNothing } from './testedForNothing';

/** One place at which a value is looked at on its way. */
export interface Hop {
  /** Workspace-relative with `/`. */
  file: string;
  /** 1-based. */
  line: number;
  /** 1-based. */
  column: number;
  /** Last line of what stands there; 1-based. */
  endLine: number;
  function?: string;
  /** As the person reads it. */
  expression: string;
  when: 'before' | 'after' | 'returns';
  /** What is evaluated; absent for what a function returns. */
  look?: string;
  /** Its declared type as written. */
  declared?: string;
  /** File in which the declared type is written. */
  declaredIn?: string;
  /** The code beside it allows for nothing being there. */
  tested: boolean;
  /** Index of the hop that it flows into. */
  into?: number;
}

/** Places of a chain at most. */
export const MOST_HOPS = 12;
const MOST_STEPS = 200;
const CHANGES_LIST = /^(?:push|unshift|set|add|append|extend|insert|update|setdefault|put|assign)$/;
const SELF = /^(?:this|self)$/;

export interface ChainTools {
  code: WorkspaceCode;
  finder: FunctionFinder;
  imports: ImportResolver;
  /** The failing stack, innermost first: workspace-relative files, 1-based lines. */
  stack: readonly { file: string; line: number }[];
}

/**
 * The places through which a value came to where it is used, nearest first: definitions, what functions return, arguments, fields,
 * elements of lists, values of promises, state that is set elsewhere. Read from the syntax trees; what a run does there is looked at after.
 * @param at workspace-relative file, 1-based line
 * @returns at most {@link MOST_HOPS}; the first is the use itself
 */
export async function valueChain(at: { file: string; line: number; expression: string }, tools: ChainTools): Promise<Hop[]> {
  const source = await tools.code.open(at.file);
  if (!source) return [];
  return new ValueChain(tools).from(source, at.line, plainExpression(at.expression));
}

class ValueChain {
  private readonly hops: Hop[] = [];
  private readonly known = new Map<string, number>();
  private readonly queue: (() => Promise<void>)[] = [];
  private readonly types: DeclaredTypes;

  constructor(private readonly tools: ChainTools) {
    this.types = new DeclaredTypes(tools.code, tools.imports);
  }

  async from(source: SyntaxFile, line: number, expression: string): Promise<Hop[]> {
    const fn = source.enclosing(line);
    const column = (source.lines[line - 1]?.search(/\S/) ?? 0) + 1;
    const first = await this.add(source, fn, { line, column, endLine: line, expression, when: 'before', look: expression });
    this.follow(source, fn, expression, { calls: callsOn(source, line, expression), reads: [] }, line, first);
    for (let step = 0; step < MOST_STEPS && this.hops.length < MOST_HOPS; step++) {
      const next = this.queue.shift();
      if (!next) break;
      await next();
    }
    return this.hops;
  }

  private async add(
    source: SyntaxFile,
    fn: FunctionNode | undefined,
    hop: Omit<Hop, 'file' | 'function' | 'tested' | 'declared'> & { binds?: boolean },
    declared?: { type: string; file: string },
  ): Promise<number | undefined> {
    const key = [source.file, hop.line, hop.when, hop.look ?? hop.expression].join('\0');
    const known = this.known.get(key);
    if (known !== undefined || this.hops.length >= MOST_HOPS) return known;
    const type = declared ?? (hop.look === undefined ? undefined : await this.types.of(source, fn, hop.look, hop.line));
    const index = this.hops.length;
    this.known.set(key, index);
    const { binds, ...place } = hop;
    this.hops.push({
      file: source.file,
      ...(fn && { function: fn.qualifiedName }),
      ...place,
      expression: hop.expression.replace(/\s+/g, ' ').slice(0, 80),
      ...(type && { declared: type.type, declaredIn: type.file }),
      tested: hop.look !== undefined && isTestedForNothing(source, hop.look, hop.line, binds ? (fn?.endLine ?? hop.line + 40) : hop.line),
    });
    return index;
  }

  /** Follows an expression by its text: names and members, else what it calls and reads. */
  private follow(
    source: SyntaxFile,
    fn: FunctionNode | undefined,
    text: string,
    parts: { calls: readonly CallSite[]; reads: readonly string[] },
    line: number,
    into: number | undefined,
    path: readonly string[] = [],
  ): void {
    const expression = plainExpression(text);
    if (isChain(expression)) {
      this.later(() => this.chain(source, fn, [expression, ...path].join('.'), line, into));
      return;
    }
    // What a call is given is followed where nothing is known of the call itself.
    for (const call of parts.calls.slice(0, 2)) this.later(() => this.call(source, fn, call, into, path));
    if (parts.calls.length && expression.endsWith(')')) return;
    for (const read of parts.reads.slice(0, 4)) if (isChain(read)) this.later(() => this.chain(source, fn, read, line, into));
  }

  private later(step: () => Promise<void>): void {
    this.queue.push(step);
  }

  /** `orders`, `this.cache`, `order.items[0].price`. */
  private async chain(
    source: SyntaxFile,
    fn: FunctionNode | undefined,
    chain: string,
    line: number,
    into: number | undefined,
  ): Promise<void> {
    const { root, path } = chainParts(chain);
    if (SELF.test(root)) return this.field(source, fn, chain, path[0], into);
    await this.writes(source, chain, root, line, into);
    for (let scope = fn; ; scope = scope?.parent === undefined ? undefined : source.functions[scope.parent]) {
      const range = scope ?? { startLine: 1, endLine: source.lines.length };
      const definitions = source
        .definitions(root, range)
        .filter(
          (each) => (scope !== fn || scope === undefined || each.startLine <= line) && (scope !== undefined || !within(source, each)),
        );
      if (definitions.length) {
        for (const definition of definitions.slice(-3).reverse()) await this.definition(source, scope, definition, chain, path, into);
        return;
      }
      if (await this.callbackParameter(source, scope, root, path, line, into)) return;
      if (!scope) break;
    }
    await this.imported(source, root, chain, into);
  }

  private async definition(
    source: SyntaxFile,
    fn: FunctionNode | undefined,
    definition: Definition,
    chain: string,
    path: readonly string[],
    into: number | undefined,
  ): Promise<void> {
    if (definition.kind === 'parameter') return this.parameter(source, fn, definition, chain, path, into);
    if (definition.kind === 'catch') return;
    const hop = await this.add(source, fn, {
      line: definition.startLine,
      column: (source.lines[definition.startLine - 1]?.search(/\S/) ?? 0) + 1,
      endLine: definition.kind === 'loop' ? definition.startLine : definition.endLine,
      expression: chain,
      when: 'after',
      look: chain,
      into,
      binds: true,
    });
    const rest = [...definition.path, ...path];
    const setter = this.setterOf(source, fn, definition);
    if (setter !== undefined && fn) {
      for (const call of source.calls(fn).filter((each) => each.name === setter && !each.receiver))
        await this.given(source, fn, call, call.args[0], hop);
      for (const call of definition.calls.slice(0, 1)) await this.given(source, fn, call, call.args[0], hop);
      return;
    }
    if (definition.kind === 'loop') {
      for (const read of definition.reads.slice(0, 2)) this.later(() => this.chain(source, fn, read, definition.startLine, hop));
      return;
    }
    await this.changes(source, fn, definition.name, hop);
    this.follow(source, fn, definition.value ?? '', definition, definition.startLine, hop, rest);
  }

  /** `const [orders, setOrders] = useState(…)`: the value comes through the setter. */
  private setterOf(source: SyntaxFile, fn: FunctionNode | undefined, { path, startLine, value }: Definition): string | undefined {
    if (path[0] !== '0' || !fn) return undefined;
    const other = source.allDefinitions(fn).find((each) => each.startLine === startLine && each.path[0] === '1' && each.value === value);
    return other && /^(?:set|update|dispatch|change)/.test(other.name) ? other.name : undefined;
  }

  /** An argument is given. */
  private async given(
    source: SyntaxFile,
    fn: FunctionNode | undefined,
    call: CallSite,
    arg: string | undefined,
    into: number | undefined,
  ): Promise<void> {
    if (arg === undefined || /^(?:async\b|function\b)|=>/.test(arg)) return;
    const look = plainExpression(arg);
    const hop = await this.add(source, fn, {
      line: call.startLine,
      column: call.column,
      endLine: call.endLine,
      expression: arg,
      when: 'before',
      look,
      into,
    });
    this.follow(source, fn, look, { calls: callsOn(source, call.startLine, look), reads: [] }, call.startLine, hop);
  }

  /** Writes to a member or an element, anywhere in the file: `cache[userId] = found`. */
  private async writes(source: SyntaxFile, chain: string, root: string, line: number, into: number | undefined): Promise<void> {
    if (chain === root) return;
    for (const each of source.allDefinitions({ startLine: 1, endLine: source.lines.length })) {
      if (each.name === root || !each.name.startsWith(root) || !/^[.[?]/.test(each.name.slice(root.length)) || each.startLine === line)
        continue;
      if (chainParts(each.name).path.length !== chainParts(chain).path.length && each.name !== chain) continue;
      const fn = source.enclosing(each.startLine);
      const value = each.value ?? '';
      const hop = await this.add(source, fn, {
        line: each.startLine,
        column: each.column,
        endLine: each.endLine,
        expression: value,
        when: 'before',
        look: plainExpression(value),
        into,
      });
      this.follow(source, fn, value, each, each.startLine, hop);
    }
  }

  /** What is put into a list, map or set. */
  private async changes(source: SyntaxFile, fn: FunctionNode | undefined, name: string, into: number | undefined): Promise<void> {
    const range = fn ?? { startLine: 1, endLine: source.lines.length };
    for (const call of source
      .calls(range)
      .filter((each) => each.receiver === name && CHANGES_LIST.test(each.name))
      .slice(0, 3))
      await this.given(source, source.enclosing(call.startLine), call, call.args.at(-1), into);
  }

  /** A field that methods of the class set. */
  private async field(
    source: SyntaxFile,
    fn: FunctionNode | undefined,
    chain: string,
    name: string | undefined,
    into: number | undefined,
  ): Promise<void> {
    if (name === undefined) return;
    const cls = fn?.classIndex === undefined ? undefined : source.classes[fn.classIndex];
    const range = cls ?? { startLine: 1, endLine: source.lines.length };
    const sets = source
      .allDefinitions(range)
      .filter((each) => each.kind !== 'parameter' && /^(?:this\.|self\.)?([\w$]+)/.exec(each.name)?.[1] === name);
    for (const set of sets.slice(0, 4)) {
      const setter = source.enclosing(set.startLine);
      if (set.kind === 'field' && !/^(?:this|self)\./.test(set.name)) continue;
      await this.definition(source, setter, set, set.name, [], into);
    }
    const pushes = source.calls(range).filter((each) => each.receiver === chain && CHANGES_LIST.test(each.name));
    for (const call of pushes.slice(0, 3)) await this.given(source, source.enclosing(call.startLine), call, call.args.at(-1), into);
    // `constructor(readonly owner: User)`, `self.owner = owner` of a parameter.
    const made = cls && source.functions.find((each) => each.kind === 'constructor' && each.classIndex === cls.index);
    const parameter = made && source.definitions(name, made.signature).find((each) => each.kind === 'parameter');
    if (made && parameter && !sets.some((each) => each.kind !== 'field')) await this.parameter(source, made, parameter, name, [], into);
  }

  /** A parameter gets its value where the function is called: on the stack first, then wherever its name is called. */
  private async parameter(
    source: SyntaxFile,
    fn: FunctionNode | undefined,
    definition: Definition,
    chain: string,
    path: readonly string[],
    into: number | undefined,
  ): Promise<void> {
    if (!fn) return;
    const around = fn.parent === undefined ? undefined : source.functions[fn.parent];
    if (fn.kind === 'callback' && (await this.callbackParameter(source, around, definition.name, path, fn.endLine, into))) return;
    const body = firstStatement(source, fn);
    const hop =
      body &&
      (await this.add(source, fn, { ...body, endLine: body.line, expression: chain, when: 'before', look: chain, into, binds: true }));
    for (const { file, call } of (await this.callers(source, fn)).slice(0, 4)) {
      const arg = argumentFor(call, definition);
      if (arg === undefined) continue;
      const rest = definition.path.slice(arg.taken);
      const text = [arg.text, ...rest, ...path].join('.');
      await this.given(file, file.enclosing(call.startLine), call, isChain(plainExpression(arg.text)) ? text : arg.text, hop ?? into);
    }
  }

  private async callers(source: SyntaxFile, fn: FunctionNode): Promise<{ file: SyntaxFile; call: CallSite }[]> {
    const names = new Set([fn.name, ...(fn.kind === 'constructor' && fn.className ? [fn.className] : [])]);
    names.delete('');
    const found: { file: SyntaxFile; call: CallSite }[] = [];
    const at = this.tools.stack.findIndex(({ file, line }) => file === source.file && fn.startLine <= line && line <= fn.endLine);
    const outer = at < 0 ? undefined : this.tools.stack[at + 1];
    const outerFile = outer && (await this.tools.code.open(outer.file));
    for (const call of outerFile?.calls({ startLine: outer!.line - 8, endLine: outer!.line }) ?? [])
      if (names.has(call.name) && call.endLine >= outer!.line) found.push({ file: outerFile!, call });
    if (found.length || !names.size) return found;
    for (const { file, text } of await this.tools.code.near(source.file)) {
      if (found.length >= 4) break;
      if (![...names].some((name) => text.includes(name))) continue;
      const opened = await this.tools.code.open(file);
      for (const call of opened?.calls({ startLine: 1, endLine: opened.lines.length }) ?? [])
        if (names.has(call.name) && !(file === source.file && call.startLine === fn.startLine)) found.push({ file: opened!, call });
    }
    return found;
  }

  /** `found` of `.then((found) => …)`, `order` of `orders.map((order) => …)`, `value` of `each(list, (value) => …)`. */
  private async callbackParameter(
    source: SyntaxFile,
    fn: FunctionNode | undefined,
    name: string,
    path: readonly string[],
    line: number,
    into: number | undefined,
  ): Promise<boolean> {
    const range = fn ?? { startLine: 1, endLine: source.lines.length };
    const around = source.calls(range).filter((call) => call.startLine <= line && line <= call.endLine);
    for (const call of around.reverse()) {
      for (const callback of methodCallbacks(source, call)) {
        const position = callback.parameters.indexOf(name);
        if (position < 0 || line < callback.body.line) continue;
        const hop = await this.add(source, fn, {
          ...callback.body,
          endLine: callback.body.line,
          expression: [name, ...path].join('.'),
          when: 'before',
          look: [name, ...path].join('.'),
          into,
          binds: true,
        });
        if (call.receiver !== undefined) {
          const receiver = plainExpression(call.receiver);
          this.follow(source, fn, receiver, { calls: callsOn(source, call.startLine, receiver), reads: [] }, call.startLine, hop);
        }
        for (const { file, fn: callee } of (await this.tools.finder.callees(call, source, fn)).slice(0, 2)) {
          const own = callee.parameters[callback.argument]?.name;
          for (const inner of file.calls(callee).filter((each) => each.name === own))
            await this.given(file, callee, inner, inner.args[position], hop);
        }
        return true;
      }
    }
    return false;
  }

  private async imported(source: SyntaxFile, root: string, chain: string, into: number | undefined): Promise<void> {
    const binding = source.imports.find((each) => each.local === root && !each.reexport);
    if (!binding) return;
    for (const target of await this.tools.imports.resolve(source, binding.module)) {
      const file = await this.tools.code.open(target);
      const name = binding.imported === '*' ? chainParts(chain).path[0] : (file?.exports.get(binding.imported) ?? binding.imported);
      if (!file || name === undefined) continue;
      const whole = { startLine: 1, endLine: file.lines.length };
      const found = file.definitions(name, whole).filter((each) => !within(file, each));
      for (const definition of found.slice(-1)) await this.definition(file, undefined, definition, name, [], into);
      if (found.length) return;
    }
  }

  /** What functions of the workspace return here. */
  private async call(
    source: SyntaxFile,
    fn: FunctionNode | undefined,
    call: CallSite,
    into: number | undefined,
    path: readonly string[],
  ): Promise<void> {
    const callees = (await this.tools.finder.callees(call, source, fn)).filter(({ certainty }) => certainty >= 0.4).slice(0, 2);
    for (const { file, fn: callee } of callees) await this.returned(file, callee, into, path);
    if (callees.length) return;
    // Not of this workspace: what it is given may come back changed.
    if (call.receiver !== undefined && isChain(plainExpression(call.receiver)))
      this.later(() => this.chain(source, fn, plainExpression(call.receiver!), call.startLine, into));
    for (const arg of call.args.slice(0, 2))
      if (isChain(plainExpression(arg))) this.later(() => this.chain(source, fn, plainExpression(arg), call.startLine, into));
  }

  private async returned(file: SyntaxFile, fn: FunctionNode, into: number | undefined, path: readonly string[]): Promise<void> {
    const returns = file.returns(fn).filter(({ value }) => value !== '');
    const [member, ...rest] = path;
    const declared = returnTypeOf(file, fn);
    let whole: number | undefined;
    for (const each of returns.slice(-3)) {
      const part = member === undefined ? undefined : memberOf(each.value, member);
      const column = (file.lines[each.startLine - 1]?.search(/\S/) ?? 0) + 1;
      if (part !== undefined) {
        const place = { line: each.startLine, column, endLine: each.endLine };
        const hop = await this.add(file, fn, { ...place, expression: part, when: 'before', look: part, into });
        this.follow(file, fn, part, { calls: callsOn(file, each.startLine, part), reads: [] }, each.startLine, hop, rest);
        continue;
      }
      const place = { line: returnLine(each, fn), column: Math.max(column, 1), endLine: fn.endLine };
      const text = each.value;
      whole ??= await this.add(
        file,
        fn,
        { ...place, expression: text, when: 'returns', into },
        declared ? { type: declared, file: file.file } : undefined,
      );
      this.follow(file, fn, text, each, each.startLine, whole ?? into, path);
    }
  }
}

function returnLine({ startLine }: Statement, fn: FunctionNode): number {
  return Math.min(Math.max(startLine, fn.startLine), fn.endLine);
}

/** Whether a definition stands inside a function. */
function within(source: SyntaxFile, { startLine, endLine }: Definition): boolean {
  return source.functions.some(
    (fn) => fn.startLine < startLine && endLine <= fn.endLine && fn.kind !== 'callback' && fn.signature.endLine <= startLine,
  );
}

/** Calls that make an expression on a line, outermost first. */
function callsOn(source: SyntaxFile, line: number, expression: string): CallSite[] {
  const name = expression.endsWith(')') ? /(?<![\w$])([\w$]+)\s*\(/.exec(expression)?.[1] : undefined;
  if (isChain(expression)) return [];
  const calls = source.calls({ startLine: line, endLine: line });
  return calls.filter((call) => (name === undefined ? expression.includes(`${call.name}(`) : call.name === name));
}

/** The text of a property of an object literal: `orders` of `{ orders, loading: true }`. */
function memberOf(literal: string, member: string): string | undefined {
  const text = literal.trim();
  if (/^\d+$/.test(member) && text.startsWith('[')) return splitTop(text.slice(1, -1))[Number(member)]?.trim();
  if (!/^[({]/.test(text)) return undefined;
  const inner = text.replace(/^\(?\s*\{|\}\s*\)?$/g, '');
  for (const entry of splitTop(inner)) {
    const [, key, value] = /^\s*['"]?([\w$]+)['"]?\s*(?::\s*([^]*))?$/.exec(entry) ?? [];
    if (key === member) return (value ?? key).trim();
  }
  return undefined;
}

function splitTop(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    if ('([{'.includes(char)) depth++;
    else if (')]}'.includes(char)) depth--;
    else if (char === ',' && depth === 0) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return [...parts, text.slice(from)];
}

/** The argument that a parameter gets; `taken` steps of a destructuring are in it already. */
function argumentFor(call: CallSite, { position, name, path }: Definition): { text: string; taken: number } | undefined {
  const attribute = call.construct && path[0] !== undefined ? call.args.find((arg) => arg.startsWith(`${path[0]}=`)) : undefined;
  if (attribute !== undefined) return { text: attribute.slice(attribute.indexOf('=') + 1).replace(/^\{|\}$/g, ''), taken: 1 };
  const named = call.args.find((arg) => new RegExp(`^${name.replace(/[^\w]/g, '')}\\s*=[^=>]`).test(arg));
  if (named !== undefined) return { text: named.slice(named.indexOf('=') + 1).trim(), taken: 0 };
  const text = position === undefined ? undefined : call.args[position];
  return text === undefined || /^[\w-]+=/.test(text) ? undefined : { text, taken: 0 };
}
