import { List, Unknown, type Value } from '../values/value';
import { nextOf, toIter } from './iterators';
import type { World } from './machine';
import type { Type } from './modules';
import { Iter, usize } from './values';

const pair = (a: Value, b: Value): List => new List([a, b], 'tuple');

/** One that gives what another gives, changed. */
export function mapped(of: Iter, change: (value: Value, want?: Type) => Value): Iter {
  const back =
    of.back &&
    ((): Value | undefined => {
      const value = of.back!();
      return value === undefined ? undefined : change(value, made.want);
    });
  const made: Iter = new Iter(
    () => {
      const value = nextOf(of);
      return value === undefined ? undefined : change(value, made.want);
    },
    back,
    of.length,
    of.copy && ((): Iter => mapped(of.copy!(), change)),
  );
  return made;
}

export function filtered(of: Iter, change: (value: Value, want?: Type) => Value | undefined): Iter {
  const from = (next: () => Value | undefined) => (): Value | undefined => {
    for (let value = next(); value !== undefined; value = next()) {
      const found = change(value, made.want);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const made: Iter = new Iter(
    from(() => nextOf(of)),
    of.back && from(of.back),
    undefined,
    of.copy && ((): Iter => filtered(of.copy!(), change)),
  );
  return made;
}

/** One that gives values of another as they are. */
export function passing(made: Iter, of: Iter): Iter {
  made.source = of;
  return made;
}

export function expect(of: Iter, type: Type | undefined): void {
  for (let at: Iter | undefined = of; at; at = at.source) at.want = type;
}

/** A type whose open parts another one says. */
export function merged(one: Type | undefined, other: Type | undefined): Type | undefined {
  if (!one || !other || (one.name !== other.name && other.name !== '?' && one.name !== '?')) return one ?? other;
  const args = Array.from({ length: Math.max(one.args.length, other.args.length) }, (_, at) => merged(one.args[at], other.args[at]));
  return { ...(one.name === '?' ? other : one), args };
}

export function backOf(of: Iter): () => Value | undefined {
  if (!of.back || of.peeked) throw new Unknown('an iterator from its end');
  return of.back;
}

export function lengthOf(of: Iter): number {
  if (!of.length) throw new Unknown('the length of an iterator');
  return of.length() + (of.peeked?.value === undefined ? 0 : 1);
}

export function skipped(of: Iter, count: number): Iter {
  let left = count;
  const next = (): Value | undefined => {
    for (; left > 0; left -= 1) if (nextOf(of) === undefined) return undefined;
    return nextOf(of);
  };
  return new Iter(
    next,
    of.back && of.length && ((): Value | undefined => (lengthOf(of) > left ? of.back!() : undefined)),
    of.length && ((): number => Math.max(0, lengthOf(of) - left)),
    of.copy && ((): Iter => skipped(of.copy!(), left)),
  );
}

export function taken(w: World, of: Iter, count: number): Iter {
  let left = count;
  return new Iter(
    () => (left > 0 ? ((left -= 1), nextOf(of)) : undefined),
    of.back &&
      of.length &&
      ((): Value | undefined => {
        for (let over = lengthOf(of) - left; over > 0; over -= 1) of.back!();
        return left > 0 ? ((left -= 1), of.back!()) : undefined;
      }),
    of.length && ((): number => Math.min(left, lengthOf(of))),
    of.copy && ((): Iter => taken(w, of.copy!(), left)),
  );
}

export function chained(one: Iter, other: Iter): Iter {
  return new Iter(
    () => nextOf(one) ?? nextOf(other),
    one.back && other.back && ((): Value | undefined => other.back!() ?? one.back!()),
    one.length && other.length && ((): number => lengthOf(one) + lengthOf(other)),
    one.copy && other.copy && ((): Iter => chained(one.copy!(), other.copy!())),
  );
}

export function zipped(one: Iter, other: Iter): Iter {
  return new Iter(
    () => {
      const a = nextOf(one);
      const b = a === undefined ? undefined : nextOf(other);
      return a === undefined || b === undefined ? undefined : pair(a, b);
    },
    one.back &&
      other.back &&
      one.length &&
      other.length &&
      ((): Value | undefined => {
        const [x, y] = [lengthOf(one), lengthOf(other)];
        for (let over = x - y; over > 0; over -= 1) one.back!();
        for (let over = y - x; over > 0; over -= 1) other.back!();
        const [a, b] = [one.back!(), other.back!()];
        return a === undefined || b === undefined ? undefined : pair(a, b);
      }),
    one.length && other.length && ((): number => Math.min(lengthOf(one), lengthOf(other))),
    one.copy && other.copy && ((): Iter => zipped(one.copy!(), other.copy!())),
  );
}

export function enumerated(of: Iter, start = 0): Iter {
  let at = start;
  return new Iter(
    () => {
      const value = nextOf(of);
      return value === undefined ? undefined : pair(usize(at++), value);
    },
    of.back &&
      of.length &&
      ((): Value | undefined => {
        const place = at + lengthOf(of) - 1;
        const value = of.back!();
        return value === undefined ? undefined : pair(usize(place), value);
      }),
    of.length && ((): number => lengthOf(of)),
    of.copy && ((): Iter => enumerated(of.copy!(), at)),
  );
}

export function flattened(w: World, of: Iter): Iter {
  let [front, end]: [Iter | undefined, Iter | undefined] = [undefined, undefined];
  return new Iter(
    () => {
      for (;;) {
        const value = front && nextOf(front);
        if (value !== undefined) return value;
        const next = nextOf(of);
        if (next === undefined) return end && nextOf(end);
        front = toIter(w, next);
      }
    },
    of.back &&
      ((): Value | undefined => {
        for (;;) {
          const value = end && backOf(end)();
          if (value !== undefined) return value;
          const next = of.back!();
          if (next === undefined) return front && backOf(front)();
          end = toIter(w, next);
        }
      }),
  );
}
