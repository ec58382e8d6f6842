import type { Definition } from '../../syntax/syntax';
import { followAdditions } from './followAdditions';
import { followParameter } from './followParameter';
import { ELEMENT } from './memberPath';
import { codeColumn, wholeFile, type DefinedChain, type Scope, type ValueWalk } from './valueWalk';

/** The value of a definition: a parameter's, a loop's, a state's setter's, or the expression assigned. */
export async function followDefinition(walk: ValueWalk, defined: DefinedChain): Promise<void> {
  const { source, fn, definition, chain, path, rest, into } = defined;
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
    path: rest,
    into,
    binds: true,
    ...(definition.kind === 'loop' && { loops: true, ...bodyOfLoop(source.lines[line - 1] ?? '', definition) }),
  });
  const setter = setterOf(defined, definition);
  if (setter !== undefined && fn) {
    for (const call of source.calls(fn).filter((each) => each.name === setter && !each.receiver))
      await walk.passed({ source, fn, call, text: call.args[0], into: hop });
    for (const call of definition.calls.slice(0, 1)) await walk.passed({ source, fn, call, text: call.args[0], into: hop });
    return;
  }
  const { value: text = '', calls, reads } = definition;
  const later = [...definition.path, ...path, ...rest];
  if (definition.kind === 'loop') return walk.follow({ source, fn, text, calls, reads, line, into: hop, path: [ELEMENT, ...later] });
  const added = { range: fn ?? wholeFile(source), receiver: definition.name, whole: [...path, ...rest], into: hop };
  await followAdditions(walk, source, added);
  walk.follow({ source, fn, text, calls, reads, line, into: hop, path: later });
}

/** The body of a loop that is written on the line of its header. */
function bodyOfLoop(text: string, { column, value = '' }: Definition): { endColumn?: number } {
  const at = value === '' ? -1 : text.indexOf(value, column);
  return at < 0 ? {} : { endColumn: at + value.length + 2 };
}

/** `const [orders, setOrders] = useState(…)`: the value comes through the setter. */
function setterOf({ source, fn }: Scope, { path, startLine, value }: Definition): string | undefined {
  if (path[0] !== '0' || !fn) return undefined;
  const other = source.allDefinitions(fn).find((each) => each.startLine === startLine && each.path[0] === '1' && each.value === value);
  return other && /^(?:set|update|dispatch|change)/.test(other.name) ? other.name : undefined;
}
