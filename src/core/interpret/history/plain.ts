import { OwnValue, Pointer, type Value } from '../values/value';

/** What a pointer leads to, and what a value of one language is written like. */
export function plainOf(value: Value): Value {
  if (value instanceof Pointer) return plainOf(value.to);
  return value instanceof OwnValue ? value.plain : value;
}
