import { isCallable } from '../values/builtInTypes';
import { isTrue, same } from '../values/comparing';
import { fail } from './errors';
import { listOf } from '../values/iteration';
import { iteratorOver } from '../values/iterators';
import { counted } from '../values/limits';
import { asked, by, extreme, found, sortedAsText, sortedBy, sortedWith, sum } from './methodParts';
import { count, named, nothingOf, num, refuse } from './parts';
import { Dict, itemsOf, List, type Machine, Native, Obj, Thrown, type Value } from '../values/value';

/** Methods of lists. */
export const LIST = named<List>({
  'push append add pushback addlast offer enqueue addfirst unshift prepend appendleft': (it, of, args, _, name) => {
    if (of.kind === 'deque' && args[0] === null) return fail('NullPointerException', null);
    if (name === 'add' && args.length === 2) {
      if (it.family === 'java' && (num(args[0]) > of.items.length || num(args[0]) < 0)) return fail('IndexOutOfBoundsException');
      of.items.splice(num(args[0]), 0, args[1]);
    } else if (/^(?:addfirst|unshift|prepend|appendleft)$/.test(name) || (name === 'push' && it.family === 'java' && of.kind !== 'stack'))
      of.items.unshift(...args);
    else of.items.push(...args);
    if (of.most !== undefined && of.items.length > of.most) {
      if (/left$/.test(name)) of.items.length = of.most;
      else of.items.splice(0, of.items.length - of.most);
    }
    if (it.family === 'javascript') return of.items.length;
    if (name === 'push' && it.family === 'java') return args[0];
    return it.family === 'ruby' ? of : it.family === 'java' ? true : null;
  },
  insert: (it, of, [place, value]) => {
    of.items.splice(num(place), 0, value);
    return it.family === 'ruby' ? of : null;
  },
  extendleft: (it, of, [more]) => {
    of.items.unshift(...[...listOf(it, more)].toReversed());
    return null;
  },
  'extend addall addrange pushall': (it, of, [more, others]) => {
    if (of.most !== undefined) return refuse('a deque with a length');
    if (others === undefined) of.items.push(...listOf(it, more));
    else of.items.splice(num(more), 0, ...listOf(it, others));
    return it.family === 'java' ? true : null;
  },
  concat: (it, of, args) => {
    if (it.family === 'ruby') {
      of.items.push(...args.flatMap((each) => listOf(it, each)));
      return of;
    }
    return new List([...of.items, ...args.flatMap((each) => (each instanceof List ? each.items : [each]))]);
  },
  'pop removelast dequeue poplast polllast': (it, of, args, _, name) => {
    if (args.length > 0) {
      if (it.family !== 'python') return refuse('a pop');
      const place = num(args[0]) < 0 ? of.items.length + num(args[0]) : num(args[0]);
      if (place >= of.items.length) throw new Thrown(new Obj(undefined, new Map(), 'IndexError'));
      return of.items.splice(place, 1)[0];
    }
    if (of.items.length === 0) {
      if (it.family === 'python') throw new Thrown(new Obj(undefined, new Map(), 'IndexError'));
      if (it.family === 'java')
        return name === 'polllast' ? null : fail(of.kind === 'stack' ? 'EmptyStackException' : 'NoSuchElementException', null);
      return it.family === 'javascript' ? undefined : it.family === 'ruby' || it.family === 'rust' ? null : refuse('a pop of nothing');
    }
    return name === 'dequeue' || (name === 'pop' && it.family === 'java' && of.kind !== 'stack') ? of.items.shift() : of.items.pop();
  },
  'shift popleft removefirst poll pollfirst popfront': (it, of, _, __, name) => {
    if (of.items.length === 0 && name === 'removefirst') return fail('NoSuchElementException', null);
    if (of.items.length === 0) return it.family === 'javascript' ? undefined : it.family === 'python' ? refuse('a pop of nothing') : null;
    return of.items.shift();
  },
  'remove removeat deleteat delete': (it, of, args, _, name) => {
    const [value] = args;
    if (args.length === 0 && it.family === 'java') return of.items.length > 0 ? of.items.shift() : fail('NoSuchElementException', null);
    const isPlace = name === 'removeat' || name === 'deleteat' || (it.family === 'java' && typeof value === 'bigint');
    const at = isPlace ? num(value) : of.items.findIndex((each) => same(it, each, value));
    if (at < 0 || at >= of.items.length) {
      if (isPlace && it.family === 'java')
        return fail('IndexOutOfBoundsException', `Index ${at} out of bounds for length ${of.items.length}`);
      if (it.family === 'python') throw new Thrown(new Obj(undefined, new Map(), 'ValueError'));
      return it.family === 'ruby' ? null : false;
    }
    const [gone] = of.items.splice(at, 1);
    return it.family === 'python' ? null : isPlace || it.family === 'ruby' ? gone : true;
  },
  removevalue: (it, of, [value]) => {
    const at = of.items.findIndex((each) => same(it, each, value));
    if (at >= 0) of.items.splice(at, 1);
    return at >= 0;
  },
  'removeif removeall deleteif reject!': (it, of, [fn]) => {
    const before = of.items.length;
    const { map } = of;
    const drops = isCallable(fn)
      ? (each: Value) => asked(it, fn, each)
      : (each: Value) => listOf(it, fn).some((other) => same(it, each, other));
    if (map) {
      const keys = map.keys();
      of.items.forEach((one, at) => drops(one) && map.delete(keys[at]));
    }
    of.items = of.items.filter((one) => !drops(one));
    return it.family === 'ruby' ? of : of.items.length < before;
  },
  clear: (_, of) => {
    of.map?.entries.clear();
    of.items.length = 0;
    return null;
  },
  slice: (it, of, args) => {
    if (it.family === 'ruby')
      return args.length === 2 ? new List(of.items.slice(num(args[0]), num(args[0]) + num(args[1]))) : it.at(of, args[0]);
    const [from, to] = args.map((each) => (each === undefined ? undefined : num(each)));
    return new List(of.items.slice(from, to));
  },
  'sublist getrange': (it, of, [from, to]) => new List(of.items.slice(num(from), it.family === 'csharp' ? num(from) + num(to) : num(to))),
  splice: (_, of, [from, size, ...more]) =>
    new List(size === undefined ? of.items.splice(num(from)) : of.items.splice(num(from), num(size), ...more)),
  'get elementat at fetch': (it, of, [place]) => (it.family === 'javascript' ? of.items.at(num(place)) : it.at(of, place)),
  'getordefault getornull elementatordefault': (_, of, [place]) => of.items[num(place)] ?? null,
  dig: (it, of, args) => args.reduce<Value>((value, key) => (value === null ? null : it.at(value, key)), of),
  set: (it, of, [place, value]) => {
    if (num(place) < 0 || num(place) >= of.items.length)
      return it.family === 'java' ? fail('IndexOutOfBoundsException') : refuse('a place');
    const before = of.items[num(place)];
    of.items[num(place)] = value;
    return before;
  },
  fill: (_, of, [value]) => {
    of.items = of.items.map(() => value);
    return of;
  },
  'sort sort!': (it, of, [fn], byName, name) => {
    let items: Value[];
    if (it.family === 'python') items = sortedBy(it, of.items, byName.get('key'), isTrue(it, byName.get('reverse')));
    else if (it.family === 'javascript' && fn === undefined) items = sortedAsText(it, of.items);
    else items = isCallable(fn) || fn instanceof Obj ? sortedWith(it, of.items, fn) : sortedBy(it, of.items, undefined);
    if (it.family === 'ruby' && name === 'sort') return new List(items);
    of.items = items;
    return /^(?:javascript|ruby)$/.test(it.family) ? of : null;
  },
  'reverse reverse!': (it, of, _, __, name) => {
    if (it.family === 'ruby' && name === 'reverse') return new List(of.items.toReversed());
    if (it.family === 'csharp') return refuse('a reversal');
    of.items.reverse();
    return it.family === 'javascript' ? of : null;
  },
  contains: (it, of, [value]) => of.items.some((each) => same(it, each, value)),
  'indexof index findindex!': (it, of, [value, from]) => {
    const at =
      isCallable(value) && it.family === 'ruby'
        ? of.items.findIndex((each) => asked(it, value, each))
        : of.items.findIndex(
            (each, place) => place >= Number(from ?? 0) && (it.family === 'javascript' ? each === value : same(it, each, value)),
          );
    if (at < 0 && it.family === 'python') throw new Thrown(new Obj(undefined, new Map(), 'ValueError'));
    return found(it, at);
  },
  'lastindexof rindex': (it, of, [value]) =>
    found(
      it,
      of.items.findLastIndex((each) => same(it, each, value)),
    ),
  entries: (_, of) => new List(of.items.map((each, at) => new List([at, each]))),
  'keys indices': (it, of) => new List(of.items.map((_, at) => count(it, at))),
  'values copy clone dup toowned tovec': (_, of) => new List([...of.items], of.kind),
  with: (_, of, [place, value]) => new List(of.items.with(num(place), value)),
  tostring: (it, of) => it.shown(of),
  copyofrange: (_, of, [from, to]) => {
    const filler =
      typeof of.items[0] === 'bigint' ? 0n : typeof of.items[0] === 'number' ? 0 : typeof of.items[0] === 'boolean' ? false : null;
    return new List(Array.from({ length: counted(num(to) - num(from)) }, (__, at) => of.items[num(from) + at] ?? filler));
  },
  containsall: (it, of, [others]) => itemsOf(others, it.family).every((one) => of.items.some((each) => same(it, each, one))),
  retainall: (it, of, [others]) => {
    if (of.map) return refuse('a view');
    const before = of.items.length;
    of.items = of.items.filter((each) => itemsOf(others, it.family).some((one) => same(it, each, one)));
    return of.items.length < before;
  },
  search: (it, of, [value]) => {
    const at = of.items.toReversed().findIndex((each) => same(it, each, value));
    return at < 0 ? -1n : BigInt(at + 1);
  },
  rotate: (it, of, [size]) => {
    const by = Number(size ?? 1) % Math.max(1, of.items.length);
    if (it.family === 'python') {
      of.items.unshift(...of.items.splice(by > 0 ? of.items.length - by : -by));
      return null;
    }
    return new List([...of.items.slice(by), ...of.items.slice(0, by)]);
  },
  'each!': () => refuse('each'),
});

/** A list of what a map has, which changes the map. */
const view = (of: Dict, items: Value[]): List => {
  const made = new List(items);
  made.map = of;
  return made;
};

/** A map or a set with other entries, in the same order. */
const alike = (of: Dict, pairs: readonly [Value, Value][]): Dict => {
  const made = new Dict(of.kind);
  if (of.sorted) made.sorted = of.sorted;
  for (const [key, value] of pairs) made.set(key, value);
  return made;
};

/** The next key of a sorted map before (-1) or behind (1) another one, or that key itself; undefined where there is none. */
const near = (of: Dict, key: Value, side: -1 | 1, own: boolean): [Value, Value] | undefined => {
  const order = of.sorted ?? refuse('an order of keys');
  const some = of.pairs().filter(([each]) => order(each, key) * side > 0 || (own && order(each, key) === 0));
  return side < 0 ? some.at(-1) : some[0];
};

const entryOf = (map: Dict, pair: readonly [Value, Value] | undefined): Value => {
  if (!pair) return null;
  const made = new Obj(
    undefined,
    new Map([
      ['key', pair[0]],
      ['value', pair[1]],
    ]),
    'entry',
    true,
  );
  entryMaps.set(made, map);
  return made;
};

/** The maps that entries are in. */
export const entryMaps = new WeakMap<Obj, Dict>();

const missing = (it: Machine, key: Value): never => {
  throw new Thrown(new Obj(undefined, new Map([['message', key]]), it.family === 'python' ? 'KeyError' : 'KeyError'));
};

/** Methods of maps. */
export const MAP = named<Dict>({
  get: (it, of, [key, otherwise]) => {
    if (of.has(key)) return of.get(key);
    return otherwise === undefined ? nothingOf(it) : otherwise;
  },
  'getordefault getvalueordefault getorelse getornull': (it, of, [key, otherwise]) =>
    of.has(key) ? of.get(key) : isCallable(otherwise) ? it.call(otherwise, []) : (otherwise ?? null),
  fetch: (it, of, [key, otherwise]) => {
    if (of.has(key)) return of.get(key);
    if (otherwise === undefined) return missing(it, key);
    return isCallable(otherwise) ? it.call(otherwise, [key]) : otherwise;
  },
  dig: (it, of, args) => args.reduce<Value>((value, key) => (value === null ? null : it.at(value, key)), of),
  'set put insert store add': (it, of, args) => {
    if (of.kind === 'set') {
      const had = of.has(args[0]);
      if (!had) of.set(args[0], args[0]);
      return /^(?:javascript|ruby)$/.test(it.family) ? of : it.family === 'python' ? null : !had;
    }
    const before = of.get(args[0]);
    of.set(args[0], args[1]);
    return it.family === 'javascript' ? of : (before ?? null);
  },
  'has containskey key? haskey include? containsvalue! contains member? includes': (_, of, [key]) => of.has(key),
  'setdefault putifabsent': (it, of, [key, value]) => {
    const had = of.has(key);
    if (!had) of.set(key, value ?? null);
    return it.family === 'java' && !had ? null : of.get(key);
  },
  'computeifabsent getorput': (it, of, [key, fn]) => {
    if ((of.get(key) ?? null) === null) {
      const size = of.entries.size;
      const value = it.callEach(fn, [key]);
      if (it.family === 'java' && of.entries.size !== size) return fail('ConcurrentModificationException', null);
      if (value === null && it.family === 'java') return null;
      of.setFirst(key, value);
    }
    return of.get(key);
  },
  'compute computeifpresent': (it, of, [key, fn], _, name) => {
    const held = of.get(key) ?? null;
    if (held === null && name === 'computeifpresent') return null;
    const value = it.call(fn, [key, held]);
    if (value === null) of.delete(key);
    else of.setFirst(key, value);
    return value;
  },
  replace: (_, of, [key, value]) => {
    const held = of.get(key) ?? null;
    if (of.has(key)) of.set(key, value);
    return held;
  },
  replaceall: (it, of, [fn]) => {
    for (const [key, value] of of.pairs()) of.set(key, it.call(fn, [key, value]));
    return null;
  },
  equals: (it, of, [other]) => same(it, of, other),
  tostring: (it, of) => it.shown(of),
  iterator: (it, of) => (of.kind === 'set' ? iteratorOver(of.map ?? of, of.keys()) : refuse(`an iterator of ${it.family}`)),
  'firstentry lastentry pollfirstentry polllastentry': (_, of, __, ___, name) => {
    const pair = of.pairs().at(name.includes('first') ? 0 : -1);
    if (pair && name.startsWith('poll')) of.delete(pair[0]);
    return entryOf(of, pair);
  },
  'floorkey lowerkey ceilingkey higherkey floorentry lowerentry ceilingentry higherentry': (_, of, [key], __, name) => {
    const pair = near(of, key, /^(?:floor|lower)/.test(name) ? -1 : 1, /^(?:floor|ceiling)/.test(name));
    return name.endsWith('entry') ? entryOf(of, pair) : (pair?.[0] ?? null);
  },
  'headmap tailmap submap headset tailset subset': (it, of, [first, second, third, fourth], _, name) => {
    if (it.family !== 'java') return refuse(name);
    const order = of.sorted ?? refuse('an order of keys');
    const isSub = name.startsWith('sub');
    const low = isSub || name.startsWith('tail') ? first : undefined;
    const high = isSub ? (typeof second === 'boolean' ? third : second) : name.startsWith('head') ? first : undefined;
    const withLow = !isSub && typeof second === 'boolean' && low !== undefined ? second : typeof second === 'boolean' ? second : true;
    const withHigh = isSub ? fourth === true : second === true;
    return alike(
      of,
      of
        .pairs()
        .filter(
          ([key]) =>
            (low === undefined || order(key, low) > 0 || (withLow && order(key, low) === 0)) &&
            (high === undefined || order(key, high) < 0 || (withHigh && order(key, high) === 0)),
        ),
    );
  },
  'descendingmap descendingset descendingkeyset': (_, of, __, ___, name) => {
    const order = of.sorted ?? refuse('an order of keys');
    const made = new Dict(name === 'descendingmap' ? 'map' : 'set');
    made.sorted = (a, b) => order(b, a);
    for (const [key, value] of of.pairs()) made.set(key, name === 'descendingmap' ? value : key);
    return made;
  },
  merge: (it, of, [key, value, fn]) => {
    if (it.family === 'ruby') {
      const made = new Dict();
      for (const [own, each] of [...of.pairs(), ...(key instanceof Dict ? key.pairs() : [])])
        made.set(own, isCallable(value) && made.has(own) ? it.call(value, [own, made.get(own), each]) : each);
      return made;
    }
    const held = of.get(key) ?? null;
    const merged = held === null ? value : it.call(fn, [held, value]);
    if (merged === null && it.family === 'java') of.delete(key);
    else of.setFirst(key, merged);
    return merged;
  },
  'delete remove pop discard': (it, of, [key, otherwise], _, name) => {
    of.map?.delete(key);
    const had = of.has(key);
    const value = of.get(key);
    if (!had && it.family === 'python' && name !== 'discard') return otherwise === undefined ? missing(it, key) : otherwise;
    of.delete(key);
    if (it.family === 'javascript' || of.kind === 'set') return it.family === 'python' ? null : had;
    return had ? value : null;
  },
  'keys keyset navigablekeyset': (it, of) => {
    if (it.family === 'python') return view(of, of.keys());
    if (it.family !== 'java') return new List(of.keys());
    const made = new Dict('set');
    if (of.sorted) made.sorted = of.sorted;
    if (of.places !== undefined) made.places = of.places;
    for (const key of of.entries.values()) made.set(key[0], key[0]);
    made.map = of;
    return made;
  },
  'values eachvalue': (it, of, [fn]) =>
    fn === undefined ? view(of, of.values()) : new List(of.values().map((each) => it.call(fn, [each]))),
  'items entries entryset toa tolist': (it, of) =>
    of.kind === 'set'
      ? new List(of.keys())
      : view(
          of,
          of
            .pairs()
            .map(([key, value]) =>
              it.family === 'java' || it.family === 'kotlin'
                ? entryOf(of, [key, value])
                : new List([key, value], it.family === 'javascript' ? 'list' : 'tuple'),
            ),
        ),
  'update putall merge!': (it, of, [from], byName) => {
    if (of.otherwise === 0n && it.family === 'python' && of.kind === 'map') return countMore(it, of, from, 1n);
    if (from instanceof Dict) for (const [key, value] of from.pairs()) of.set(key, of.kind === 'set' ? key : value);
    else if (from !== undefined)
      for (const each of listOf(it, from)) {
        if (of.kind === 'set') of.set(each, each);
        else return refuse('an update');
      }
    for (const [key, value] of byName) of.set(key, value);
    return it.family === 'ruby' ? of : null;
  },
  addall: (it, of, [from]) => {
    const before = of.entries.size;
    for (const each of listOf(it, from)) if (!of.has(each)) of.set(each, each);
    return of.entries.size > before;
  },
  clear: (_, of) => {
    of.entries.clear();
    return null;
  },
  'copy dup clone toh todict tomap': (_, of) => {
    const made = new Dict(of.kind);
    if (of.otherwise !== undefined) made.otherwise = of.otherwise;
    if (of.fallback) made.fallback = of.fallback;
    if (of.sorted) made.sorted = of.sorted;
    if (of.places !== undefined) made.places = of.places;
    for (const [key, value] of of.pairs()) made.set(key, value);
    return made;
  },
  movetoend: (_, of, [key], byName) => {
    const value = of.get(key);
    of.delete(key);
    const rest = byName.get('last') === false ? of.pairs() : [];
    if (byName.get('last') === false) of.entries.clear();
    of.set(key, value);
    for (const [own, each] of rest) of.set(own, each);
    return null;
  },
  popitem: (it, of, [last], byName) => {
    if (of.entries.size === 0) return missing(it, 'dictionary is empty');
    const [key, value] = of.pairs().at((last ?? byName.get('last')) === false ? 0 : -1)!;
    of.delete(key);
    return new List([key, value], 'tuple');
  },
  elements: (_, of) => new List(of.pairs().flatMap(([key, size]) => Array.from({ length: counted(Math.max(0, num(size))) }, () => key))),
  total: (it, of) => sum(it, of.values()),
  mostcommon: (it, of, [size]) =>
    new List(
      sortedBy(
        it,
        of.pairs().map((pair) => new List([...pair], 'tuple')),
        new Native((pair) => (pair.length > 1 ? pair[1] : (pair[0] as List).items[1])),
        true,
      ).slice(0, size === undefined ? undefined : num(size)),
    ),
  'transformvalues mapvalues': (it, of, [fn]) => {
    const made = new Dict();
    for (const [key, value] of of.pairs()) made.set(key, it.family === 'kotlin' ? refuse('values') : it.callEach(fn, [value]));
    return made;
  },
  'firstkey lastkey': (_, of, __, ___, name) =>
    of.entries.size === 0 ? fail('NoSuchElementException', null) : of.keys().at(name === 'firstkey' ? 0 : -1)!,
  'containsvalue value? hasvalue?': (it, of, [value]) => of.values().some((each) => same(it, each, value)),
  trygetvalue: () => refuse('an out argument'),
  'minby maxby': (it, of, [fn], _, name) => {
    const first = extreme(
      it,
      of.pairs().map((pair) => new List([...pair], 'tuple')),
      fn,
      name === 'minby' ? -1 : 1,
    );
    return first;
  },
  sum: (it, of, [fn]) =>
    sum(
      it,
      listOf(it, of).map((each) => by(it, fn, each)),
    ),
  eachpair: (it, of, [fn]) => {
    for (const [key, value] of of.pairs()) it.callEach(fn, [new List([key, value], 'tuple')]);
    return of;
  },
});

/** Counts more, or less, of what a counter counts. */
function countMore(it: Machine, of: Dict, from: Value, sign: bigint): null {
  const pairs: [Value, Value][] = from instanceof Dict ? from.pairs() : listOf(it, from).map((each) => [each, 1n]);
  for (const [key, size] of pairs)
    of.set(key, ((of.get(key) as bigint | undefined) ?? 0n) + sign * (typeof size === 'bigint' ? size : refuse('a count')));
  return null;
}

/** Methods of sets. */
export const SET = named<Dict>({
  'removeif removeall retainall': (it, of, [fn], _, name) => {
    const others = isCallable(fn) ? undefined : itemsOf(fn, it.family);
    const goes = (each: Value): boolean =>
      others ? others.some((one) => same(it, one, each)) === (name === 'removeall') : asked(it, fn, each);
    const gone = of.keys().filter(goes);
    for (const each of gone) {
      of.delete(each);
      of.map?.delete(each);
    }
    return gone.length > 0;
  },
  containsall: (it, of, [others]) => itemsOf(others, it.family).every((one) => of.has(one)),
  'floor lower ceiling higher': (_, of, [key], __, name) =>
    near(of, key, /^(?:floor|lower)/.test(name) ? -1 : 1, /^(?:floor|ceiling)/.test(name))?.[0] ?? null,
  'pollfirst polllast': (_, of, __, ___, name) => {
    const key = of.keys().at(name === 'pollfirst' ? 0 : -1);
    if (key !== undefined) of.delete(key);
    return key ?? null;
  },
  'first last getfirst getlast': (it, of, args, __, name) => {
    if (it.family !== 'java' || args.length > 0) return refuse(name);
    return of.keys().at(name.endsWith('first') ? 0 : -1) ?? fail('NoSuchElementException', null);
  },
  union: (it, of, sets) => {
    const made = new Dict('set');
    for (const each of [of, ...sets].flatMap((set) => listOf(it, set))) made.set(each, each);
    return made;
  },
  'intersection intersect': (it, of, [other]) => {
    const made = new Dict('set');
    const others = listOf(it, other);
    for (const each of of.keys()) if (others.some((one) => same(it, one, each))) made.set(each, each);
    return made;
  },
  'difference except subtract': (it, of, [other]) => {
    const made = new Dict('set');
    const others = listOf(it, other);
    for (const each of of.keys()) if (!others.some((one) => same(it, one, each))) made.set(each, each);
    return made;
  },
  'issubset subset?': (it, of, [other]) => of.keys().every((each) => listOf(it, other).some((one) => same(it, one, each))),
  'issuperset superset?': (it, of, [other]) => listOf(it, other).every((one) => of.has(one)),
  isdisjoint: (it, of, [other]) => !listOf(it, other).some((one) => of.has(one)),
});
