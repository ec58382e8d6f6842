import { isTrue, same } from '../values/comparing';
import { listOf, pulled } from '../values/iteration';
import { counted } from '../values/limits';
import { operated } from '../values/operators';
import { fail } from '../library/errors';
import { num, type Row } from '../library/rowParts';
import { isNumber, List, Native, Obj, Stream, Thrown, Unknown, type Machine, type Value } from '../values/value';

type Source = Iterator<Value, Value, Value>;

const tuple = (items: Value[]): List => new List(items, 'tuple');

/** What an iterator still gives. */
function* rest(source: Source): Generator<Value> {
  for (let step = source.next(null); !step.done; step = source.next(null)) yield step.value;
}

const all = (it: Machine, of: Value): Generator<Value> => rest(pulled(it, of));

/** The same where the first argument is gone through: what has no elements is an error at once. */
const over = (make: (it: Machine, of: Generator<Value>, args: Value[], named: ReadonlyMap<string, Value>) => Generator<Value>): Row =>
  lazy((it, args, named) => {
    const of = all(it, args[0]);
    return make(it, of, args.slice(1), named);
  });

/** The same where a function comes first, and what is gone through second. */
const by = (make: (it: Machine, of: Generator<Value>, ask: (...args: Value[]) => Value, fn: Value) => Generator<Value>): Row =>
  lazy((it, [fn, of]) => make(it, all(it, of), (...args) => it.call(fn, args), fn));

/** A row whose values are made when they are asked for. */
function lazy(make: (it: Machine, args: Value[], named: ReadonlyMap<string, Value>) => Generator<Value>): Row {
  return (it, args, named) => Stream.of(make(it, args, named));
}

/** Asks each source for a value, in their order. @returns the values up to the source that has none */
function step(sources: readonly Source[]): Value[] {
  const items: Value[] = [];
  for (const source of sources) {
    const next = source.next(null);
    if (next.done) break;
    items.push(next.value);
  }
  return items;
}

const zip: Row = (it, args, named) => {
  const sources = args.map((each) => pulled(it, each));
  return Stream.of(
    (function* (): Generator<Value, Value, Value> {
      for (;;) {
        const items = step(sources);
        if (items.length < sources.length || items.length === 0) {
          const isUneven = items.length > 0 || sources.slice(1).some((each) => !each.next(null).done);
          if (named.get('strict') === true && isUneven) fail('ValueError');
          return null;
        }
        yield tuple(items);
      }
    })(),
  );
};

const chosen = (items: readonly Value[], size: number): Value[][] =>
  size === 0 ? [[]] : items.flatMap((each, at) => chosen(items.slice(at + 1), size - 1).map((rest) => [each, ...rest]));

const arranged = (items: readonly Value[], size: number): Value[][] =>
  size === 0 ? [[]] : items.flatMap((each, at) => arranged(items.toSpliced(at, 1), size - 1).map((rest) => [each, ...rest]));

const repeated = (items: readonly Value[], size: number): Value[][] =>
  size === 0 ? [[]] : items.flatMap((each, at) => repeated(items.slice(at), size - 1).map((rest) => [each, ...rest]));

const tuples = (rows: readonly Value[][]): Stream => Stream.of(rows.map(tuple).values());

const plus = (a: Value, b: Value): Value => (typeof a === 'bigint' && typeof b === 'bigint' ? a + b : num(a) + num(b));

function stop(value: Value): never {
  throw new Thrown(new Obj(undefined, new Map<string, Value>([['value', value ?? null]]), 'StopIteration'));
}

/** The next value of an iterator of Python; `otherwise`, or an error, where there is none. */
const next: Row = (it, [of, otherwise]) => {
  const own = it.methodOf(of, /^__next__$/);
  if (own !== undefined) {
    if (otherwise === undefined) return it.call(own, []);
    throw new Unknown('a next');
  }
  if (of instanceof List || typeof of === 'string' || isNumber(of) || of === null) return fail('TypeError');
  const found = pulled(it, of).next(null);
  return !found.done ? found.value : otherwise === undefined ? stop(found.value) : otherwise;
};

/** What goes through the elements of others, by name. */
export const ITERATOR_ROWS: Readonly<Record<string, Row>> = {
  'python iter': (it, [of, end]) => {
    if (end === undefined) return Stream.of(pulled(it, of));
    return Stream.of(
      (function* (): Generator<Value, Value, Value> {
        for (let item = it.call(of, []); !same(it, item, end); item = it.call(of, [])) yield item;
        return null;
      })(),
    );
  },
  'python next': next,
  'python any': (it, [of]) => [...until(it, of, true)].length > 0,
  'python all': (it, [of]) => [...until(it, of, false)].length === 0,
  reversed: (it, [of]) => {
    const own = it.methodOf(of, /^__reversed__$/);
    return own === undefined ? Stream.of(listOf(it, of).toReversed().values()) : Stream.of(pulled(it, it.call(own, [])));
  },
  'python enumerate': over(function* (_, of, [start], named) {
    let at: Value = start ?? named.get('start') ?? 0n;
    for (const item of of) {
      yield tuple([at, item]);
      at = plus(at, 1n);
    }
  }),
  'python zip': zip,
  'python map': (it, [fn, ...of]) => {
    const sources = of.map((each) => pulled(it, each));
    return Stream.of(
      (function* (): Generator<Value, Value, Value> {
        for (let items = step(sources); items.length === sources.length; items = step(sources)) yield it.call(fn, items);
        return null;
      })(),
    );
  },
  'python filter': by(function* (it, of, ask, fn) {
    for (const item of of) if (isTrue(it, fn === null ? item : ask(item))) yield item;
  }),
  'itertools.filterfalse': by(function* (it, of, ask, fn) {
    for (const item of of) if (!isTrue(it, fn === null ? item : ask(item))) yield item;
  }),
  'itertools.takewhile': by(function* (it, of, ask) {
    for (const item of of) {
      if (!isTrue(it, ask(item))) return;
      yield item;
    }
  }),
  'itertools.dropwhile': by(function* (it, of, ask) {
    let drops = true;
    for (const item of of) if (!(drops &&= isTrue(it, ask(item)))) yield item;
  }),
  'itertools.starmap': by(function* (it, of, ask) {
    for (const item of of) yield ask(...listOf(it, item));
  }),
  'itertools.compress': over(function* (it, of, [selectors]) {
    const asked = all(it, selectors);
    for (const item of of) {
      const own = asked.next();
      if (own.done) return;
      if (isTrue(it, own.value)) yield item;
    }
  }),
  'itertools.count': lazy(function* (_, [from, step], named) {
    for (let at: Value = from ?? named.get('start') ?? 0n; ; at = plus(at, step ?? named.get('step') ?? 1n)) yield at;
  }),
  'itertools.cycle': over(function* (_, of) {
    const items: Value[] = [];
    for (const item of of) {
      items.push(item);
      yield item;
    }
    while (items.length > 0) yield* items;
  }),
  'itertools.repeat': lazy(function* (_, [of, times], named) {
    const most = times ?? named.get('times');
    for (let at = 0n; most === undefined || at < (most as bigint); at += 1n) yield of;
  }),
  'itertools.chain': lazy(function* (it, args) {
    for (const each of args) yield* all(it, each);
  }),
  'itertools.chain.from_iterable': over(function* (it, of) {
    for (const each of of) yield* all(it, each);
  }),
  'itertools.pairwise': over(function* (_, of) {
    let before: Value;
    let has = false;
    for (const item of of) {
      if (has) yield tuple([before, item]);
      [before, has] = [item, true];
    }
  }),
  'itertools.islice': (it, [given, ...ends]) => {
    const [from, to, by] = (ends.length === 1 ? [0n, ends[0], 1n] : [ends[0] ?? 0n, ends[1], ends[2] ?? 1n]).map((each) =>
      each === null || each === undefined ? undefined : num(each),
    );
    const of = pulled(it, given);
    return Stream.of(
      (function* (): Generator<Value, Value, Value> {
        for (let at = 0; to === undefined || at < to; at += 1) {
          const one = of.next(null);
          if (one.done) return null;
          if (at >= from! && (at - from!) % by! === 0) yield one.value;
        }
        return null;
      })(),
    );
  },
  'itertools.accumulate': over(function* (it, of, [given], named) {
    const fn = given ?? named.get('func') ?? null;
    let total: Value = named.get('initial');
    if (total !== undefined && total !== null) yield total;
    for (const item of of) {
      total = total === undefined || total === null ? item : fn === null ? operated(it, '+', total, item) : it.call(fn, [total, item]);
      yield total;
    }
  }),
  'itertools.groupby': (it, [of, given], named) => {
    const key = given ?? named.get('key') ?? null;
    const source = pulled(it, of);
    let ahead: { own: Value; item: Value } | undefined;
    const more = (): void => {
      const one = source.next(null);
      ahead = one.done ? undefined : { own: key === null ? one.value : it.call(key, [one.value]), item: one.value };
    };
    return Stream.of(
      (function* (): Generator<Value, Value, Value> {
        more();
        while (ahead) {
          const { own } = ahead;
          const isOwn = (): boolean => ahead !== undefined && same(it, ahead.own, own);
          const group = (function* (): Generator<Value, Value, Value> {
            while (isOwn()) {
              const item = ahead?.item;
              more();
              yield item;
            }
            return null;
          })();
          yield tuple([own, Stream.of(group)]);
          while (isOwn()) more();
        }
        return null;
      })(),
    );
  },
  'itertools.zip_longest': (it, args, named) => {
    const lists = args.map((each) => listOf(it, each));
    const longest = counted(Math.max(0, ...lists.map(({ length }) => length)));
    return tuples(
      Array.from({ length: longest }, (_, at) => lists.map((each) => (at < each.length ? each[at] : (named.get('fillvalue') ?? null)))),
    );
  },
  'itertools.tee': (it, [of, times]) => {
    const items: Value[] = [];
    const source = pulled(it, of);
    const copy = function* (): Generator<Value, Value, Value> {
      for (let at = 0; ; at += 1) {
        if (at === items.length) {
          const one = source.next(null);
          if (one.done) return null;
          items.push(one.value);
        }
        yield items[at];
      }
    };
    return tuple(Array.from({ length: num(times ?? 2n) }, () => Stream.of(copy())));
  },
  'itertools.batched': over(function* (_, of, [size]) {
    let some: Value[] = [];
    for (const item of of) {
      some.push(item);
      if (some.length < num(size)) continue;
      yield tuple(some);
      some = [];
    }
    if (some.length > 0) yield tuple(some);
  }),
  'itertools.product': (it, args, named) => {
    const lists = Array.from({ length: counted(num(named.get('repeat') ?? 1n)) }, () => args.map((each) => listOf(it, each))).flat();
    return tuples(lists.reduce<Value[][]>((made, each) => made.flatMap((one) => each.map((item) => [...one, item])), [[]]));
  },
  'itertools.combinations': (it, [of, size]) => tuples(chosen(listOf(it, of), num(size))),
  'itertools.combinations_with_replacement': (it, [of, size]) => tuples(repeated(listOf(it, of), num(size))),
  'itertools.permutations': (it, [of, size]) => {
    const items = listOf(it, of);
    return tuples(arranged(items, size === undefined || size === null ? items.length : num(size)));
  },
};

/** The first element that is true, or is not. */
function* until(it: Machine, of: Value, wanted: boolean): Generator<true> {
  for (const item of all(it, of))
    if (isTrue(it, item) === wanted) {
      yield true;
      return;
    }
}

/** `send`, `throw`, `close` and others of a generator; undefined for another name. */
export function ofGenerator(of: Stream, name: string): Value | undefined {
  const source = of.source;
  if (!source) return undefined;
  const given = (step: IteratorResult<Value, Value>): Value => (step.done ? stop(step.value) : step.value);
  switch (name) {
    case '__iter__':
    case '__aiter__':
      return new Native(() => of);
    case '__next__':
      return new Native(() => given(source.next(null)));
    case 'send':
      return new Native(([value]) => given(source.next(value)));
    case 'throw':
      return source.throw && new Native(([error]) => given(source.throw!(error)));
    case 'close':
      return new Native(() => (source.return?.(null), null));
    default:
      return undefined;
  }
}
