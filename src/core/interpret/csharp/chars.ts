import type { Machine, Value } from '../values/value';

const made = new WeakMap<Machine, Set<string>>();

/** A letter that is no text. Both are held alike, so that it is kept which letters there were. */
export function charOf(it: Machine, sign: string): string {
  const known = made.get(it);
  if (known) known.add(sign);
  else made.set(it, new Set([sign]));
  return sign;
}

/** Whether a text of one letter may be a letter. */
export function mayBeChar(it: Machine, value: Value): boolean {
  return typeof value === 'string' && made.get(it)?.has(value) === true;
}
