/**
 * Makes a new state keep the objects of the old one that are equal, so that a component with an unchanged part is not drawn again. Plain
 * JSON-like data only. Neither argument is changed.
 * @returns `before` itself when all is equal
 */
export function shareUnchanged<T>(before: T | undefined, after: T): T {
  return share(before, after) as T;
}

function share(before: unknown, after: unknown): unknown {
  if (Object.is(before, after) || !isObject(before) || !isObject(after) || Array.isArray(before) !== Array.isArray(after)) return after;
  if (Array.isArray(after)) {
    const old = before as unknown[];
    const shared = after.map((item, index) => share(old[index], item));
    return old.length === shared.length && shared.every((item, index) => item === old[index]) ? old : shared;
  }
  const old = before as Record<string, unknown>;
  const entries = Object.entries(after).map(([key, value]) => [key, share(old[key], value)] as const);
  const same = entries.length === Object.keys(old).length && entries.every(([key, value]) => value === old[key] && key in old);
  return same ? old : Object.fromEntries(entries);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
