import { counted } from '../values/limits';
import { isCallable } from '../values/builtInTypes';
import { compared, isTrue, same } from '../values/comparing';
import { fail } from './errors';
import { listOf } from '../values/iteration';
import { iteratorOver } from '../values/iterators';
import { summaryOf } from '../java/collectors';
import { asked, by, extreme, found, parts, sortedAsText, sortedBy, sortedWith, sum } from './methodParts';
import { operated } from '../values/operators';
import { optionalOf } from './optionals';
import { count, named, nothingOf, num, refuse } from './parts';
import { Dict, Foreign, Func, isNumber, List, type Machine, nameOf, Native, Obj, Sym, type Value } from '../values/value';

/** `callback(each, index)` of JavaScript; one argument elsewhere. */
const turn = (it: Machine, fn: Value | undefined, each: Value, at: number, of: Value): Value => {
  if (it.family !== 'javascript') return by(it, fn, each);
  if (fn instanceof Func) return it.call(fn, [each, at, of].slice(0, Math.max(1, fn.fn.params.length)));
  return it.call(fn, fn instanceof Foreign ? [each, at, of] : [each]);
};

const asks = (it: Machine, fn: Value | undefined, each: Value, at: number, of: Value): boolean => isTrue(it, turn(it, fn, each, at, of));

const grouped = (it: Machine, of: List | Dict, fn: Value | undefined): Dict => {
  const made = new Dict();
  for (const each of parts(it, of)) {
    const key = by(it, fn, each);
    const group = made.get(key);
    if (group instanceof List) group.items.push(each);
    else made.set(key, new List([each]));
  }
  return made;
};

const flat = (items: readonly Value[], depth: number): Value[] =>
  items.flatMap((each) => (each instanceof List && depth > 0 ? flat(each.items, depth - 1) : [each]));

const unique = (items: readonly Value[], key: (value: Value) => Value): Value[] => {
  const seen = new Dict('set');
  return items.filter((each) => {
    const own = key(each);
    if (seen.has(own)) return false;
    seen.set(own, true);
    return true;
  });
};

/** What lists, maps and sets all have: their elements in turn. */
export const SERIES = named<List | Dict>({
  'map collect select': (it, of, [fn], _, name) => {
    if (fn === undefined && it.family === 'ruby') return new List(parts(it, of));
    if (name === 'collect' && it.family === 'java' && fn instanceof Native) return it.call(fn, [new List(parts(it, of))]);
    if (name === 'collect' && fn instanceof Native && it.family !== 'ruby') return it.call(fn, [new List(parts(it, of))]);
    if (name === 'select' && it.family === 'ruby') return kept(it, of, fn, true);
    return new List(parts(it, of).map((each, at) => turn(it, fn, each, at, of)));
  },
  'maptoint maptolong maptoobj boxed mapmulti aslongstream unordered sequential parallel onclose tounmodifiablelist stream iter intoiter parallelstream tolist toa toarray aslist asiterable copied cloned sequence':
    (it, of, [fn]) => new List(parts(it, of).map((each) => (fn === undefined || !isCallable(fn) ? each : by(it, fn, each)))),
  'maptodouble asdoublestream': (it, of, [fn]) => new List(parts(it, of).map((each) => num(fn === undefined ? each : by(it, fn, each)))),
  'iterator listiterator': (_, of) => iteratorOver(of, of instanceof List ? of.items : of.keys()),
  summarystatistics: (it, of) => summaryOf(it, parts(it, of) as bigint[]),
  'mapindexed eachwithindexmap': (it, of, [fn]) => new List(parts(it, of).map((each, at) => it.call(fn, [BigInt(at), each]))),
  'filter where select! findall': (it, of, [fn]) => kept(it, of, fn, true),
  'reject filternot': (it, of, [fn]) => kept(it, of, fn, false),
  filtermap: (it, of, [fn]) =>
    new List(
      parts(it, of)
        .map((each) => by(it, fn, each))
        .filter((each) => (it.family === 'ruby' ? isTrue(it, each) : each !== null)),
    ),
  compact: (it, of) =>
    of instanceof Dict && of.kind === 'map'
      ? kept(it, of, new Native(([pair]) => (pair as List).items[1] === null), false)
      : new List(parts(it, of).filter((each) => each !== null)),
  'reduce fold inject aggregate': (it, of, args, _, name) => {
    const items = parts(it, of);
    const isOperator = args.at(-1) instanceof Sym;
    // A function may be what Java begins with.
    const first = it.family === 'java' && args.length === 2 ? 1 : args.findIndex(isCallable);
    const fn = first < 0 ? undefined : args[first];
    const start = args.find((_one, at) => at !== first && !(isOperator && at === args.length - 1));
    const has = args.length > 1;
    const step = (total: Value, each: Value, at: number): Value => {
      if (fn === undefined) return isOperator ? operated(it, nameOf(args.at(-1)), total, each) : refuse('a fold');
      return it.family === 'javascript' && fn instanceof Func && fn.fn.params.length > 2
        ? it.call(fn, [total, each, at])
        : it.call(fn, [total, each]);
    };
    void name;
    if (it.family === 'java' && !has)
      return optionalOf(items.length === 0 ? null : items.slice(1).reduce<Value>((total, each, at) => step(total, each, at + 1), items[0]));
    if (has) return items.reduce<Value>((total, each, at) => step(total, each, at), start);
    if (items.length === 0) return it.family === 'javascript' ? refuse('a fold of nothing') : null;
    return items.slice(1).reduce<Value>((total, each, at) => step(total, each, at + 1), items[0]);
  },
  'sum sumof sumby sumofdouble': (it, of, [fn]) => {
    if (isNumber(fn)) return sum(it, parts(it, of), fn);
    return sum(
      it,
      parts(it, of).map((each) => by(it, fn, each)),
    );
  },
  average: (it, of, [fn]) => {
    const items = parts(it, of).map((each) => by(it, fn, each));
    if (it.family === 'java') return optionalOf(items.length === 0 ? null : num(sum(it, items)) / items.length);
    if (items.length === 0) return refuse('the average of nothing');
    return num(sum(it, items)) / items.length;
  },
  'min minof minby minornull minbyornull max maxof maxby maxornull maxbyornull': (it, of, [fn], _, name) => {
    const items = parts(it, of);
    const sign = name.startsWith('min') ? -1 : 1;
    if (it.family !== 'java') return extreme(it, items, fn, sign);
    const order = (a: Value, b: Value): number => (fn === undefined ? compared(it, a, b) : num(it.call(fn, [a, b])));
    return optionalOf(items.length === 0 ? null : items.reduce((a, b) => (order(a, b) * sign >= 0 ? a : b)));
  },
  'sortby orderby sortedby': (it, of, [fn]) => new List(sortedBy(it, parts(it, of), fn)),
  'orderbydescending sortedbydescending': (it, of, [fn]) => new List(sortedBy(it, parts(it, of), fn, true)),
  'sorted tosorted sortedwith': (it, of, [fn]) => {
    if (it.family === 'javascript' && fn === undefined) return new List(sortedAsText(it, parts(it, of)));
    return new List(fn === undefined || fn === null ? sortedBy(it, parts(it, of), undefined) : sortedWith(it, parts(it, of), fn));
  },
  sorteddescending: (it, of) => new List(sortedBy(it, parts(it, of), undefined, true)),
  'toreversed reversed': (it, of) => new List(parts(it, of).toReversed()),
  'includes include? member?': (it, of, [value]) =>
    it.family === 'javascript'
      ? parts(it, of).some((each) => each === value || (Number.isNaN(each) && Number.isNaN(value)))
      : parts(it, of).some((each) => same(it, each, value)),
  'find detect firstornull firstordefault findfirst findany': (it, of, [fn]) => {
    const all = parts(it, of);
    const at = fn === undefined ? 0 : all.findIndex((each, place) => asks(it, fn, each, place, of));
    if (it.family === 'java') return optionalOf(at < 0 || at >= all.length ? null : all[at]);
    return at < 0 || at >= all.length ? nothingOf(it) : all[at];
  },
  findlast: (it, of, [fn]) => parts(it, of).findLast((each, at) => asks(it, fn, each, at, of)),
  'findindex indexofFirst': (it, of, [fn]) =>
    found(
      it,
      parts(it, of).findIndex((each, at) => asks(it, fn, each, at, of)),
    ),
  'some any any? anymatch': (it, of, [fn]) =>
    parts(it, of).some((each, at) => (fn === undefined ? it.family !== 'ruby' || isTrue(it, each) : asks(it, fn, each, at, of))),
  'every all all? allmatch': (it, of, [fn]) => parts(it, of).every((each, at) => asks(it, fn, each, at, of)),
  'none none? nonematch': (it, of, [fn]) => !parts(it, of).some((each, at) => (fn === undefined ? true : asks(it, fn, each, at, of))),
  'foreach each foreachordered': (it, of, [fn]) => {
    if (of instanceof Dict && /^(?:javascript|java)$/.test(it.family)) {
      for (const [key, value] of of.pairs())
        it.callEach(fn, it.family === 'java' ? (of.kind === 'set' ? [key] : [key, value]) : of.kind === 'set' ? [key] : [value, key]);
      return nothingOf(it);
    }
    [...parts(it, of)].forEach((each, at) => turn(it, fn, each, at, of));
    return it.family === 'ruby' ? of : nothingOf(it);
  },
  'eachwithindex foreachindexed': (it, of, [fn], _, name) => {
    if (fn === undefined) return new List(parts(it, of).map((each, at) => new List([each, BigInt(at)])));
    for (const [at, each] of parts(it, of).entries()) it.call(fn, name === 'eachwithindex' ? [each, BigInt(at)] : [BigInt(at), each]);
    return of;
  },
  eachwithobject: (it, of, [start, fn]) => {
    for (const each of parts(it, of)) it.call(fn, [each, start]);
    return start;
  },
  withindex: (it, of, [first, second]) => {
    const fn = isCallable(first) ? first : second;
    const from = typeof first === 'bigint' ? first : 0n;
    if (fn !== undefined) return new List(parts(it, of).map((each, at) => it.call(fn, [each, BigInt(at) + from])));
    return new List(parts(it, of).map((each, at) => new List([each, BigInt(at) + from])));
  },
  enumerate: (it, of) => new List(parts(it, of).map((each, at) => new List([BigInt(at), each], 'tuple'))),
  'flatmap selectmany': (it, of, [fn]) =>
    new List(
      parts(it, of).flatMap((each, at) => {
        const inner = turn(it, fn, each, at, of);
        if (inner instanceof Obj && inner.type === 'optional') return listOf(it, it.send(inner, 'stream', []));
        return inner instanceof List ? inner.items : it.family === 'javascript' ? [inner] : listOf(it, inner);
      }),
    ),
  'flat flatten': (it, of, [depth]) =>
    new List(flat(parts(it, of), depth === undefined ? (it.family === 'javascript' || it.family === 'kotlin' ? 1 : 9) : num(depth))),
  'take limit': (it, of, [size]) => new List(parts(it, of).slice(0, num(size))),
  'drop skip': (it, of, [size]) => new List(parts(it, of).slice(num(size))),
  takewhile: (it, of, [fn]) => {
    const all = parts(it, of);
    const at = all.findIndex((each) => !asked(it, fn, each));
    return new List(at < 0 ? all : all.slice(0, at));
  },
  'dropwhile skipwhile': (it, of, [fn]) => {
    const all = parts(it, of);
    const at = all.findIndex((each) => !asked(it, fn, each));
    return new List(at < 0 ? [] : all.slice(at));
  },
  'groupby groupingby': (it, of, [fn]) => grouped(it, of, fn),
  partition: (it, of, [fn]) => {
    const all = parts(it, of);
    return new List([new List(all.filter((each) => asked(it, fn, each))), new List(all.filter((each) => !asked(it, fn, each)))], 'tuple');
  },
  minmax: (it, of) => {
    const all = sortedBy(it, parts(it, of), undefined);
    return new List([all[0] ?? null, all.at(-1) ?? null]);
  },
  valuesat: (_, of, places) =>
    of instanceof List
      ? new List(places.map((place) => of.items.at(num(place)) ?? null))
      : new List(places.map((key) => of.get(key) ?? null)),
  'lazy force eachentry': (_, of) => of,
  step: (it, of, [by, fn]) => {
    const some = parts(it, of).filter((_each, at) => at % num(by) === 0);
    if (fn === undefined) return new List(some);
    for (const each of some) it.callEach(fn, [each]);
    return of;
  },
  one: (it, of, [fn]) => parts(it, of).filter((each) => (fn === undefined ? isTrue(it, each) : asked(it, fn, each))).length === 1,
  'chunkwhile slicewhen': (it, of, [fn], _, name) => {
    const made: Value[][] = [];
    let last: Value;
    for (const each of parts(it, of)) {
      const joins = made.length > 0 && isTrue(it, it.call(fn, [last, each])) === (name === 'chunkwhile');
      if (joins) made.at(-1)!.push(each);
      else made.push([each]);
      last = each;
    }
    return new List(made.map((each) => new List(each)));
  },
  reverseeach: (it, of, [fn]) => {
    const all = parts(it, of).toReversed();
    if (fn === undefined) return new List(all);
    for (const each of all) it.callEach(fn, [each]);
    return of;
  },
  tally: (it, of) => {
    const made = new Dict();
    for (const each of parts(it, of)) made.set(each, ((made.get(each) as bigint | undefined) ?? 0n) + 1n);
    return made;
  },
  'uniq distinct distinctby uniqby': (it, of, [fn]) => new List(unique(parts(it, of), (each) => by(it, fn, each))),
  zip: (it, of, [other, fn]) =>
    new List(
      parts(it, of)
        .slice(0, it.family === 'ruby' ? undefined : listOf(it, other).length)
        .map((each, at) =>
          isCallable(fn) ? it.call(fn, [each, listOf(it, other)[at]]) : new List([each, listOf(it, other)[at] ?? null], 'tuple'),
        ),
    ),
  'eachslice chunked': (it, of, [size, fn]) => {
    const all = parts(it, of);
    const made = Array.from(
      { length: Math.ceil(all.length / num(size)) },
      (_, at) => new List(all.slice(at * num(size), (at + 1) * num(size))),
    );
    return new List(fn === undefined ? made : made.map((each) => it.call(fn, [each])));
  },
  'eachcons windowed windows': (it, of, [size, fn]) => {
    const all = parts(it, of);
    const made = Array.from(
      { length: counted(Math.max(0, all.length - num(size) + 1)) },
      (_, at) => new List(all.slice(at, at + num(size))),
    );
    return new List(fn === undefined ? made : made.map((each) => it.callEach(fn, [each])));
  },
  'join jointostring': (it, of, [between], byName) => {
    const sign = between ?? byName.get('separator');
    const shown = (each: Value): string => (it.family === 'javascript' && (each === null || each === undefined) ? '' : it.shown(each));
    const all = it.family === 'ruby' ? flat(parts(it, of), 9) : parts(it, of);
    return all.map(shown).join(typeof sign === 'string' ? sign : it.family === 'javascript' ? ',' : it.family === 'kotlin' ? ', ' : '');
  },
  empty: (_, of) => (of instanceof Dict ? of.entries.size : of.items.length) === 0,
  'length size len count': (it, of, [fn]) => {
    const all = of instanceof Dict ? of.keys() : of.items;
    if (fn === undefined) return count(it, all.length);
    return count(
      it,
      isCallable(fn) ? parts(it, of).filter((each) => asked(it, fn, each)).length : all.filter((each) => same(it, each, fn)).length,
    );
  },
  'isempty empty? isnullorempty': (_, of) => (of instanceof Dict ? of.entries.size : of.items.length) === 0,
  'isnotempty any!': (_, of) => (of instanceof Dict ? of.entries.size : of.items.length) > 0,
  'first peek peekfirst element getfirst': (it, of, [fn], _, name) => {
    if (it.family === 'java' && isCallable(fn)) {
      for (const each of parts(it, of)) it.call(fn, [each]);
      return of;
    }
    if (name === 'peek' && of instanceof List && of.kind === 'stack') return of.items.at(-1) ?? fail('EmptyStackException', null);
    if (/^(?:element|getfirst)$/.test(name) && it.family === 'java' && parts(it, of).length === 0)
      return fail('NoSuchElementException', null);
    const all = parts(it, of);
    if (isNumber(fn)) return new List(all.slice(0, Number(fn)));
    const own = fn === undefined ? all : all.filter((each) => asked(it, fn, each));
    return own.length > 0 ? own[0] : it.family === 'ruby' || it.family === 'java' ? null : refuse('the first of nothing');
  },
  'last peeklast getlast': (it, of, [fn]) => {
    const all = parts(it, of);
    if (isNumber(fn)) return new List(all.slice(Math.max(0, all.length - Number(fn))));
    return all.length > 0 ? all.at(-1) : null;
  },
  toset: (it, of) => {
    const made = new Dict('set');
    for (const each of parts(it, of)) made.set(each, each);
    return made;
  },
  'associateby todictionary associatewith associate toh': (it, of, [key, value], _, name) => {
    const made = new Dict();
    for (const each of parts(it, of)) {
      if (name === 'toh' || name === 'associate') {
        const pair = listOf(it, by(it, key, each));
        made.set(pair[0], pair[1]);
      } else if (name === 'associatewith') made.set(each, by(it, key, each));
      else made.set(by(it, key, each), by(it, value, each));
    }
    return made;
  },
});

function kept(it: Machine, of: List | Dict, fn: Value | undefined, is: boolean): Value {
  if (of instanceof Dict && of.kind === 'map' && /^(?:ruby|kotlin)$/.test(it.family)) {
    const made = new Dict();
    for (const [key, value] of of.pairs()) if (asked(it, fn, new List([key, value], 'tuple')) === is) made.set(key, value);
    return made;
  }
  return new List(parts(it, of).filter((each, at) => asks(it, fn, each, at, of) === is));
}
