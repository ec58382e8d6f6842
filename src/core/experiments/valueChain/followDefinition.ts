import type { Definition } from '../../syntax/syntax';
import { followParameter } from './followParameter';
import { codeColumn, wholeFile, type DefinedChain, type Scope, type ValueWalk } from './valueWalk';

/** Methods that change the collection they are called on. */
export const CHANGES_LIST = /^(?:push|unshift|set|add|append|extend|insert|update|setdefault|put|assign)$/;

/** The value of a definition: a parameter's, a loop's, a state's setter's, or the expression assigned. */
export async function followDefinition(walk: ValueWalk, defined: DefinedChain): Promise<void> {
  const { source, fn, definition, chain, path, into } = defined;
  if (definition.kind === 'parameter') return followParameter(walk, defined);
  if (definition.kind === 'catch') return;
  const line = definition.startLine;
  const hop = await walk.add(defined, {
    line,
    column: codeColumn(source, line),
    endLine: definition.kind === 'loop' ? line : definition.endLine,
    expression: chain,
    when: 'after',
    look: chain,
    into,
    binds: true,
    ...(definition.kind === 'loop' && { loops: true }),
  });
  const setter = setterOf(defined, definition);
  if (setter !== undefined && fn) {
    for (const call of source.calls(fn).filter((each) => each.name === setter && !each.receiver))
      await walk.passed({ source, fn, call, text: call.args[0], into: hop });
    for (const call of definition.calls.slice(0, 1)) await walk.passed({ source, fn, call, text: call.args[0], into: hop });
    return;
  }
  if (definition.kind === 'loop') {
    for (const read of definition.reads.slice(0, 2)) walk.later({ kind: 'chain', read: { source, fn, chain: read, line, into: hop } });
    return;
  }
  await followAdditions(walk, defined, definition.name, hop);
  const { value: text = '', calls, reads } = definition;
  walk.follow({ source, fn, text, calls, reads, line, into: hop, path: [...definition.path, ...path] });
}

/** `const [orders, setOrders] = useState(…)`: the value comes through the setter. */
function setterOf({ source, fn }: Scope, { path, startLine, value }: Definition): string | undefined {
  if (path[0] !== '0' || !fn) return undefined;
  const other = source.allDefinitions(fn).find((each) => each.startLine === startLine && each.path[0] === '1' && each.value === value);
  return other && /^(?:set|update|dispatch|change)/.test(other.name) ? other.name : undefined;
}

/** Values added to a list, map or set. */
async function followAdditions(walk: ValueWalk, { source, fn }: Scope, name: string, into: number | undefined): Promise<void> {
  const additions = source.calls(fn ?? wholeFile(source)).filter((each) => each.receiver === name && CHANGES_LIST.test(each.name));
  for (const call of additions.slice(0, 3))
    await walk.passed({ source, fn: source.enclosing(call.startLine), call, text: call.args.at(-1), into });
}
