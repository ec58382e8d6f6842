import { Obj, OwnValue, Pointer, type Value } from '../values/value';

/** What a pointer leads to, and what a value of one language is written like. */
export function plainOf(value: Value): Value {
  if (value instanceof Pointer) return plainOf(value.to);
  return value instanceof OwnValue ? value.plain : value;
}

/** Whether something stands for a value that is missing: nothing, no number, an optional that is empty, an error in place of a result. */
export function isNothing(value: Value): boolean {
  const plain = plainOf(value);
  return plain === null || plain === undefined || Number.isNaN(plain) || (plain instanceof Obj && plain.isMissing);
}
