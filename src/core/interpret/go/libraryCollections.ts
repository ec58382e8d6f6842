import type { Core } from '../running/machine';
import { counted } from '../values/limits';
import { Func, Native, Unknown, type Value } from '../values/value';
import { coerce } from './conversions';
import type { GoMethod, GoRow } from './libraryRow';
import { deepEquals, equals, isTruth, ordered } from './operators';
import { Sequence } from './sequences';
import { appendTo } from './slices';
import { type GoType, sliceOf } from './types';
import { copyOf, countIn, GoMap, numberIn, panic, Ref, runtimeError, several, Slice, sliceWith, Struct, typeOfValue } from './values';
import { libraryStruct, worldOf } from './world';

function sliceIn(value: Value): Slice {
  const held = value instanceof Ref ? value.get() : value;
  if (held instanceof Slice) return held;
  throw new Unknown('no slice');
}

const itemsOf = (value: Value): Value[] => (value === null ? [] : sliceIn(value).items);

/** Puts sorted elements back into the array of a slice. */
function putBack(of: Slice, items: readonly Value[]): Value {
  items.forEach((each, at) => (of.array!.items[of.from + at] = each));
  return null;
}

/** Elements up to which Go inserts one after the other, so that equal ones stay in their order. */
const INSERTED = 12;

/** Sorts places by inserting one after the other, as Go does with few; equal ones of many that differ have no known order. */
function insert(
  size: number,
  less: (a: number, b: number) => boolean,
  swap: (a: number, b: number) => void,
  stable: boolean,
  same: (a: number, b: number) => boolean,
): Value {
  for (let from = 1; from < size; from += 1) for (let at = from; at > 0 && less(at, at - 1); at -= 1) swap(at, at - 1);
  if (size > INSERTED && !stable)
    for (let at = 1; at < size; at += 1) if (!less(at - 1, at) && !same(at - 1, at)) throw new Unknown('an order that is not stable');
  return null;
}

function sorted(of: Slice, by: (a: Value, b: Value) => number, stable: boolean, it: Core): Value {
  return sortedByPlaces(it, of, (a, b) => by(of.array!.items[of.from + a], of.array!.items[of.from + b]) < 0, stable);
}

function sortedByPlaces(it: Core, of: Slice, less: (a: number, b: number) => boolean, stable: boolean): Value {
  const items = of.array?.items ?? [];
  const swap = (a: number, b: number): void => {
    [items[of.from + a], items[of.from + b]] = [items[of.from + b], items[of.from + a]];
  };
  return insert(of.length, less, swap, stable, (a, b) => deepEquals(it, items[of.from + a], items[of.from + b]));
}

const askedByPlaces =
  (it: Core, less: Value) =>
  (a: number, b: number): boolean =>
    isTruth(it.call(less, [BigInt(a), BigInt(b)]));

/** `sort.Sort`: by the methods of a value. */
function sortedByMethods(it: Core, of: Value, stable: boolean): Value {
  const call = (name: string, ...args: Value[]): Value => it.send(of, name, args);
  const less = (a: number, b: number): boolean => isTruth(call('Less', BigInt(a), BigInt(b)));
  return insert(
    countIn(call('Len')),
    less,
    (a, b) => call('Swap', BigInt(a), BigInt(b)),
    stable,
    () => false,
  );
}

/** A heap of `container/heap`: its methods are called as there. */
function heapOn(it: Core, of: Value) {
  const call = (name: string, ...args: Value[]): Value => it.send(of, name, args);
  const less = (a: number, b: number): boolean => isTruth(call('Less', BigInt(a), BigInt(b)));
  const swap = (a: number, b: number): Value => call('Swap', BigInt(a), BigInt(b));
  const up = (start: number): void => {
    for (let at = start; ;) {
      const parent = Math.trunc((at - 1) / 2);
      if (parent === at || !less(at, parent)) return;
      swap(parent, at);
      at = parent;
    }
  };
  const down = (start: number, size: number): boolean => {
    let at = start;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= size) break;
      const next = left + 1 < size && less(left + 1, left) ? left + 1 : left;
      if (!less(next, at)) break;
      swap(at, next);
      at = next;
    }
    return at > start;
  };
  return { call, size: () => countIn(call('Len')), swap, up, down };
}

const HEAPS: Readonly<Record<string, GoRow>> = {
  'heap.Init': (it, [of]) => {
    const heap = heapOn(it, of);
    const size = heap.size();
    for (let at = Math.trunc(size / 2) - 1; at >= 0; at -= 1) heap.down(at, size);
    return null;
  },
  'heap.Push': (it, [of, value]) => {
    const heap = heapOn(it, of);
    heap.call('Push', value);
    heap.up(heap.size() - 1);
    return null;
  },
  'heap.Pop': (it, [of]) => {
    const heap = heapOn(it, of);
    const last = heap.size() - 1;
    heap.swap(0, last);
    heap.down(0, last);
    return heap.call('Pop');
  },
  'heap.Fix': (it, [of, place]) => {
    const heap = heapOn(it, of);
    if (!heap.down(countIn(place), heap.size())) heap.up(countIn(place));
    return null;
  },
  'heap.Remove': (it, [of, place]) => {
    const heap = heapOn(it, of);
    const last = heap.size() - 1;
    const at = countIn(place);
    if (last !== at) {
      heap.swap(at, last);
      if (!heap.down(at, last)) heap.up(at);
    }
    return heap.call('Pop');
  },
};

const order =
  (it: Core, fn: Value) =>
  (a: Value, b: Value): number =>
    Number(numberIn(it.call(fn, [a, b])));

const placeOf = (items: readonly Value[], is: (value: Value) => boolean): Value => BigInt(items.findIndex(is));

/** The elements of a slice, of a sequence, or of a function that yields them. */
const allOf = (it: Core, value: Value): Value[] => {
  if (value instanceof Sequence) return [...value.turns()].map(([first]) => first);
  if (!(value instanceof Func || value instanceof Native)) return itemsOf(value);
  const items: Value[] = [];
  it.call(value, [new Native(([item]) => (items.push(item), counted(items.length), true))]);
  return items;
};

const keysOf = (it: Core, of: Value): Value =>
  new Sequence(() =>
    of instanceof GoMap
      ? worldOf(it)
          .ordered(of.keys())
          .map((key) => [key])
      : [],
  );

function elementType(items: readonly Value[]): GoType {
  const type = items.map(typeOfValue).find((each) => each !== undefined);
  if (!type) throw new Unknown('the type of elements');
  return type;
}

function most(of: Value, sign: 1 | -1, by: (a: Value, b: Value) => number, name: string): Value {
  const items = itemsOf(of);
  if (items.length === 0) return panic(`slices.${name}: empty list`);
  return items.reduce((a, b) => (by(b, a) * sign > 0 ? b : a));
}

function found(size: number, is: (at: number) => boolean): number {
  let [low, high] = [0, size];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (is(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Methods of what the library can sort by itself. */
const ofSlice = (type: string): [string, GoMethod][] => [
  [`${type}.Len`, (_, of) => BigInt(itemsOf(of).length)],
  [`${type}.Less`, (_, of, [a, b]) => ordered(itemsOf(of)[countIn(a)], itemsOf(of)[countIn(b)]) < 0],
  [
    `${type}.Swap`,
    (_, of, [a, b]) => {
      const slice = sliceIn(of);
      const items = slice.array!.items;
      const [x, y] = [slice.from + countIn(a), slice.from + countIn(b)];
      [items[x], items[y]] = [items[y], items[x]];
      return null;
    },
  ],
];

const reversed = (name: string, turned: boolean): [string, GoMethod] => [
  `sort.reverse.${name}`,
  (it, of, args) => it.send(of instanceof Struct ? of.fields.get('of') : of, name, turned ? args.toReversed() : args),
];

export const COLLECTION_METHODS: Readonly<Record<string, GoMethod>> = Object.fromEntries([
  ...['sort.IntSlice', 'sort.StringSlice', 'sort.Float64Slice'].flatMap(ofSlice),
  reversed('Len', false),
  reversed('Less', true),
  reversed('Swap', false),
]);

export const GO_COLLECTIONS: Readonly<Record<string, GoRow>> = {
  ...HEAPS,
  'sort.Strings': (it, [of]) => sorted(sliceIn(of), ordered, false, it),
  'sort.Ints': (it, [of]) => sorted(sliceIn(of), ordered, false, it),
  'sort.Float64s': (it, [of]) => sorted(sliceIn(of), ordered, false, it),
  'sort.Slice': (it, [of, less]) => sortedByPlaces(it, sliceIn(of), askedByPlaces(it, less), false),
  'sort.SliceStable': (it, [of, less]) => sortedByPlaces(it, sliceIn(of), askedByPlaces(it, less), true),
  'sort.Sort': (it, [of]) => sortedByMethods(it, of, false),
  'sort.Reverse': (it, [of]) => libraryStruct(it, 'sort.reverse', { of: of ?? null }),
  'sort.Stable': (it, [of]) => sortedByMethods(it, of, true),
  'sort.Search': (it, [size, fn]) => BigInt(found(countIn(size), (at) => isTruth(it.call(fn, [BigInt(at)])))),
  'sort.SearchInts': (_, [of, value]) => BigInt(found(itemsOf(of).length, (at) => ordered(itemsOf(of)[at], value) >= 0)),
  'sort.SearchStrings': (_, [of, value]) => BigInt(found(itemsOf(of).length, (at) => ordered(itemsOf(of)[at], value) >= 0)),
  'sort.SliceIsSorted': (it, [of, less]) => itemsOf(of).every((_, at) => at === 0 || !isTruth(it.call(less, [BigInt(at), BigInt(at - 1)]))),
  'sort.IntsAreSorted': (_, [of]) => itemsOf(of).every((each, at, all) => at === 0 || ordered(all[at - 1], each) <= 0),
  'sort.StringSlice': (_, [of]) => of!,
  'slices.Sort': (it, [of]) => sorted(sliceIn(of), ordered, false, it),
  'slices.SortFunc': (it, [of, fn]) => sorted(sliceIn(of), order(it, fn), false, it),
  'slices.SortStableFunc': (it, [of, fn]) => sorted(sliceIn(of), order(it, fn), true, it),
  'slices.Sorted': (it, [of]) => {
    const items = allOf(it, of ?? null);
    if (items.length === 0) throw new Unknown('the type of elements');
    const made = sliceWith(sliceOf(elementType(items)), items);
    sorted(made, ordered, false, it);
    return made;
  },
  'slices.Collect': (it, [of]) => {
    const items = allOf(it, of ?? null);
    return sliceWith(sliceOf(elementType(items)), items);
  },
  'slices.Values': (_, [of]) => new Sequence(() => itemsOf(of).map((each) => [each])),
  'slices.Contains': (it, [of, value]) =>
    itemsOf(of).some((each) => equals(it, each, of instanceof Slice ? coerce(value, of.type.elem) : value)),
  'slices.ContainsFunc': (it, [of, fn]) => itemsOf(of).some((each) => isTruth(it.call(fn, [each]))),
  'slices.Index': (it, [of, value]) =>
    placeOf(itemsOf(of), (each) => equals(it, each, of instanceof Slice ? coerce(value, of.type.elem) : value)),
  'slices.IndexFunc': (it, [of, fn]) => placeOf(itemsOf(of), (each) => isTruth(it.call(fn, [each]))),
  'slices.Equal': (it, [a, b]) => {
    const [x, y] = [itemsOf(a), itemsOf(b)];
    return x.length === y.length && x.every((each, at) => equals(it, each, y[at]));
  },
  'slices.Reverse': (_, [of]) => putBack(sliceIn(of), itemsOf(of).toReversed()),
  'slices.Max': (_, [of]) => most(of, 1, ordered, 'Max'),
  'slices.Min': (_, [of]) => most(of, -1, ordered, 'Min'),
  'slices.MaxFunc': (it, [of, fn]) => most(of, 1, order(it, fn), 'MaxFunc'),
  'slices.MinFunc': (it, [of, fn]) => most(of, -1, order(it, fn), 'MinFunc'),
  'slices.Clone': (_, [of]) => (of instanceof Slice && of.array ? sliceWith(of.type, of.items.map(copyOf)) : (of ?? null)),
  'slices.IsSorted': (_, [of]) => itemsOf(of).every((each, at, all) => at === 0 || ordered(all[at - 1], each) <= 0),
  'slices.BinarySearch': (_, [of, value]) => {
    const items = itemsOf(of);
    const at = found(items.length, (place) => ordered(items[place], value) >= 0);
    return several(BigInt(at), at < items.length && ordered(items[at], value) === 0);
  },
  'slices.Insert': (_, [of, place, ...more]) => {
    const [slice, at] = [sliceIn(of), countIn(place)];
    if (at < 0 || at > slice.length) return runtimeError(`slice bounds out of range [${at}:${slice.length}]`);
    const items = slice.items;
    const longer = appendTo(slice, more) as Slice;
    putBack(longer, [...items.slice(0, at), ...more.map((each) => coerce(each, slice.type.elem)), ...items.slice(at)]);
    return longer;
  },
  'slices.Compact': (it, [of]) => {
    const slice = sliceIn(of);
    const items = slice.items;
    const rest = items.filter((each, at) => at === 0 || !equals(it, each, items[at - 1]));
    putBack(slice, [...rest, ...items.slice(rest.length).map(() => coerce(undefined, slice.type.elem))]);
    return new Slice(slice.type, slice.array, slice.from, rest.length, slice.cap);
  },
  'slices.Delete': (_, [of, from, to]) => {
    const slice = sliceIn(of);
    const [low, high] = [countIn(from), countIn(to)];
    if (low < 0 || high > slice.length || low > high) return runtimeError(`slice bounds out of range [${low}:${high}]`);
    const rest = [...slice.items.slice(0, low), ...slice.items.slice(high)];
    putBack(slice, [...rest, ...slice.items.slice(0, high - low).map(() => coerce(undefined, slice.type.elem))]);
    return new Slice(slice.type, slice.array, slice.from, rest.length, slice.cap);
  },
  'maps.Keys': (it, [of]) => keysOf(it, of),
  'maps.Values': (it, [of]) =>
    new Sequence(() =>
      of instanceof GoMap
        ? worldOf(it)
            .ordered(of.values())
            .map((each) => [each])
        : [],
    ),
  'maps.Clone': (_, [of]) => {
    if (!(of instanceof GoMap)) throw new Unknown('no map');
    const made = new GoMap(of.type);
    for (const [key, value] of of.pairs()) made.set(key, copyOf(value));
    return made;
  },
  'maps.Copy': (_, [to, of]) => {
    if (to instanceof GoMap && of instanceof GoMap) for (const [key, value] of of.pairs()) to.set(key, copyOf(value));
    return null;
  },
  'cmp.Compare': (_, [a, b]) => BigInt(Math.sign(ordered(a, b))),
  'cmp.Less': (_, [a, b]) => ordered(a, b) < 0,
  'cmp.Or': (it, args) => args.find((each) => !equals(it, each, coerce(undefined, typeOfValue(each)!))) ?? args.at(-1)!,
  'reflect.DeepEqual': (it, [a, b]) => deepEquals(it, a, b),
};
