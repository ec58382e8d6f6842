import type { Expr, Ir, Stmt } from '../../syntax/lower/ir';
import { listed } from '../script/iteration';
import { listOf } from '../values/iteration';
import { copied } from '../values/structs';
import { Unknown, type Value } from '../values/value';
import type { Core, Frame } from './machine';

/** The values of some elements, with those of what is spread among them. */
export function elements(it: Core, list: readonly Expr[], frame: Frame): Value[] {
  return list.flatMap((each) => {
    if (each.kind === 'same' && each.how === 'spread') {
      const all = it.evaluate(each.of, frame);
      return it.family === 'javascript' ? [...listed(it, all, frame.file.text.slice(each.of.start, each.of.end))] : listOf(it, all);
    }
    if (each.kind === 'opaque' && each.parts.length === 0 && it.family !== 'ruby') throw new Unknown('a gap');
    return [copied(it, it.evaluate(each, frame))];
  });
}

/** Whether only commas stand between some parts. */
export function isListed(text: string, parts: readonly Expr[]): boolean {
  return parts.every((each, at) => at === 0 || /^\s*,\s*$/.test(text.slice(parts[at - 1]!.end, each.start)));
}

export function isStatement(node: Ir): node is Exclude<Stmt, { kind: 'assign' | 'fn' }> {
  return /^(?:do|loop|return|throw|jump|branch|switch|try|class|block)$/.test(node.kind);
}
