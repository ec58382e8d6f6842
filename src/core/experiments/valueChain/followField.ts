import { chainParts, plainExpression } from '../expressionText';
import { CHANGES_LIST, elementPath, followDefinition } from './followDefinition';
import { followParameter } from './followParameter';
import type { MemberPath } from './memberPath';
import { wholeFile, type ReadChain, type ValueWalk } from './valueWalk';

/** A field: values that methods of its class assign or add to it, or that the constructor receives for it. */
export async function followField(walk: ValueWalk, { source, fn, chain, rest, into }: ReadChain, path: MemberPath): Promise<void> {
  const [name, ...members] = path;
  if (name === undefined) return;
  const later = [...members, ...rest];
  const cls = fn?.classIndex === undefined ? undefined : source.classes[fn.classIndex];
  const range = cls ?? wholeFile(source);
  const sets = source
    .allDefinitions(range)
    .filter((each) => each.kind !== 'parameter' && /^(?:this\.|self\.)?([\w$]+)/.exec(each.name)?.[1] === name);
  for (const set of sets.slice(0, 4)) {
    const setter = source.enclosing(set.startLine);
    if (set.kind === 'field' && !/^(?:this|self)\./.test(set.name)) continue;
    await followDefinition(walk, { source, fn: setter, definition: set, chain: set.name, path: [], rest: later, into });
  }
  const additions = source.calls(range).filter((each) => each.receiver === chain && CHANGES_LIST.test(each.name));
  for (const call of additions.slice(0, 3))
    await walk.passed({ source, fn: source.enclosing(call.startLine), call, text: call.args.at(-1), into, path: elementPath(later) });
  // `constructor(readonly owner: User)`, `self.owner = owner` of a parameter.
  const made = cls && source.functions.find((each) => each.kind === 'constructor' && each.classIndex === cls.index);
  const parameter = made && source.definitions(name, made.signature).find((each) => each.kind === 'parameter');
  if (made && parameter && !sets.some((each) => each.kind !== 'field'))
    await followParameter(walk, { source, fn: made, definition: parameter, chain: name, path: [], rest: later, into });
}

/** Writes to a member or an element, anywhere in the file: `cache[userId] = found`. */
export async function followWrites(walk: ValueWalk, { source, chain, rest, line, into }: ReadChain, root: string): Promise<void> {
  if (chain === root) return;
  for (const each of source.allDefinitions(wholeFile(source))) {
    if (each.name === root || !each.name.startsWith(root) || !/^[.[?]/.test(each.name.slice(root.length)) || each.startLine === line)
      continue;
    if (chainParts(each.name).path.length !== chainParts(chain).path.length && each.name !== chain) continue;
    const fn = source.enclosing(each.startLine);
    const { startLine, column, endLine, value: text = '', calls, reads } = each;
    const place = { line: startLine, column, endLine };
    const hop = await walk.add(
      { source, fn },
      { ...place, expression: text, when: 'before', look: plainExpression(text), into, path: rest },
    );
    walk.follow({ source, fn, text, calls, reads, line: startLine, into: hop, path: rest });
  }
}
