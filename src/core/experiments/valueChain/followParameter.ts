import type { CallSite, Definition, FunctionNode, SyntaxFile } from '../../syntax/syntax';
import { isChain, methodCallbacks, plainExpression } from '../expressionText';
import { firstStatement } from '../firstStatement';
import { callsOn, wholeFile, type ChainTools, type DefinedChain, type Scope, type ValueWalk } from './valueWalk';

/** A parameter gets its value at the call of the function: on the stack first, then at any call of its name. */
export async function followParameter(walk: ValueWalk, { source, fn, definition, chain, path, into }: DefinedChain): Promise<void> {
  if (!fn) return;
  const around = fn.parent === undefined ? undefined : source.functions[fn.parent];
  const asCallback = { source, fn: around, name: definition.name, path, line: fn.endLine, into };
  if (fn.kind === 'callback' && (await followCallbackParameter(walk, asCallback))) return;
  const body = firstStatement(source, fn);
  const hop =
    body &&
    (await walk.add({ source, fn }, { ...body, endLine: body.line, expression: chain, when: 'before', look: chain, into, binds: true }));
  for (const { file, call } of (await callersOf(walk.tools, source, fn)).slice(0, 4)) {
    const arg = argumentFor(call, definition);
    if (arg === undefined) continue;
    const rest = definition.path.slice(arg.taken);
    const text = isChain(plainExpression(arg.text)) ? [arg.text, ...rest, ...path].join('.') : arg.text;
    await walk.passed({ source: file, fn: file.enclosing(call.startLine), call, text, into: hop ?? into });
  }
}

interface CallbackName extends Scope {
  name: string;
  path: readonly string[];
  /** A line of the callback; 1-based. */
  line: number;
  into: number | undefined;
}

/**
 * `found` of `.then((found) => …)`, `order` of `orders.map((order) => …)`, `value` of `each(list, (value) => …)`.
 * @returns whether the name is a parameter of a callback
 */
export async function followCallbackParameter(walk: ValueWalk, at: CallbackName): Promise<boolean> {
  const { source, fn, name, path, line, into } = at;
  const around = source.calls(fn ?? wholeFile(source)).filter((call) => call.startLine <= line && line <= call.endLine);
  for (const call of around.reverse()) {
    for (const callback of methodCallbacks(source, call)) {
      const position = callback.parameters.indexOf(name);
      if (position < 0 || line < callback.body.line) continue;
      const look = [name, ...path].join('.');
      const place = { ...callback.body, endLine: callback.body.line };
      const hop = await walk.add(at, { ...place, expression: look, when: 'before', look, into, binds: true });
      if (call.receiver !== undefined) {
        const text = plainExpression(call.receiver);
        const calls = callsOn(source, call.startLine, text);
        walk.follow({ source, fn, text, calls, reads: [], line: call.startLine, into: hop });
      }
      for (const { file, fn: callee } of (await walk.tools.finder.callees(call, source, fn)).slice(0, 2)) {
        const own = callee.parameters[callback.argument]?.name;
        for (const inner of file.calls(callee).filter((each) => each.name === own))
          await walk.passed({ source: file, fn: callee, call: inner, text: inner.args[position], into: hop });
      }
      return true;
    }
  }
  return false;
}

async function callersOf(tools: ChainTools, source: SyntaxFile, fn: FunctionNode): Promise<{ file: SyntaxFile; call: CallSite }[]> {
  const names = new Set([fn.name, ...(fn.kind === 'constructor' && fn.className ? [fn.className] : [])]);
  names.delete('');
  const found: { file: SyntaxFile; call: CallSite }[] = [];
  const at = tools.stack.findIndex(({ file, line }) => file === source.file && fn.startLine <= line && line <= fn.endLine);
  const outer = at < 0 ? undefined : tools.stack[at + 1];
  const outerFile = outer && (await tools.code.open(outer.file));
  for (const call of outerFile?.calls({ startLine: outer!.line - 8, endLine: outer!.line }) ?? [])
    if (names.has(call.name) && call.endLine >= outer!.line) found.push({ file: outerFile!, call });
  if (found.length || !names.size) return found;
  for (const { file, text } of await tools.code.near(source.file)) {
    if (found.length >= 4) break;
    if (![...names].some((name) => text.includes(name))) continue;
    const opened = await tools.code.open(file);
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
