import { List, OwnValue, Unknown, type Value } from '../values/value';
import { coerce, mapOf } from './convert';
import { entriesOf, listIter } from './iterators';
import type { Row, Rows } from './rows';
import type { Range, RustMap } from './values';
import { copyOf, inside, Int, plainKey, Ref, strip, truthIn, UNIT, usize } from './values';
import type { World } from './machine';
import { NONE, option, some } from './options';

const pair = (a: Value, b: Value): List => new List([a, b], 'tuple');

/** The entry of a key, which may be a text in another holder. */
const entry = (of: RustMap, key: Value): [Value, Value] | undefined => {
  const own = plainKey(key);
  const value = of.get(own);
  return value === undefined ? undefined : [own, value];
};

const mapRef = (of: RustMap, key: Value): Ref =>
  new Ref(
    () => of.get(plainKey(key)),
    (value) => of.set(plainKey(key), value),
  );

/** An entry that may be there: `map.entry(key)`. */
export class Entry extends OwnValue {
  constructor(
    readonly map: RustMap,
    readonly key: Value,
  ) {
    super();
  }

  get plain(): Value {
    return this.map.get(this.key) ?? null;
  }
}

const keyOf = (w: World, of: RustMap, key: Value): Value => (of.key ? coerce(w, strip(key), of.key) : like(of, strip(key)));

/** Numbers of one collection are of one type. */
function like(of: RustMap, key: Value): Value {
  if (!(key instanceof Int) || !key.isOpen) return key;
  const [first] = of.entries.values();
  return first && first[0] instanceof Int && !first[0].isOpen ? new Int(first[0].type, key.value) : key;
}

const valueOf = (w: World, of: RustMap, value: Value): Value => {
  if (of.value) return coerce(w, value, of.value);
  const [first] = of.entries.values();
  return value instanceof Int && value.isOpen && first?.[1] instanceof Int && !first[1].isOpen
    ? new Int(first[1].type, value.value)
    : value;
};

function ordered(w: World, of: RustMap): [Value, Value][] {
  return w.ordered(of, entriesOf(of));
}

function without(of: RustMap, key: Value): [Value, Value] | undefined {
  const found = [...of.entries.values()].find(([own]) => own === key) ?? entry(of, key);
  if (!found) return undefined;
  const kept = [...of.entries.values()].find(([, value]) => value === found[1] && of.get(plainKey(key)) === value);
  of.delete(plainKey(key));
  return kept ?? found;
}

/** Entries of a sorted map whose keys are in a range. */
function within(w: World, of: RustMap, range: Range): [Value, Value][] {
  if (of.isHash) throw new Unknown('a part of a hash map');
  return entriesOf(of).filter(([key]) => {
    if (range.from !== undefined && w.order(key, range.from) < 0) return false;
    if (range.to === undefined) return true;
    const by = w.order(key, range.to);
    return range.closed ? by <= 0 : by < 0;
  });
}

const endOf = (of: RustMap, isFirst: boolean): [Value, Value] | undefined => {
  if (of.isHash) throw new Unknown('the first of a hash map');
  return entriesOf(of).at(isFirst ? 0 : -1);
};

const refs = (pairs: readonly [Value, Value][]): Value =>
  listIter(
    pairs.map((each) =>
      pair(
        each[0],
        new Ref(
          () => each[1],
          (value) => void (each[1] = value),
        ),
      ),
    ),
  );

export const MAPS: Rows<RustMap> = {
  len: (_, of) => usize(of.entries.size),
  is_empty: (_, of) => of.entries.size === 0,
  clear: (_, of) => (of.entries.clear(), UNIT),
  get: (_, of, [key]) => option(of.get(plainKey(key))),
  get_mut: (_, of, [key]) => (of.has(plainKey(key)) ? some(mapRef(of, key)) : NONE),
  get_key_value: (_, of, [key]) => {
    const found = entry(of, key);
    return found ? some(pair(...found)) : NONE;
  },
  contains_key: (_, of, [key]) => of.has(plainKey(key)),
  insert: (w, of, [key, value]) => {
    const own = keyOf(w, of, key);
    const before = of.get(plainKey(own));
    of.set(plainKey(own), valueOf(w, of, value));
    return option(before);
  },
  remove: (_, of, [key]) => option(without(of, key)?.[1]),
  remove_entry: (_, of, [key]) => {
    const found = without(of, key);
    return found ? some(pair(...found)) : NONE;
  },
  entry: (w, of, [key]) => new Entry(of, plainKey(keyOf(w, of, key))),
  keys: (w, of) => listIter(ordered(w, of).map(([key]) => key)),
  into_keys: (w, of) => listIter(ordered(w, of).map(([key]) => key)),
  values: (w, of) => listIter(ordered(w, of).map(([, value]) => value)),
  into_values: (w, of) => listIter(ordered(w, of).map(([, value]) => value)),
  values_mut: (w, of) =>
    listIter(
      ordered(w, of).map(
        (each) =>
          new Ref(
            () => each[1],
            (value) => void (each[1] = value),
          ),
      ),
    ),
  iter: (w, of) => listIter(ordered(w, of).map((each) => pair(...each))),
  into_iter: (w, of) => listIter(ordered(w, of).map((each) => pair(...each))),
  drain: (w, of) => {
    const all = ordered(w, of).map((each) => pair(...each));
    of.entries.clear();
    return listIter(all);
  },
  iter_mut: (w, of) => refs(ordered(w, of)),
  range: (w, of, [range]) => listIter(within(w, of, inside(range) as Range).map((each) => pair(...each))),
  range_mut: (w, of, [range]) => refs(within(w, of, inside(range) as Range)),
  first_key_value: (_, of) => {
    const found = endOf(of, true);
    return found ? some(pair(...found)) : NONE;
  },
  last_key_value: (_, of) => {
    const found = endOf(of, false);
    return found ? some(pair(...found)) : NONE;
  },
  pop_first: (_, of) => popped(of, true),
  pop_last: (_, of) => popped(of, false),
  retain: (w, of, [fn]) => {
    for (const each of ordered(w, of))
      if (
        !truthIn(
          w.call(fn, [
            each[0],
            new Ref(
              () => each[1],
              (value) => void (each[1] = value),
            ),
          ]),
        )
      )
        of.delete(plainKey(each[0]));
    return UNIT;
  },
  extend: (w, of, [more]) => {
    for (const each of w.all(more)) {
      const [key, value] = (inside(each) as List).items;
      of.set(plainKey(keyOf(w, of, key)), valueOf(w, of, copyOf(strip(value))));
    }
    return UNIT;
  },
  append: (_, of, [other]) => {
    const from = inside(other) as RustMap;
    for (const [key, value] of entriesOf(from)) of.set(key, value);
    from.entries.clear();
    return UNIT;
  },
};

function popped(of: RustMap, isFirst: boolean): Value {
  const found = endOf(of, isFirst);
  if (!found) return NONE;
  of.delete(plainKey(found[0]));
  return some(of.kind === 'set' ? found[0] : pair(...found));
}

/** What `union` and others give, one after the other. */
const combined =
  (keeps: (inOne: boolean, inOther: boolean) => boolean): Row<RustMap> =>
  (w, of, [given]) => {
    const other = inside(given) as RustMap;
    const keys = [...of.keys(), ...other.keys().filter((key) => !of.has(key))].filter((key) => keeps(of.has(key), other.has(key)));
    const made = setOf(w, of, keys);
    return listIter(ordered(w, made).map(([key]) => key));
  };

function setOf(w: World, like0: RustMap, keys: readonly Value[]): RustMap {
  const made = mapOf(w, like0.isHash ? 'HashSet' : 'BTreeSet');
  for (const key of keys) made.set(key, key);
  return made;
}

export const SETS: Rows<RustMap> = {
  ...Object.fromEntries(['len', 'is_empty', 'clear', 'append', 'pop_first', 'pop_last'].map((name) => [name, MAPS[name]!])),
  contains: (_, of, [key]) => of.has(plainKey(key)),
  get: (_, of, [key]) => option(of.get(plainKey(key))),
  insert: (w, of, [key]) => {
    const own = plainKey(keyOf(w, of, key));
    if (of.has(own)) return false;
    of.set(own, own);
    return true;
  },
  replace: (w, of, [key]) => {
    const own = plainKey(keyOf(w, of, key));
    const before = of.get(own);
    of.delete(own);
    of.set(own, own);
    return option(before);
  },
  remove: (_, of, [key]) => of.delete(plainKey(key)),
  take: (_, of, [key]) => {
    const found = of.get(plainKey(key));
    of.delete(plainKey(key));
    return option(found);
  },
  iter: (w, of) => listIter(ordered(w, of).map(([key]) => key)),
  into_iter: (w, of) => listIter(ordered(w, of).map(([key]) => key)),
  drain: (w, of) => {
    const all = ordered(w, of).map(([key]) => key);
    of.entries.clear();
    return listIter(all);
  },
  first: (_, of) => option(endOf(of, true)?.[0]),
  last: (_, of) => option(endOf(of, false)?.[0]),
  range: (w, of, [range]) => listIter(within(w, of, inside(range) as Range).map(([key]) => key)),
  retain: (w, of, [fn]) => {
    for (const [key] of ordered(w, of)) if (!truthIn(w.call(fn, [key]))) of.delete(plainKey(key));
    return UNIT;
  },
  extend: (w, of, [more]) => {
    for (const each of w.all(more)) {
      const key = plainKey(keyOf(w, of, each));
      if (!of.has(key)) of.set(key, key);
    }
    return UNIT;
  },
  union: combined(() => true),
  intersection: combined((a, b) => a && b),
  difference: combined((a, b) => a && !b),
  symmetric_difference: combined((a, b) => a !== b),
  is_subset: (_, of, [other]) => of.keys().every((key) => (inside(other) as RustMap).has(key)),
  is_superset: (_, of, [other]) => (inside(other) as RustMap).keys().every((key) => of.has(key)),
  is_disjoint: (_, of, [other]) => of.keys().every((key) => !(inside(other) as RustMap).has(key)),
};

/** The place of an entry, which gets a value first if it has none. */
function orInsert(w: World, { map, key }: Entry, value: () => Value): Ref {
  if (!map.has(key)) map.set(key, valueOf(w, map, value()));
  return mapRef(map, key);
}

export const ENTRIES: Rows<Entry> = {
  or_insert: (w, of, [value]) => orInsert(w, of, () => value),
  or_insert_with: (w, of, [fn]) => orInsert(w, of, () => w.call(fn, [], of.map.value)),
  or_insert_with_key: (w, of, [fn]) => orInsert(w, of, () => w.call(fn, [of.key], of.map.value)),
  or_default: (w, of, _, { want }) => orInsert(w, of, () => w.defaultOf(of.map.value ?? want)),
  and_modify: (w, of, [fn]) => {
    if (of.map.has(of.key)) w.call(fn, [mapRef(of.map, of.key)]);
    return of;
  },
  key: (_, of) => of.key,
};
