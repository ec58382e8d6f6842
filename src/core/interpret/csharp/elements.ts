import { methodsOf } from '../../flow/program';
import type { Expr } from '../../syntax/lower/ir';
import { fail } from '../library/errors';
import { bound, methodIn } from '../running/lookup';
import type { Core, Frame } from '../running/machine';
import { elementAt } from '../running/members';
import { List, Obj, Unknown, type Value } from '../values/value';

/** Gives an element of several dimensions, or of a class, its value; whether it was one. */
export function setNetElement(it: Core, target: Extract<Expr, { kind: 'index' }>, of: Value, value: Value, frame: Frame): boolean {
  if (of instanceof Obj && of.cls) {
    const setter = of.cls.order
      .flatMap((cls) => methodsOf(cls.at).map((fn) => ({ fn, owner: cls, file: cls.at.file })))
      .find(({ fn }) => fn.name === 'this[]' && fn.words.includes('set'));
    if (!setter) return false;
    it.call(bound(it, setter, of), [...target.keys.map((each) => it.evaluate(each, frame)), value]);
    return true;
  }
  const last = target.keys.at(-1);
  if (!last || target.keys.length < 2) return false;
  const row = target.keys.slice(0, -1).reduce<Value>((at, each) => elementAt(it, at, it.evaluate(each, frame), true), of);
  const place = Number(it.evaluate(last, frame));
  if (!(row instanceof List)) return false;
  if (place < 0 || place >= row.items.length) return fail('IndexOutOfRangeException');
  row.items[place] = value;
  return true;
}

/** What `var (name, size) = value` takes a value apart into. */
export function partsOf(it: Core, value: Value, size: number): Value[] {
  if (!(value instanceof Obj)) throw new Unknown('parts of something else');
  if (value.type === 'entry') return [value.fields.get('key'), value.fields.get('value')];
  const own = value.cls && methodIn(value.cls, 'Deconstruct');
  if (own) {
    it.call(
      bound(it, own, value),
      Array.from({ length: size }, () => null),
    );
    const given = Array.from({ length: size }, (_, at) => it.referred?.get(at));
    it.referred = undefined;
    return given;
  }
  const head =
    value.cls && methodsOf(value.cls.at).find(({ name, params }) => name === value.cls!.name && params.some(({ field }) => field));
  if (!head || head.params.length !== size) throw new Unknown('parts of something else');
  return head.params.map(({ name }) => value.fields.get(name));
}
