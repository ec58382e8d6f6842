import { List, Unknown, type Value } from '../values/value';
import { fitsIn } from './numbers';
import { Char, Data, Heap, inside, Int, itemRef, Iter, mostOf, Range, Ref, RustMap, textIn, View } from './values';
import type { World } from './machine';
import { OPTION, RESULT } from './options';

/** Most values that something gives to a call that asks for all. */
const MOST = 100_000;

export function iterOf(count: () => number, at: (place: number) => Value, from = 0, to?: number): Iter {
  let [next, end] = [from, to];
  const last = (): number => end ?? count();
  return new Iter(
    () => (next < last() ? at(next++) : undefined),
    () => {
      end = last();
      return next < end ? at((end -= 1)) : undefined;
    },
    () => Math.max(0, last() - next),
    () => iterOf(count, at, next, end),
  );
}

export const listIter = (items: readonly Value[]): Iter =>
  iterOf(
    () => items.length,
    (at) => items[at],
  );

function rangeIter(range: Range): Iter {
  const make = (at: Value, by: bigint): Value => {
    if (at instanceof Char) return new Char(String.fromCodePoint(at.code + Number(by)));
    if (!(at instanceof Int)) throw new Unknown('a range of something else');
    const value = at.value + by;
    return new Int(at.type, at.isOpen || fitsIn(at.type, value) ? value : at.value);
  };
  const numberOf = (value: Value): bigint => {
    const of = inside(value);
    if (of instanceof Int) return of.value;
    if (of instanceof Char) return BigInt(of.code);
    throw new Unknown('a range of something else');
  };
  const [first, last] = [inside(range.from), inside(range.to)];
  // Both ends are of one type.
  if (first instanceof Int && last instanceof Int && first.isOpen && !last.isOpen) range.from = new Int(last.type, first.value);
  if (first instanceof Int && last instanceof Int && !first.isOpen && last.isOpen) range.to = new Int(first.type, last.value);
  let isOver = false;
  const left = (): bigint => {
    if (range.to === undefined) return mostOf('u64');
    const size = numberOf(range.to) - numberOf(range.from) + (range.closed ? 1n : 0n);
    return isOver || size < 0n ? 0n : size;
  };
  return new Iter(
    () => {
      if (left() <= 0n) return undefined;
      const value = inside(range.from);
      if (range.closed && numberOf(value) === numberOf(range.to)) isOver = true;
      else range.from = make(value, 1n);
      return value;
    },
    range.to === undefined
      ? undefined
      : () => {
          if (left() <= 0n) return undefined;
          if (!range.closed) return (range.to = make(inside(range.to), -1n));
          const value = inside(range.to);
          if (numberOf(value) === numberOf(range.from)) isOver = true;
          else range.to = make(value, -1n);
          return value;
        },
    () => Number(left()),
    () => rangeIter(new Range(range.from, range.to, range.closed)),
  );
}

/** What gives the values of something one after the other. */
export function toIter(w: World, value: Value): Iter {
  if (value instanceof Iter) return value;
  if (value instanceof Ref) {
    const held = value.get();
    if (held instanceof List && held.kind !== 'tuple')
      return iterOf(
        () => held.items.length,
        (at) => itemRef(held.items, at),
      );
    if (held instanceof View)
      return iterOf(
        () => held.to - held.from,
        (at) => itemRef(held.of.items, held.from + at),
      );
    if (held instanceof RustMap && held.kind === 'map')
      return listIter(
        w.ordered(held, entriesOf(held)).map(
          (pair) =>
            new List(
              [
                pair[0],
                new Ref(
                  () => pair[1],
                  (next) => void (pair[1] = next),
                ),
              ],
              'tuple',
            ),
        ),
      );
    if (held instanceof Data && held.decl === OPTION)
      return listIter(
        [...held.fields.keys()].map(
          (name) =>
            new Ref(
              () => held.fields.get(name),
              (next) => void held.fields.set(name, next),
            ),
        ),
      );
    if (held instanceof Data && w.methodsFor(held, 'next').length === 0 && w.methodsFor(held, 'into_iter').length > 0)
      return toIter(w, w.callMethod(value, 'into_iter', []));
    if (held instanceof Data) return ownIter(w, value);
    return toIter(w, held);
  }
  const of = inside(value);
  if (of instanceof Iter) return of;
  if (of instanceof Heap) throw new Unknown('the order of a heap');
  if (of instanceof List && of.kind !== 'tuple') return listIter(of.items);
  if (of instanceof View)
    return iterOf(
      () => of.to - of.from,
      (at) => of.of.items[of.from + at],
    );
  if (of instanceof RustMap)
    return listIter(w.ordered(of, entriesOf(of)).map(([key, each]) => (of.kind === 'set' ? key : new List([key, each], 'tuple'))));
  if (of instanceof Range) return rangeIter(of);
  if (of instanceof Data && of.decl === OPTION) return listIter([...of.fields.values()]);
  if (of instanceof Data && of.decl === RESULT) return listIter(of.variant === 'Ok' ? [of.first] : []);
  if (of instanceof Data && w.methodsFor(of, 'next').length > 0) return ownIter(w, value);
  if (of instanceof Data && w.methodsFor(of, 'into_iter').length > 0) return toIter(w, w.callMethod(value, 'into_iter', []));
  throw new Unknown('what is gone through');
}

/** The entries of a map in its order; a change of one is one of the map. */
export function entriesOf(map: RustMap): [Value, Value][] {
  const all = [...map.entries.values()];
  const { sorted } = map;
  return sorted ? all.sort(([a], [b]) => sorted(a, b)) : all;
}

/** An iterator of the program: its `next` is asked. */
function ownIter(w: World, value: Value): Iter {
  const call = (name: string) => (): Value | undefined => {
    const given = inside(w.callMethod(value, name, []));
    if (!(given instanceof Data) || given.decl !== OPTION) throw new Unknown('an iterator');
    return given.variant === 'Some' ? given.first : undefined;
  };
  return new Iter(call('next'), w.methodsFor(value, 'next_back').length > 0 ? call('next_back') : undefined);
}

/** Hands all values to a function, until it gives false. */
export function each(w: World, value: Value, take: (item: Value) => boolean): void {
  const iter = toIter(w, value);
  for (let item = nextOf(iter); item !== undefined; item = nextOf(iter)) if (!take(item)) return;
}

/** The next value; undefined at the end. */
export function nextOf(iter: Iter): Value | undefined {
  const { peeked } = iter;
  if (!peeked) return iter.next();
  delete iter.peeked;
  return peeked.value;
}

/** All values that are left. */
export function allOf(w: World, value: Value): Value[] {
  const found: Value[] = [];
  each(w, value, (item) => {
    if (found.push(item) > MOST) throw new Unknown('a long list');
    return true;
  });
  return found;
}

export function charsOf(text: Value): Char[] {
  return [...textIn(text)].map((each) => new Char(each));
}
