import type { SyntaxFile } from '../../syntax/syntax';
import type { LineRange } from '../../workspace/lineRange';
import { chainParts, plainExpression } from '../expressionText';
import { followAdditions } from './followAdditions';
import { followDefinition } from './followDefinition';
import { followParameter } from './followParameter';
import { chainSteps, type MemberPath } from './memberPath';
import { wholeFile, type ReadChain, type ValueWalk } from './valueWalk';

/** A field: values that methods of its class, or of a class it inherits from, assign or add to it, or that a constructor receives for it. */
export async function followField(walk: ValueWalk, { source, fn, chain, rest, into }: ReadChain, path: MemberPath): Promise<void> {
  const [name, ...members] = path;
  if (name === undefined) return;
  const field = { chain: `${chainSteps(chain).root}.${name}`, name, later: [...members, ...rest], into };
  const own = fn?.classIndex === undefined ? undefined : source.classes[fn.classIndex];
  if (!own) return void (await followFieldIn(walk, source, wholeFile(source), field));
  for (const { cls, file } of await walk.tools.finder.classes.lineage(own, source)) {
    const isSet = await followFieldIn(walk, file, cls, field);
    // `constructor(readonly owner: User)`, `self.owner = owner` of a parameter.
    const made = file.functions.find((each) => each.kind === 'constructor' && each.classIndex === cls.index);
    const parameter = made && file.definitions(name, made.signature).find((each) => each.kind === 'parameter');
    if (made && parameter && !isSet)
      await followParameter(walk, { source: file, fn: made, definition: parameter, chain: name, path: [], rest: field.later, into });
  }
}

/** @returns whether a method sets the field */
async function followFieldIn(
  walk: ValueWalk,
  source: SyntaxFile,
  range: LineRange,
  { chain, name, later, into }: { chain: string; name: string; later: MemberPath; into: number | undefined },
): Promise<boolean> {
  const sets = source
    .allDefinitions(range)
    .filter((each) => each.kind !== 'parameter' && /^(?:this\.|self\.)?([\w$]+)/.exec(each.name)?.[1] === name);
  for (const set of sets.slice(0, 4)) {
    const setter = source.enclosing(set.startLine);
    if (set.kind === 'field' && !/^(?:this|self)\./.test(set.name)) continue;
    await followDefinition(walk, { source, fn: setter, definition: set, chain: set.name, path: [], rest: later, into });
  }
  await followAdditions(walk, source, { range, receiver: chain, whole: later, into });
  return sets.some((each) => each.kind !== 'field');
}

/** Writes to a member or an element, anywhere in the file: `cache[userId] = found`. */
export async function followWrites(walk: ValueWalk, { source, chain, rest, line, into }: ReadChain, root: string): Promise<void> {
  if (chain === root) return;
  await followAdditions(walk, source, { range: wholeFile(source), receiver: chain, whole: rest, into });
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
    walk.follow({ source, fn, text, calls, reads, line: startLine, into: hop ?? into, path: rest });
  }
}
