import { Dict, List, Obj, Thrown, Unknown, type Value } from '../values/value';

/** An array's keys with their values. */
export function phpPairs(of: Value): [Value, Value][] {
  if (of instanceof Dict) return of.pairs();
  if (of instanceof List) return of.items.map((each, at) => [BigInt(at), each]);
  if (of === null || of === undefined) throw new Thrown(new Obj(undefined, new Map(), 'TypeError'));
  throw new Unknown('no array');
}

/** An array of keys with their values: a list, where the keys count up from 0. */
export function phpArray(pairs: readonly (readonly [Value, Value])[]): List | Dict {
  if (pairs.every(([key], at) => key === BigInt(at))) return new List(pairs.map(([, value]) => value));
  const made = new Dict();
  for (const [key, value] of pairs) made.set(phpKey(key), value);
  return made;
}

/** The key that an array keeps: whole numbers in texts are numbers. */
export function phpKey(key: Value): Value {
  if (typeof key === 'string' && /^(?:0|-?[1-9]\d{0,17})$/.test(key)) return BigInt(key);
  if (typeof key === 'boolean') return BigInt(key);
  if (typeof key === 'number') return BigInt(Math.trunc(key));
  return key ?? '';
}
