import type { CallSite, Definition, FunctionNode, SyntaxFile } from '../../syntax/syntax';
import { methodCallbacks, plainExpression } from '../expressionText';
import { firstStatement } from '../firstStatement';
import { callbackSource, handingCalls } from './libraryCalls';
import { withMembers, type MemberPath } from './memberPath';
import { callsIn, wholeFile, type DefinedChain, type Scope, type ValueWalk } from './valueWalk';

/** A parameter gets its value at the call of the function: on the stack first, then at any call of its name. */
export async function followParameter(walk: ValueWalk, { source, fn, definition, chain, path, rest, into }: DefinedChain): Promise<void> {
  if (!fn) return;
  const around = fn.parent === undefined ? undefined : source.functions[fn.parent];
  const asCallback = { source, fn: around, name: definition.name, path: [...path, ...rest], line: fn.endLine, into };
  if (fn.kind === 'callback' && (await followCallbackParameter(walk, asCallback))) return;
  const body = firstStatement(source, fn);
  const hop =
    body &&
    (await walk.add(
      { source, fn },
      { ...body, endLine: body.line, expression: chain, when: 'before', look: chain, path: rest, into, binds: true, given: true },
    ));
  for (const { file, call } of (await callersOf(walk, source, fn)).slice(0, 4)) {
    const arg = argumentFor(call, definition);
    if (arg === undefined) continue;
    const later = [...definition.path.slice(arg.taken), ...path, ...rest];
    await walk.passed({ source: file, fn: file.enclosing(call.startLine), call, text: arg.text, into: hop ?? into, path: later });
  }
  const { position } = definition;
  if (position === undefined) return;
  const given = { source, position, path: [...definition.path, ...path, ...rest], hop: hop ?? into };
  for (const each of passedTo(walk, source, fn)) await followGiven(walk, { ...given, ...each, fn: source.enclosing(each.call.startLine) });
}

interface CallbackName extends Scope {
  name: string;
  path: MemberPath;
  /** A line of the callback; 1-based. */
  line: number;
  into: number | undefined;
}

/**
 * `found` of `.then((found) => …)`, `order` of `orders.map((order) => …)` and `map(lambda order: …, orders)`, `value` of
 * `each(list, (value) => …)`, `event` of `bus.on('saved', (event) => …)`.
 * @returns whether the name is a parameter of a callback
 */
export async function followCallbackParameter(walk: ValueWalk, at: CallbackName): Promise<boolean> {
  const { source, fn, name, path, line, into } = at;
  const around = source.calls(fn ?? wholeFile(source)).filter((call) => call.startLine <= line && line <= call.endLine);
  for (const call of around.reverse()) {
    for (const callback of methodCallbacks(source, call)) {
      const position = callback.parameters.indexOf(name);
      if (position < 0 || line < callback.body.line) continue;
      const { chain: look, rest } = withMembers(name, path);
      const place = { ...callback.body, endLine: callback.body.line };
      const hop = await walk.add(at, { ...place, expression: look, when: 'before', look, path: rest, into, binds: true, given: true });
      await followGiven(walk, { source, fn, path, call, argument: callback.argument, position, hop });
      return true;
    }
  }
  return false;
}

interface Given extends Scope {
  /** The call that a function is passed to, and as which of its arguments. */
  call: CallSite;
  argument: number;
  /** Of the function's parameter; 0-based. */
  position: number;
  /** What is read of the parameter later. */
  path: MemberPath;
  hop: number | undefined;
}

/** What a function gets from the call that it is passed to. */
async function followGiven(walk: ValueWalk, { source, fn, call, argument, position, path, hop }: Given): Promise<void> {
  const from = callbackSource(source, call, { argument, position, path });
  const given = from?.from === 'argument' ? call.args[from.argument] : call.receiver;
  if (given !== undefined) {
    const text = plainExpression(given);
    const calls = callsIn(source, call, text).filter((each) => each !== call);
    walk.follow({ source, fn, text, calls, reads: [], line: call.startLine, into: hop, path: from?.path });
  }
  await followHandedOver(walk, { source, path }, { call, position, hop });
  for (const { file, fn: callee } of (await walk.tools.finder.callees(call, source, fn)).slice(0, 2)) {
    const own = callee.parameters[argument]?.name;
    for (const inner of file.calls(callee).filter((each) => each.name === own))
      await walk.passed({ source: file, fn: callee, call: inner, text: inner.args[position], into: hop, path });
  }
}

/** The calls of its file that a named function is passed to: `rows.filter(isOpen)`; that on the stack, else all. */
function passedTo(walk: ValueWalk, source: SyntaxFile, fn: FunctionNode): { call: CallSite; argument: number }[] {
  if (!fn.name) return [];
  const name = fn.name;
  const found = source.calls(wholeFile(source)).flatMap((call) => {
    const argument = call.args.findIndex((arg) => arg === name || (fn.className !== undefined && arg === `self.${name}`));
    return argument < 0 ? [] : [{ call, argument }];
  });
  const onStack = found.filter(({ call }) =>
    walk.tools.stack.some(({ file, line }) => file === source.file && call.startLine <= line && line <= call.endLine),
  );
  return (onStack.length ? onStack : found).slice(0, MOST_HANDED);
}

/** `bus.emit('saved', event)` for a callback of `bus.on('saved', …)`. */
async function followHandedOver(
  walk: ValueWalk,
  { source, path }: Pick<CallbackName, 'source' | 'path'>,
  { call, position, hop }: { call: CallSite; position: number; hop: number | undefined },
): Promise<void> {
  const hands = handingCalls(call);
  const [event = ''] = call.args;
  if (!hands) return;
  let found = 0;
  for (const { file, text } of await walk.near(source.file)) {
    if (found >= MOST_HANDED) return;
    const opened = text.includes(event) ? await walk.tools.code.open(file) : undefined;
    for (const each of opened?.calls(wholeFile(opened)) ?? []) {
      if (!hands.test(each.name) || each.args[0] !== event || found++ >= MOST_HANDED) continue;
      const given = each.args[position + 1];
      await walk.passed({ source: opened!, fn: opened!.enclosing(each.startLine), call: each, text: given, into: hop, path });
    }
  }
}

/** Calls that hand over the same event. */
const MOST_HANDED = 3;

async function callersOf(walk: ValueWalk, source: SyntaxFile, fn: FunctionNode): Promise<{ file: SyntaxFile; call: CallSite }[]> {
  const names = new Set([fn.name, ...(fn.kind === 'constructor' && fn.className ? [fn.className] : [])]);
  names.delete('');
  const found: { file: SyntaxFile; call: CallSite }[] = [];
  const at = walk.tools.stack.findIndex(({ file, line }) => file === source.file && fn.startLine <= line && line <= fn.endLine);
  const outer = at < 0 ? undefined : walk.tools.stack[at + 1];
  const outerFile = outer && (await walk.tools.code.open(outer.file));
  for (const call of outerFile?.calls({ startLine: outer!.line - 8, endLine: outer!.line }) ?? [])
    if (names.has(call.name) && call.endLine >= outer!.line) found.push({ file: outerFile!, call });
  if (found.length || !names.size) return found;
  for (const { file, text } of await walk.near(source.file)) {
    if (found.length >= 4) break;
    if (![...names].some((name) => text.includes(name))) continue;
    const opened = await walk.tools.code.open(file);
    for (const call of opened?.calls(wholeFile(opened)) ?? [])
      if (names.has(call.name) && !(file === source.file && call.startLine === fn.startLine)) found.push({ file: opened!, call });
  }
  return found;
}

/** The argument that a parameter gets; it already includes `taken` steps of a destructuring. */
function argumentFor(call: CallSite, { position, name, path }: Definition): { text: string; taken: number } | undefined {
  const attribute = call.construct && path[0] !== undefined ? call.args.find((arg) => arg.startsWith(`${path[0]}=`)) : undefined;
  if (attribute !== undefined) return { text: attribute.slice(attribute.indexOf('=') + 1).replace(/^\{|\}$/g, ''), taken: 1 };
  const named = call.args.find((arg) => new RegExp(`^${name.replace(/[^\w]/g, '')}\\s*=[^=>]`).test(arg));
  if (named !== undefined) return { text: named.slice(named.indexOf('=') + 1).trim(), taken: 0 };
  const text = position === undefined ? undefined : call.args[position];
  return text === undefined || /^[\w-]+=/.test(text) ? undefined : { text, taken: 0 };
}
