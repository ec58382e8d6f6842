import type { Expr, Stmt } from '../../syntax/lower/ir';
import { fail } from '../library/errors';
import { constructFurther } from '../running/classes';
import { isOfType } from '../values/kinds';
import type { Core, Frame } from '../running/machine';
import { Cls, Foreign, Obj, type Value } from '../values/value';

/** What code of Java means that has no kind of its own in the lowered code; undefined where it is none of these. */
export function javaForm(it: Core, node: Extract<Expr, { kind: 'opaque' }>, written: string, frame: Frame): Value | undefined {
  const [first] = node.parts;
  const parts = (of = node): Value[] => of.parts.map((each) => it.evaluate(each as Expr, frame));
  const [, further] = /^(this|super)\s*\(/.exec(written) ?? [];
  if (further !== undefined) {
    const given = node.parts.find((each) => each.kind === 'opaque');
    return constructFurther(it, further, given?.kind === 'opaque' ? parts(given) : [], frame);
  }
  if (/^static\s*\{/.test(written) && first) {
    it.run(first as Stmt, frame);
    return null;
  }
  // `[rows]` and `[]` of `new int[rows][columns]` and `new int[rows][]`.
  if (written === '[]') return null;
  if (written.startsWith('[') && node.parts.length === 1) return parts()[0];
  const [, type, name] = /\sinstanceof\s+(?:final\s+)?([\w.]+(?:<[^()]*>)?(?:\[\])*)(?:\s+(\w+))?$/.exec(written) ?? [];
  if (type !== undefined && first) {
    const value = it.evaluate(first as Expr, frame);
    const is = value !== null && isOfType(it, value, type);
    if (is && name !== undefined) frame.env.names.set(name, value);
    return is;
  }
  const [, owner] = /^([\w.]+)(?:\[\])*\s*\.\s*class$/.exec(written) ?? [];
  if (owner !== undefined) {
    const of = it.evaluate({ start: node.start, end: node.start, kind: 'name', name: owner.replace(/^.*\.(?=[A-Z])/, '') }, frame);
    return of instanceof Cls ? of : new Foreign(owner);
  }
  const [, around] = /^([A-Z]\w*)\.this$/.exec(written) ?? [];
  if (around !== undefined) for (let at: Value = frame.self; at instanceof Obj; at = at.outer) if (it.isA(at, around)) return at;
  if (/^assert\b/.test(written) && first) {
    if (it.evaluate(first as Expr, frame) === true) return null;
    const said = node.parts[1] && it.shown(it.evaluate(node.parts[1] as Expr, frame));
    return fail('AssertionError', said ?? null);
  }
  return undefined;
}
