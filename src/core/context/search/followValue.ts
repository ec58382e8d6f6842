import type { CallSite, Definition, FunctionNode } from '../../syntax/syntax';
import type { CodeSearch, FrameAt } from './codeSearch';
import type { Found } from './found';

/** The maximum number of steps that a value is followed back inside one function. */
const LONGEST_ORIGIN = 4;
const MAKES_VALUE = 0.8;
/** With a stack, the code on it is more often at fault than the origin of its value. */
const MAKES_VALUE_BESIDE_STACK = 0.62;
const SETS_FIELD = 0.6;

/** Follows the names in the error to their assignments: in the throwing function, and through parameters one frame up. */
export async function followValue(search: CodeSearch): Promise<void> {
  const stack = search.frames.filter(({ found }) => !found.test);
  const top = stack[0] ?? search.frames[0];
  if (!top) return;
  const names = suspectNames(search, top);
  const drive = (search.onlyTests ? MAKES_VALUE : MAKES_VALUE_BESIDE_STACK) * top.found.drive;
  await followNames(search, top.found, names, top.line, stack.indexOf(top), stack, drive, 0);
  if (search.hints.call) {
    for (const call of top.found.source.calls(top.found)) {
      if (call.name === search.hints.call) await search.addCallees(call, top.found, drive, { kind: 'returnedNull' });
    }
  }
}

/** Expressions on the failing line that may have held the bad value. */
function suspectNames(search: CodeSearch, { found, line, column }: FrameAt): string[] {
  const { property, expression } = search.hints;
  const statement = { startLine: line, endLine: line };
  const reads = found.source.propertyReads(statement);
  if (expression) return [expression];
  if (property) {
    const fits = reads.filter((read) => read.property === property);
    const nearest =
      column === undefined ? fits : fits.toSorted((a, b) => Math.abs(a.column - column) - Math.abs(b.column - column)).slice(0, 1);
    if (nearest.length) return nearest.map((read) => read.object);
  }
  const names = new Set(reads.map((read) => read.object).filter((object) => object.length < 80));
  for (const definition of found.source.allDefinitions(statement)) for (const read of definition.reads) names.add(read);
  for (const call of found.source.calls(statement)) for (const arg of call.args) if (/^[\w$.@>-]{1,60}$/.test(arg)) names.add(arg);
  return [...names].slice(0, 8);
}

async function followNames(
  search: CodeSearch,
  at: Found,
  names: readonly string[],
  line: number,
  place: number,
  stack: readonly FrameAt[],
  drive: number,
  depth: number,
): Promise<void> {
  if (depth > LONGEST_ORIGIN) return;
  for (const name of names) {
    // `getOrders().items`: the call itself returned it.
    const called = /^[^(]*?(?<![\w$])([\w$]+)\s*\([^]*\)$/.exec(name)?.[1];
    if (called) {
      for (const call of at.source.calls(at))
        if (call.name === called && call.startLine <= line)
          await search.addCallees(call, at, drive, { kind: 'makesResult', expression: name });
      continue;
    }
    const root = rootOf(name);
    if (!root || at.names.has(name)) continue;
    at.names.add(name);
    const own = at.source.definitions(name, at);
    const definitions = (own.length ? own : at.source.definitions(root, at)).filter((each) => each.startLine <= line);
    for (const definition of definitions.slice(-4)) await followDefinition(search, at, definition, place, stack, drive, depth);
    if (!definitions.length) await followOutside(search, at, name, root, drive);
  }
}

async function followDefinition(
  search: CodeSearch,
  at: Found,
  definition: Definition,
  place: number,
  stack: readonly FrameAt[],
  drive: number,
  depth: number,
): Promise<void> {
  at.focus.add(definition.startLine);
  if (definition.kind === 'parameter') {
    const outer = stack[place + 1];
    if (place < 0 || !outer || definition.position === undefined) return;
    const call = callNamed(outer, at.fn);
    const argument = call?.args[definition.position];
    if (argument === undefined) return;
    await followNames(search, outer.found, expressionNames(argument), outer.line, place + 1, stack, drive * 0.9, depth + 1);
    return;
  }
  for (const call of definition.calls.slice(0, 4)) await search.addCallees(call, at, drive, { kind: 'makesValue', name: definition.name });
  if (definition.startLine < (definition.valueRange?.endLine ?? 0) + 1) {
    await followNames(search, at, definition.reads.slice(0, 4), definition.startLine, place, stack, drive * 0.85, depth + 1);
  }
}

/** A name that the function does not define: a field that other methods set, a variable of the module. */
async function followOutside(search: CodeSearch, at: Found, name: string, root: string, drive: number): Promise<void> {
  const { source, fn } = at;
  const field = fieldName(name);
  const cls = fn?.classIndex === undefined ? undefined : source.classes[fn.classIndex];
  const whole = { startLine: 1, endLine: source.lines.length };
  const setters = source
    .allDefinitions(cls ?? whole)
    .filter(
      (each) =>
        each.kind !== 'parameter' &&
        (each.name === name || (field !== undefined && fieldName(each.name) === field) || (!cls && each.name === root)),
    );
  for (const definition of setters.slice(0, 6)) {
    const setter = source.enclosing(definition.startLine);
    if (setter && setter !== fn) {
      search.addRef({ file: source, fn: setter, certainty: 1 }, at, drive * SETS_FIELD, 'callee', { kind: 'setsValue', name }, [
        definition.startLine,
      ]);
    }
    for (const call of definition.calls.slice(0, 3))
      await search.addCallees(call, at, drive * SETS_FIELD, { kind: 'makesValue', name }, setter);
  }
}

function callNamed(outer: FrameAt, fn: FunctionNode | undefined): CallSite | undefined {
  const names = [fn?.name, fn?.kind === 'constructor' ? fn.className : undefined];
  const around = { startLine: outer.line - 10, endLine: outer.line };
  const calls = outer.found.source.calls(around).filter((call) => call.startLine <= outer.line && outer.line <= call.endLine);
  return calls.find((call) => names.includes(call.name)) ?? (calls.length === 1 ? calls[0] : undefined);
}

/** Names in an argument's text, accurate enough to look up their definitions. */
function expressionNames(text: string): string[] {
  return [...new Set(text.match(/[A-Za-z_$@][\w$]*(?:\.[\w$]+){0,4}/g) ?? [])].slice(0, 4);
}

function rootOf(name: string): string | undefined {
  return /^[$@]{0,2}[\w$]+/.exec(name)?.[0];
}

/** `cache` of `this.cache.size`, `self.cache`, `@cache`, `$this->cache`; a bare name may be a field as well. */
function fieldName(name: string): string | undefined {
  return /^(?:(?:this|self|cls|\$this)(?:\.|->|\?\.)|@{1,2})?\$?([A-Za-z_]\w*)/.exec(name)?.[1];
}
