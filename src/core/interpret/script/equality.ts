import {
  Cls,
  Dict,
  Foreign,
  Func,
  Hosted,
  List,
  type Machine,
  Moment,
  Native,
  Obj,
  Pattern,
  Sym,
  Unknown,
  type Value,
} from '../values/value';
import { isTrue } from '../values/comparing';
import { hasOwn, keysOf } from './objects';
import { areSame, scriptOperated } from './operators';

/** How two values are compared by their parts. */
export interface Comparison {
  /** Plain values as `==` compares them. */
  isLoose?: true;
  /** Objects of different classes differ. */
  isTyped?: true;
  /** A property that is undefined is as if it was missing. */
  ignoresUndefined?: true;
  /** The first value may have more properties. */
  isPart?: true;
}

/** Whether two values have the same parts. */
export function sameParts(it: Machine, a: Value, b: Value, how: Comparison, seen: readonly (readonly [Value, Value])[] = []): boolean {
  if (b instanceof Obj && b.type === 'matcher') return isTrue(it, it.call(b.fields.get('matches'), [a]));
  if (a instanceof Foreign || b instanceof Foreign) return areSame(a, b);
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') {
    if (Object.is(a, b) || (typeof a === 'number' && typeof b === 'number' && how.isLoose === true && a === b)) return true;
    return (
      how.isLoose === true &&
      (a === null || typeof a !== 'object') &&
      (b === null || typeof b !== 'object') &&
      scriptOperated(it, '==', a, b) === true
    );
  }
  if (a === b || seen.some(([x, y]) => x === a && y === b)) return true;
  const within = [...seen, [a, b] as const];
  const same = (x: Value, y: Value): boolean => sameParts(it, x, y, how, within);
  if (a instanceof Moment || b instanceof Moment) return a instanceof Moment && b instanceof Moment && Object.is(a.ms, b.ms);
  if (a instanceof Pattern || b instanceof Pattern)
    return a instanceof Pattern && b instanceof Pattern && String(a.regex) === String(b.regex);
  if (a instanceof List || b instanceof List) {
    if (!(a instanceof List && b instanceof List)) return false;
    return a.items.length === b.items.length && a.items.every((each, at) => same(each, b.items[at]));
  }
  if (a instanceof Dict || b instanceof Dict) {
    if (!(a instanceof Dict && b instanceof Dict) || a.kind !== b.kind || a.entries.size !== b.entries.size) return false;
    const others = b.pairs();
    return a.pairs().every(([key, value]) => {
      if (b.has(key)) return a.kind === 'set' || same(value, b.get(key));
      return typeof key === 'object' && others.some(([own, other]) => same(key, own) && (a.kind === 'set' || same(value, other)));
    });
  }
  if (a instanceof Hosted || b instanceof Hosted) throw new Unknown('whether two objects of the library are the same');
  if (!(a instanceof Obj && b instanceof Obj)) {
    if ([a, b].some((each) => each instanceof Func || each instanceof Native || each instanceof Cls || each instanceof Sym)) return false;
    throw new Unknown('whether two objects are the same');
  }
  if (how.isTyped && (a.cls !== b.cls || a.proto !== b.proto || (a.type === '') !== (b.type === ''))) return false;
  if (a.type !== '' || b.type !== '') {
    const said = (each: Obj, name: string): Value => it.property(each, name);
    if (['name', 'message'].some((name) => !Object.is(said(a, name), said(b, name)))) return false;
  }
  const [own, others] = [a, b].map((each) =>
    keysOf(it, each).filter((key) => how.ignoresUndefined !== true || it.property(each, key) !== undefined),
  );
  if (how.isPart !== true && own!.length !== others!.length) return false;
  return others!.every(
    (key) =>
      (hasOwn(a, key) || (how.isPart === true && it.property(a, key) !== undefined)) && same(it.property(a, key), it.property(b, key)),
  );
}
