import { type Dict, Obj, OwnValue, Pointer, Unknown, type Value } from '../values/value';

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

/** Whether a map has a key, as it is or as what is plain of it. */
export function holdsKey(whole: Dict, key: Value): boolean {
  return [key, plainOf(key)].some((each) => {
    try {
      return whole.has(each);
    } catch (error) {
      if (error instanceof Unknown) return false;
      throw error;
    }
  });
}
