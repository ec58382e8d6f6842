import { fail } from '../library/errors';
import { num, refuse } from '../library/parts';
import { compared, isTrue, same } from '../values/comparing';
import { operated } from '../values/operators';
import { Decimal, Dict, Func, List, Native, Obj, type Machine, type Value } from '../values/value';
import { arrayOf, itemsFrom } from './items';
import { Query } from './query';

type Row = (it: Machine, of: Value, args: Value[]) => Value;
type Steps = (it: Machine, of: Value, args: Value[]) => Iterable<Value>;

const empty = (): never => fail('InvalidOperationException', 'Sequence contains no elements');
const unmatched = (): never => fail('InvalidOperationException', 'Sequence contains no matching element');
const several = (isMatched: boolean): never =>
  fail('InvalidOperationException', `Sequence contains more than one ${isMatched ? 'matching ' : ''}element`);

/** Calls a function with an element, and with its place where it takes two. */
const turn = (it: Machine, fn: Value | undefined, item: Value, at: number): Value =>
  it.call(fn ?? null, fn instanceof Func && fn.fn.params.length > 1 ? [item, BigInt(at)] : [item]);

const by = (it: Machine, fn: Value | undefined, item: Value): Value => (fn === undefined ? item : it.call(fn, [item]));
const holds = (it: Machine, fn: Value | undefined, item: Value, at = 0): boolean => isTrue(it, turn(it, fn, item, at));
const all = (it: Machine, of: Value | undefined): Value[] => [...itemsFrom(it, of ?? null)];

/** A step that gives its elements only when somebody goes through them, and does so anew for each. */
const lazy =
  (steps: Steps, keepsKind = false): Row =>
  (it, of, args) => {
    if (of === null) return fail('ArgumentNullException');
    return new Query(it, () => steps(it, of, args)[Symbol.iterator](), keepsKind ? of : undefined);
  };

/** The same where the elements are some of those that there were. */
const some = (steps: Steps): Row => lazy(steps, true);

const distinct = (it: Machine, items: Iterable<Value>, key?: Value): Value[] => {
  const seen = new Dict('set');
  const found: Value[] = [];
  for (const each of items) {
    const own = by(it, key, each);
    if (seen.has(own)) continue;
    seen.set(own, own);
    found.push(each);
  }
  return found;
};

const setOf = (items: Iterable<Value>): Dict => {
  const made = new Dict('set');
  for (const each of items) if (!made.has(each)) made.set(each, each);
  return made;
};

/** What `OrderBy` gives, which `ThenBy` orders further. */
class Ordered extends Query {
  constructor(
    it: Machine,
    override readonly source: Value,
    readonly orders: readonly ((a: Value, b: Value) => number)[],
  ) {
    super(
      it,
      () => {
        const items = all(it, source);
        return items
          .toSorted((a, b) => {
            for (const order of orders) {
              const found = order(a, b);
              if (found !== 0) return found;
            }
            return 0;
          })
          .values();
      },
      source,
    );
  }
}

/** Texts are ordered as a reader does: small letters before capital ones only where nothing else tells them apart. */
export function orderOf(it: Machine, a: Value, b: Value): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  if (typeof a === 'string' && typeof b === 'string' && (a.length !== 1 || b.length !== 1)) {
    if (a === b) return 0;
    const [x, y] = [a.toLowerCase(), b.toLowerCase()];
    if (x === y) return a > b ? -1 : 1;
    let at = 0;
    while (x[at] === y[at]) at += 1;
    const [one = '', other = ''] = [x[at], y[at]];
    if (one === '' || other === '') return x.length - y.length;
    // Signs are passed over, or not, as the machine's place has it.
    return /^[a-z\d]{2}$/.test(one + other) ? (one < other ? -1 : 1) : refuse('an order of texts');
  }
  return compared(it, a, b);
}

const orderBy =
  (sign: 1 | -1, isFurther: boolean): Row =>
  (it, of, [key, comparer]) => {
    if (comparer !== undefined) return refuse('a comparer');
    const order = (a: Value, b: Value): number => sign * orderOf(it, by(it, key, a), by(it, key, b));
    if (isFurther) return of instanceof Ordered ? new Ordered(it, of.source, [...of.orders, order]) : refuse('ThenBy');
    return new Ordered(it, of, [order]);
  };

function groups(it: Machine, of: Value, [key, element]: Value[]): Obj[] {
  const found = new Dict();
  for (const each of itemsFrom(it, of)) {
    const own = by(it, key, each);
    const group = found.get(own);
    const item = by(it, element, each);
    if (group instanceof List) group.items.push(item);
    else found.set(own, new List([item]));
  }
  return found.pairs().map(
    ([own, items]) =>
      new Obj(
        undefined,
        new Map([
          ['key', own],
          ['items', items],
        ]),
        'group',
      ),
  );
}

const added = (it: Machine, items: readonly Value[]): Value =>
  items.reduce<Value>((total, each) => (each === null ? total : operated(it, '+', total, each)), 0n);

const most =
  (sign: 1 | -1, isItem: boolean): Row =>
  (it, of, [fn]) => {
    const items = all(it, of).map((item) => ({ item, own: by(it, fn, item) }));
    const some = items.filter(({ own }) => own !== null);
    if (some.length === 0) return items.length > 0 || isItem ? null : empty();
    const best = some.reduce((a, b) => (orderOf(it, b.own, a.own) * sign > 0 ? b : a));
    return isItem ? best.item : best.own;
  };

const first =
  (otherwise: 'error' | 'default', isLast = false): Row =>
  (it, of, [fn, given]) => {
    const asks = fn instanceof Func || fn instanceof Native;
    let found: { item: Value } | undefined;
    let at = 0;
    for (const item of itemsFrom(it, of)) {
      if (asks && !holds(it, fn, item, at++)) continue;
      found = { item };
      if (!isLast) break;
    }
    if (found) return found.item;
    if (otherwise === 'error') return asks ? unmatched() : empty();
    return (asks ? given : fn) ?? defaultLike(it, of);
  };

const single =
  (otherwise: 'error' | 'default'): Row =>
  (it, of, [fn]) => {
    const found = all(it, of).filter((item, at) => fn === undefined || holds(it, fn, item, at));
    if (found.length > 1) return several(fn !== undefined);
    if (found.length === 1) return found[0];
    return otherwise === 'default' ? defaultLike(it, of) : fn === undefined ? empty() : unmatched();
  };

/** What stands for no element: nothing, or 0 where there are numbers. */
function defaultLike(it: Machine, of: Value): Value {
  if (of instanceof Query && of.source !== undefined) return defaultLike(it, of.source);
  if (of instanceof List && of.elementType !== undefined) return it.emptyOf(of.elementType);
  if (of instanceof Dict || typeof of === 'string') return refuse('a default of something');
  const [one] = all(it, of);
  if (one === null || typeof one === 'string') return null;
  if (typeof one === 'bigint') return 0n;
  if (typeof one === 'number') return 0;
  if (typeof one === 'boolean') return false;
  return one instanceof Obj && one.cls && !one.constant && !one.isData ? null : refuse('a default of something');
}

/** Extension methods of all that can be gone through, by name. */
export const LINQ: Readonly<Record<string, Row>> = {
  Select: lazy(function* (it, of, [fn]) {
    let at = 0;
    for (const each of itemsFrom(it, of)) yield turn(it, fn, each, at++);
  }),
  Where: some(function* (it, of, [fn]) {
    let at = 0;
    for (const each of itemsFrom(it, of)) if (holds(it, fn, each, at++)) yield each;
  }),
  SelectMany: lazy(function* (it, of, [fn, result]) {
    let at = 0;
    for (const each of itemsFrom(it, of))
      for (const inner of itemsFrom(it, turn(it, fn, each, at++))) yield result === undefined ? inner : it.call(result, [each, inner]);
  }),
  Skip: some(function* (it, of, [size]) {
    let at = 0;
    for (const each of itemsFrom(it, of)) if (at++ >= num(size)) yield each;
  }),
  Take: some(function* (it, of, [size]) {
    let left = num(size);
    if (left <= 0) return;
    for (const each of itemsFrom(it, of)) {
      yield each;
      if (--left <= 0) return;
    }
  }),
  TakeWhile: some(function* (it, of, [fn]) {
    let at = 0;
    for (const each of itemsFrom(it, of)) {
      if (!holds(it, fn, each, at++)) return;
      yield each;
    }
  }),
  SkipWhile: some(function* (it, of, [fn]) {
    let isIn = false;
    let at = 0;
    for (const each of itemsFrom(it, of)) if ((isIn ||= !holds(it, fn, each, at++))) yield each;
  }),
  TakeLast: some((it, of, [size]) => all(it, of).slice(-num(size) || Number.MAX_SAFE_INTEGER)),
  SkipLast: some((it, of, [size]) => all(it, of).slice(0, num(size) === 0 ? undefined : -num(size))),
  Concat: some(function* (it, of, [other]) {
    yield* itemsFrom(it, of);
    yield* itemsFrom(it, other ?? null);
  }),
  Append: some(function* (it, of, [item]) {
    yield* itemsFrom(it, of);
    yield item;
  }),
  Prepend: some(function* (it, of, [item]) {
    yield item;
    yield* itemsFrom(it, of);
  }),
  Reverse: some((it, of) => all(it, of).toReversed()),
  Cast: lazy((it, of) => itemsFrom(it, of)),
  AsEnumerable: some((it, of) => itemsFrom(it, of)),
  Distinct: some((it, of, [comparer]) => (comparer === undefined ? distinct(it, itemsFrom(it, of)) : refuse('a comparer'))),
  DistinctBy: some((it, of, [key]) => distinct(it, itemsFrom(it, of), key)),
  Union: some((it, of, [other]) => distinct(it, [...itemsFrom(it, of), ...itemsFrom(it, other ?? null)])),
  Except: some((it, of, [other]) => {
    const out = setOf(itemsFrom(it, other ?? null));
    return distinct(it, itemsFrom(it, of)).filter((each) => !out.has(each));
  }),
  Intersect: some((it, of, [other]) => {
    const both = setOf(itemsFrom(it, other ?? null));
    return distinct(it, itemsFrom(it, of)).filter((each) => both.has(each));
  }),
  Zip: lazy(function* (it, of, [other, fn]) {
    const second = itemsFrom(it, other ?? null);
    for (const each of itemsFrom(it, of)) {
      const step = second.next();
      if (step.done) return;
      yield fn === undefined ? new List([each, step.value], 'tuple') : it.call(fn, [each, step.value]);
    }
  }),
  DefaultIfEmpty: lazy((it, of, [value]) => {
    const items = all(it, of);
    return items.length > 0 ? items : [value ?? refuse('a default of something')];
  }),
  GroupBy: lazy((it, of, [key, element, result]) => {
    if (result !== undefined) return refuse('a result of a group');
    return element instanceof Func && element.fn.params.length === 2
      ? groups(it, of, [key!]).map((each) => it.call(element, [each.fields.get('key'), each]))
      : groups(it, of, [key!, element]);
  }),
  Join: lazy(function* (it, of, [other, key, otherKey, result]) {
    const inner = groups(it, other ?? null, [otherKey!]);
    for (const each of itemsFrom(it, of)) {
      const own = by(it, key, each);
      const group = own === null ? undefined : inner.find((one) => same(it, one.fields.get('key'), own));
      if (group) for (const one of itemsFrom(it, group)) yield it.call(result, [each, one]);
    }
  }),
  Chunk: lazy(function* (it, of, [size]) {
    const items = all(it, of);
    for (let at = 0; at < items.length; at += num(size)) yield arrayOf(items.slice(at, at + num(size)));
  }),
  OrderBy: orderBy(1, false),
  OrderByDescending: orderBy(-1, false),
  ThenBy: orderBy(1, true),
  ThenByDescending: orderBy(-1, true),
  ToList: (it, of) => new List(all(it, of)),
  ToArray: (it, of) => arrayOf(all(it, of)),
  ToHashSet: (it, of) => setOf(itemsFrom(it, of)),
  ToDictionary: (it, of, [key, value]) => {
    const made = new Dict();
    for (const each of itemsFrom(it, of)) {
      const own = by(it, key, each);
      if (made.has(own)) return fail('ArgumentException');
      made.set(own, by(it, value, each));
    }
    return made;
  },
  ToLookup: (it, of, args) => {
    const made = new Dict();
    for (const each of groups(it, of, args)) made.set(each.fields.get('key'), each.fields.get('items'));
    made.otherwise = arrayOf([]);
    return made;
  },
  Count: (it, of, [fn]) => BigInt(all(it, of).filter((each, at) => fn === undefined || holds(it, fn, each, at)).length),
  LongCount: (it, of, args) => LINQ['Count']!(it, of, args),
  Any: (it, of, [fn]) => {
    let at = 0;
    for (const each of itemsFrom(it, of)) if (fn === undefined || holds(it, fn, each, at++)) return true;
    return false;
  },
  All: (it, of, [fn]) => {
    let at = 0;
    for (const each of itemsFrom(it, of)) if (!holds(it, fn, each, at++)) return false;
    return true;
  },
  Contains: (it, of, [value, comparer]) =>
    comparer === undefined ? all(it, of).some((each) => same(it, each, value)) : refuse('a comparer'),
  Sum: (it, of, [fn]) =>
    added(
      it,
      all(it, of).map((each) => by(it, fn, each)),
    ),
  Average: (it, of, [fn]) => {
    const items = all(it, of).map((each) => by(it, fn, each));
    if (items.length === 0) return empty();
    const total = added(it, items);
    return total instanceof Decimal ? operated(it, '/', total, BigInt(items.length)) : num(total) / items.length;
  },
  Min: most(-1, false),
  Max: most(1, false),
  MinBy: most(-1, true),
  MaxBy: most(1, true),
  First: first('error'),
  FirstOrDefault: first('default'),
  Last: first('error', true),
  LastOrDefault: first('default', true),
  Single: single('error'),
  SingleOrDefault: single('default'),
  ElementAt: (it, of, [place]) => all(it, of)[num(place)] ?? fail('ArgumentOutOfRangeException'),
  ElementAtOrDefault: (it, of, [place]) => all(it, of)[num(place)] ?? defaultLike(it, of),
  Aggregate: (it, of, args) => {
    const items = all(it, of);
    const [start, fn, result] = args.length === 1 ? [undefined, args[0]!, undefined] : args;
    if (args.length === 1 && items.length === 0) return empty();
    const begin = args.length === 1 ? items.shift() : start;
    const total = items.reduce<Value>((sum, each) => it.call(fn, [sum, each]), begin);
    return result === undefined ? total : it.call(result, [total]);
  },
  SequenceEqual: (it, of, [other]) => {
    const [a, b] = [all(it, of), all(it, other)];
    return a.length === b.length && a.every((each, at) => same(it, each, b[at]));
  },
};
