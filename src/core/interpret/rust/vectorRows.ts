import { List, Unknown, type Value } from '../values/value';
import { coerce } from './convert';
import { equal } from './comparing';
import { iterOf, listIter } from './iterators';
import type { Row, Rows } from './rows';
import { bounds, sliceOf } from './slices';
import { copyOf, countIn, inside, Int, itemRef, itemsIn, Range, strip, textIn, truthIn, UNIT, usize, Vec, View } from './values';
import type { World } from './machine';
import { err, NONE, ok, option, some } from './options';

/** Where the elements are kept: the list, and from where to where. */
interface Part {
  list: Value[];
  from: number;
  to: number;
}

const partOf = (of: Vec | View): Part =>
  of instanceof View ? { list: of.of.items, from: of.from, to: of.to } : { list: of.items, from: 0, to: of.items.length };

const pair = (a: Value, b: Value): List => new List([a, b], 'tuple');
const vec = (items: Value[]): Vec => new Vec(items);

function whole(of: Vec | View): Vec {
  if (of instanceof Vec) return of;
  throw new Unknown('a part that is changed');
}

/** Puts elements into another order. */
function reorder(of: Vec | View, items: readonly Value[]): Value {
  const { list, from } = partOf(of);
  items.forEach((each, at) => (list[from + at] = each));
  return UNIT;
}

function sorted(of: Vec | View, order: (a: Value, b: Value) => number): Value {
  return reorder(of, itemsIn(of).toSorted(order));
}

const orderOf =
  (w: World, fn: Value) =>
  (a: Value, b: Value): number =>
    w.signOf(w.call(fn, [a, b]));

const byKey =
  (w: World, fn: Value) =>
  (a: Value, b: Value): number =>
    w.order(w.call(fn, [a]), w.call(fn, [b]));

function indexed(w: World, of: Vec | View, n: Value, what: (length: number, at: bigint) => string): number {
  const { from, to } = partOf(of);
  const at = (inside(n) as Int).value;
  if (at >= BigInt(to - from)) w.panic(what(to - from, at));
  return from + Number(at);
}

const outOf = (length: number, at: bigint): string => `index out of bounds: the len is ${length} but the index is ${at}`;

/** The part of another vector with the same elements. */
function chunk(items: readonly Value[], size: number, from: number): Vec {
  return new Vec(items.slice(from, from + size));
}

function chunks(w: World, items: readonly Value[], n: Value, isExact: boolean): Value {
  const size = countIn(n);
  if (size === 0) w.panic('chunk size must be non-zero');
  const count = isExact ? Math.floor(items.length / size) : Math.ceil(items.length / size);
  return listIter(Array.from({ length: count }, (_, at) => chunk(items, size, at * size)));
}

function binarySearch(items: readonly Value[], order: (each: Value) => number): Value {
  // As the library does it, so that among equal elements the same one is found.
  let size = items.length;
  if (size === 0) return err(usize(0));
  let base = 0;
  while (size > 1) {
    const half = size >> 1;
    if (order(items[base + half]) <= 0) base += half;
    size -= half;
  }
  const last = order(items[base]);
  if (last === 0) return ok(usize(base));
  return err(usize(base + (last < 0 ? 1 : 0)));
}

function dedup(of: Vec | View, isSame: (a: Value, b: Value) => boolean): Value {
  const { items } = whole(of);
  const kept = items.filter((each, at) => at === 0 || !isSame(each, items[at - 1]));
  // What is removed is compared with the last one that stays.
  items.splice(0, items.length, ...kept);
  return UNIT;
}

/** An element for a vector, whose numbers are all of one type. */
function added(w: World, of: Vec | View, value: Value): Value {
  const { elem, items } = whole(of);
  if (elem) return coerce(w, value, elem);
  const first = items[0];
  return value instanceof Int && value.isOpen && first instanceof Int && !first.isOpen
    ? coerce(w, value, { name: first.type, args: [] })
    : value;
}

const get: Row<Vec | View> = (w, of, [key]) => {
  const { list, from, to } = partOf(of);
  const at = inside(key);
  if (at instanceof Range) {
    const start = at.from === undefined ? 0 : countIn(at.from);
    const end = at.to === undefined ? to - from : countIn(at.to) + (at.closed ? 1 : 0);
    return start > end || end > to - from ? NONE : some(sliceOf(w, of, at, false));
  }
  const place = countIn(at);
  return place < to - from ? some(list[from + place]) : NONE;
};

const refAt = (of: Vec | View, place: number): Value => {
  const { list, from, to } = partOf(of);
  return place >= 0 && place < to - from ? some(itemRef(list, from + place)) : NONE;
};

function view(of: Vec | View, from: number, to: number): View {
  return of instanceof View ? new View(of.of, of.from + from, of.from + to) : new View(of, from, to);
}

const first: Row<Vec | View> = (_, of) => option(itemsIn(of)[0]);
const last: Row<Vec | View> = (_, of) => option(itemsIn(of).at(-1));

function joined(of: Vec | View, sign: Value): Value {
  const items = itemsIn(of);
  if (items.length > 0 && items.every((each) => inside(each) instanceof List)) {
    const by = inside(sign);
    const made: Value[] = [];
    for (const [at, each] of items.entries()) made.push(...(at > 0 ? (by instanceof List ? by.items : [sign]) : []), ...itemsIn(each));
    return vec(made);
  }
  return items.map(textIn).join(items.length === 0 ? '' : textIn(sign));
}

export const VECTORS: Rows<Vec | View> = {
  len: (_, of) => usize(itemsIn(of).length),
  is_empty: (_, of) => itemsIn(of).length === 0,
  push: (w, of, [value]) => (whole(of).items.push(added(w, of, value)), UNIT),
  push_back: (w, of, [value]) => (whole(of).items.push(added(w, of, value)), UNIT),
  push_front: (w, of, [value]) => (whole(of).items.unshift(added(w, of, value)), UNIT),
  pop: (_, of) => option(whole(of).items.pop()),
  pop_back: (_, of) => option(whole(of).items.pop()),
  pop_front: (_, of) => option(whole(of).items.shift()),
  insert: (w, of, [n, value]) => {
    const { items } = whole(of);
    const at = (inside(n) as Int).value;
    if (at > BigInt(items.length)) w.panic(`insertion index (is ${at}) should be <= len (is ${items.length})`);
    items.splice(Number(at), 0, added(w, of, value));
    return UNIT;
  },
  remove: (w, of, [n]) => {
    const own = whole(of);
    if (own.kind === 'deque') {
      const at = countIn(n);
      return at < own.items.length ? some(own.items.splice(at, 1)[0]) : NONE;
    }
    const at = indexed(w, of, n, (length, place) => `removal index (is ${place}) should be < len (is ${length})`);
    return own.items.splice(at, 1)[0];
  },
  swap_remove: (w, of, [n]) => {
    const { items } = whole(of);
    const at = indexed(w, of, n, (length, place) => `swap_remove index (is ${place}) should be < len (is ${length})`);
    const value = items[at];
    const end = items.pop();
    if (at < items.length) items[at] = end;
    return value;
  },
  clear: (_, of) => (whole(of).items.splice(0), UNIT),
  truncate: (_, of, [n]) => (whole(of).items.splice(countIn(n)), UNIT),
  resize: (w, of, [n, value]) => {
    const { items } = whole(of);
    const size = countIn(n);
    if (size > 100_000) throw new Unknown('a long list');
    items.splice(size);
    while (items.length < size) items.push(w.clone(added(w, of, value)));
    return UNIT;
  },
  extend: (w, of, [more]) => {
    const all = w.all(more).map((each) => added(w, of, copyOf(strip(each))));
    whole(of).items.push(...all);
    return UNIT;
  },
  extend_from_slice: (w, of, [more]) => (whole(of).items.push(...itemsIn(more).map((each) => added(w, of, w.clone(each)))), UNIT),
  append: (_, of, [other]) => {
    const from = whole(inside(other) as Vec).items.splice(0);
    whole(of).items.push(...from);
    return UNIT;
  },
  split_off: (w, of, [n]) => {
    const { items } = whole(of);
    if (countIn(n) > items.length) w.panic(`\`at\` split index (is ${countIn(n)}) should be <= len (is ${items.length})`);
    return vec(items.splice(countIn(n)));
  },
  drain: (w, of, [key]) => {
    const { items } = whole(of);
    const [from, to] = bounds(w, inside(key) as Range, items.length);
    return listIter(items.splice(from, to - from));
  },
  retain: (w, of, [fn]) => {
    const { items } = whole(of);
    const kept = items.filter((each) => truthIn(w.call(fn, [each])));
    items.splice(0, items.length, ...kept);
    return UNIT;
  },
  retain_mut: (w, of, [fn]) => {
    const { items } = whole(of);
    const kept = items.map((_, at) => truthIn(w.call(fn, [itemRef(items, at)])));
    items.splice(0, items.length, ...items.filter((_, at) => kept[at]));
    return UNIT;
  },
  dedup: (w, of) => dedup(of, (a, b) => equal(w, a, b)),
  dedup_by_key: (w, of, [fn]) => dedup(of, (a, b) => equal(w, w.call(fn, [a]), w.call(fn, [b]))),
  get,
  get_mut: (_, of, [key]) => refAt(of, countIn(key)),
  first,
  last,
  front: first,
  back: last,
  first_mut: (_, of) => refAt(of, 0),
  last_mut: (_, of) => refAt(of, itemsIn(of).length - 1),
  front_mut: (_, of) => refAt(of, 0),
  back_mut: (_, of) => refAt(of, itemsIn(of).length - 1),
  split_first: (_, of) => {
    const [head, ...rest] = itemsIn(of);
    return head === undefined ? NONE : some(pair(head, vec(rest)));
  },
  split_last: (_, of) => {
    const items = itemsIn(of);
    return items.length === 0 ? NONE : some(pair(items.at(-1), vec(items.slice(0, -1))));
  },
  split_at: (w, of, [n]) => {
    const items = itemsIn(of);
    if (countIn(n) > items.length) w.panic('mid > len');
    return pair(vec(items.slice(0, countIn(n))), vec(items.slice(countIn(n))));
  },
  split_at_mut: (w, of, [n]) => {
    const size = itemsIn(of).length;
    if (countIn(n) > size) w.panic('mid > len');
    return pair(view(of, 0, countIn(n)), view(of, countIn(n), size));
  },
  iter: (_, of) => {
    const { list, from, to } = partOf(of);
    return iterOf(
      () => to - from,
      (at) => list[from + at],
    );
  },
  into_iter: (_, of) => listIter(itemsIn(of)),
  iter_mut: (_, of) => {
    const { list, from, to } = partOf(of);
    return iterOf(
      () => to - from,
      (at) => itemRef(list, from + at),
    );
  },
  windows: (w, of, [n]) => {
    const [items, size] = [itemsIn(of), countIn(n)];
    if (size === 0) w.panic('window size must be non-zero');
    return listIter(Array.from({ length: Math.max(0, items.length - size + 1) }, (_, at) => chunk(items, size, at)));
  },
  chunks: (w, of, [n]) => chunks(w, itemsIn(of), n, false),
  chunks_exact: (w, of, [n]) => chunks(w, itemsIn(of), n, true),
  chunks_mut: (w, of, [n]) => {
    const [length, size] = [itemsIn(of).length, countIn(n)];
    if (size === 0) w.panic('chunk size must be non-zero');
    return listIter(Array.from({ length: Math.ceil(length / size) }, (_, at) => view(of, at * size, Math.min(length, (at + 1) * size))));
  },
  contains: (w, of, [value]) => itemsIn(of).some((each) => equal(w, each, value)),
  starts_with: (w, of, [other]) => itemsIn(other).every((each, at) => at < itemsIn(of).length && equal(w, itemsIn(of)[at], each)),
  ends_with: (w, of, [other]) => {
    const [own, end] = [itemsIn(of), itemsIn(other)];
    return own.length >= end.length && end.every((each, at) => equal(w, own[own.length - end.length + at], each));
  },
  swap: (w, of, [a, b]) => {
    const { list } = partOf(of);
    const [x, y] = [indexed(w, of, a, outOf), indexed(w, of, b, outOf)];
    [list[x], list[y]] = [list[y], list[x]];
    return UNIT;
  },
  reverse: (_, of) => reorder(of, itemsIn(of).toReversed()),
  sort: (w, of) => sorted(of, (a, b) => w.order(a, b)),
  sort_unstable: (w, of) => sorted(of, (a, b) => w.order(a, b)),
  sort_by: (w, of, [fn]) => sorted(of, orderOf(w, fn)),
  sort_unstable_by: (w, of, [fn]) => sorted(of, unstable(w, orderOf(w, fn))),
  sort_by_key: (w, of, [fn]) => sorted(of, byKey(w, fn)),
  sort_by_cached_key: (w, of, [fn]) => sorted(of, byKey(w, fn)),
  sort_unstable_by_key: (w, of, [fn]) => sorted(of, unstable(w, byKey(w, fn))),
  is_sorted: (w, of) => itemsIn(of).every((each, at, all) => at === 0 || w.order(all[at - 1], each) <= 0),
  rotate_left: (_, of, [n]) => {
    const items = itemsIn(of);
    return reorder(of, [...items.slice(countIn(n)), ...items.slice(0, countIn(n))]);
  },
  rotate_right: (_, of, [n]) => {
    const items = itemsIn(of);
    const at = items.length - countIn(n);
    return reorder(of, [...items.slice(at), ...items.slice(0, at)]);
  },
  fill: (w, of, [value]) =>
    reorder(
      of,
      itemsIn(of).map((each) =>
        each instanceof Int && value instanceof Int && value.isOpen ? new Int(each.type, value.value) : w.clone(value),
      ),
    ),
  binary_search: (w, of, [value]) => binarySearch(itemsIn(of), (each) => w.order(each, value)),
  binary_search_by: (w, of, [fn]) => binarySearch(itemsIn(of), (each) => w.signOf(w.call(fn, [each]))),
  binary_search_by_key: (w, of, [key, fn]) => binarySearch(itemsIn(of), (each) => w.order(w.call(fn, [each]), key)),
  partition_point: (w, of, [fn]) => {
    let [low, high] = [0, itemsIn(of).length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (truthIn(w.call(fn, [itemsIn(of)[middle]]))) low = middle + 1;
      else high = middle;
    }
    return usize(low);
  },
  join: (_, of, [sign]) => joined(of, sign),
  concat: (_, of) => {
    const items = itemsIn(of);
    if (items.length === 0) throw new Unknown('what nothing is together');
    return typeof inside(items[0]) === 'string' ? items.map(textIn).join('') : vec(items.flatMap(itemsIn));
  },
  repeat: (_, of, [n]) => vec(Array.from({ length: countIn(n) }, () => itemsIn(of)).flat()),
  to_vec: (w, of) => vec(itemsIn(of).map((each) => w.clone(each))),
  into_vec: (_, of) => of,
  into_boxed_slice: (_, of) => of,
  as_slice: (_, of) => of,
  as_mut_slice: (_, of) => of,
  map: (w, of, [fn]) =>
    new Vec(
      itemsIn(of).map((each) => w.call(fn, [each])),
      true,
    ),
  split: (w, of, [fn]) => {
    const parts: Value[][] = [[]];
    for (const each of itemsIn(of)) {
      if (truthIn(w.call(fn, [each]))) parts.push([]);
      else parts.at(-1)!.push(each);
    }
    return listIter(parts.map(vec));
  },
  reserve: () => UNIT,
  shrink_to_fit: () => UNIT,
  copy_from_slice: (w, of, [other]) => {
    if (itemsIn(of).length !== itemsIn(other).length)
      w.panic('copy_from_slice: source slice length does not match destination slice length');
    return reorder(of, itemsIn(other).map(copyOf));
  },
  clone_from_slice: (w, of, [other]) =>
    reorder(
      of,
      itemsIn(other).map((each) => w.clone(each)),
    ),
};

/** Among equal elements the order is the library's, unless they cannot be told apart. */
function unstable(w: World, order: (a: Value, b: Value) => number): (a: Value, b: Value) => number {
  return (a, b) => {
    const by = order(a, b);
    if (by === 0 && a !== b && !w.isAlike(a, b)) throw new Unknown('the order of equal elements');
    return by;
  };
}
