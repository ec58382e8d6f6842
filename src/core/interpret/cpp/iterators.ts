import type { Core } from '../running/machine';
import { Unknown, type Value } from '../values/value';
import { library } from './types';
import { Cell, Iter, Letter, Literal, load, type MapEntry, MapOf, Ptr, Smart, Tuple, Vec } from './values';
import { cppWorld } from './world';

const PAIRS = new WeakMap<MapEntry, Cell>();

/** An entry of a map as the pair that loops and iterators give. */
export function pairOf(of: MapOf, entry: MapEntry): Cell {
  if (of.isSet) return entry.key;
  let pair = PAIRS.get(entry);
  if (!pair) {
    const type = library('pair', of.type.args[0]!, of.type.args[1]!);
    PAIRS.set(entry, (pair = new Cell(new Tuple(type, [entry.key, entry.value]), type)));
  }
  return pair;
}

/** The entries of a map in their order; without one, in that of this run. */
export function orderedEntries(it: Core, of: MapOf): MapEntry[] {
  if (of.isOrdered || of.entries.length < 2) return of.entries;
  const world = cppWorld(it);
  world.disordered = true;
  return world.reversed ? of.entries.toReversed() : of.entries;
}

/** What a loop goes through, one after the other. */
export function* walked(it: Core, of: Cell): Generator<Value> {
  const held = load(of);
  if (held instanceof Vec) {
    const { buffer } = held;
    const length = held.cells.length;
    for (let at = 0; at < length; at += 1) {
      if (held.buffer !== buffer || held.cells.length !== length)
        throw new Unknown('a collection that changes while a loop goes through it');
      yield held.cells[at]!;
    }
    if (held.buffer !== buffer || held.cells.length !== length) throw new Unknown('a collection that changes while a loop goes through it');
  } else if (held instanceof MapOf) {
    let at: MapEntry | undefined = orderedEntries(it, held)[0];
    while (at) {
      yield pairOf(held, at);
      if (at.dead) throw new Unknown('an entry that is no longer there');
      const all: MapEntry[] = orderedEntries(it, held);
      at = all[all.indexOf(at) + 1];
    }
  } else if (typeof held === 'string') {
    for (let at = 0; at < held.length; at += 1) {
      if ((load(of) as string).length !== held.length) throw new Unknown('a text that changes while a loop goes through it');
      yield new Letter(of, at);
    }
  } else if (held && typeof held === 'object' && 'info' in held) throw new Unknown('a loop through an object');
  else throw new Unknown('what a loop goes through');
}

/** `begin()`, `end()` and the like. */
export function iteratorOf(it: Core, of: Value, name: string): Value | undefined {
  const [, isConst, isReverse, which] = /^(c?)(r?)(begin|end)$/.exec(name) ?? [];
  if (which === undefined) return undefined;
  void isConst;
  const held = load(of);
  const reverse = isReverse === 'r';
  if (held instanceof Vec) {
    const size = held.cells.length;
    const at = which === 'begin' ? (reverse ? size - 1 : 0) : reverse ? -1 : size;
    return new Iter(held, at, undefined, held.buffer, reverse);
  }
  if (held instanceof MapOf) {
    const all = orderedEntries(it, held);
    const entry = which === 'end' ? undefined : reverse ? all.at(-1) : all[0];
    return new Iter(held, 0, entry, undefined, reverse);
  }
  if (typeof held === 'string') {
    const cell = of instanceof Cell ? of : new Cell(held);
    const at = which === 'begin' ? (reverse ? held.length - 1 : 0) : reverse ? -1 : held.length;
    return new Iter(cell, at, undefined, undefined, reverse);
  }
  return undefined;
}

function checked(of: Iter): void {
  if (of.of instanceof Vec && of.buffer !== of.of.buffer) throw new Unknown('an iterator into memory that is gone');
  if (of.entry?.dead) throw new Unknown('an entry that is no longer there');
}

/** What an iterator leads to; of a pointer, what tells it from others. */
export function pointed(of: Iter | Ptr | Smart | Literal): Value | object | undefined {
  if (of instanceof Smart) return of.held?.cell;
  if (of instanceof Ptr) return of.within ? of.within.vec.cells[of.within.at] : of.cell;
  if (of instanceof Literal) return of;
  checked(of);
  if (of.of instanceof MapOf) {
    if (!of.entry) throw new Unknown('what is at the end of a collection');
    return pairOf(of.of, of.entry);
  }
  if (of.of instanceof Vec) {
    const cell = of.of.cells[of.at];
    if (!cell) throw new Unknown('what is at the end of a collection');
    return cell;
  }
  return new Letter(of.of, of.at);
}

/** An iterator or a pointer some places further. */
export function movedIterator(of: Iter | Ptr | Literal, by: number, it?: Core): Iter | Ptr | Literal {
  if (of instanceof Literal) return new Literal(of.whole_, of.from + by);
  if (of instanceof Ptr) {
    if (!of.within) throw new Unknown('a pointer beside a value');
    const at = of.within.at + by;
    if (at < 0 || at > of.within.vec.cells.length) throw new Unknown('a pointer beside an array');
    return new Ptr(of.to, of.within.vec.cells[at], { vec: of.within.vec, at });
  }
  checked(of);
  if (of.of instanceof MapOf) {
    if (!of.of.isOrdered && it === undefined && of.of.entries.length > 1) {
      const world = WORLDS.current;
      if (!world) throw new Unknown('the order of a collection');
      it = world;
    }
    const all = it ? orderedEntries(it, of.of) : of.of.entries;
    const place = of.entry ? all.indexOf(of.entry) : of.isReverse ? -1 : all.length;
    const at = of.isReverse ? place - by : place + by;
    if (at < -1 || at > all.length || (!of.isReverse && at < 0) || (!of.entry && by > 0))
      throw new Unknown('an iterator beside a collection');
    return new Iter(of.of, 0, all[at], undefined, of.isReverse);
  }
  const at = of.isReverse ? of.at - by : of.at + by;
  const size = of.of instanceof Vec ? of.of.cells.length : (load(of.of) as string).length;
  // `++` may go past an end that `erase` has moved: what is there is not known, and is not read.
  if (of.isReverse ? at < -1 : at < 0) throw new Unknown('an iterator beside a collection');
  if (at > size + 1) throw new Unknown('an iterator beside a collection');
  return new Iter(of.of, at, undefined, of.buffer, of.isReverse);
}

/** Who is worked through, for steps of iterators that do not say it. */
export const WORLDS: { current: Core | undefined } = { current: undefined };

export function isSameIterator(a: Iter, b: Iter): boolean {
  if (a.of !== b.of && !(a.of instanceof Cell)) throw new Unknown('iterators of two collections');
  if (a.of instanceof MapOf) return a.entry === b.entry;
  if (a.of instanceof Vec && a.buffer !== b.buffer) throw new Unknown('an iterator into memory that is gone');
  return a.at === b.at;
}

export function iteratorDistance(a: Iter | Ptr, b: Iter | Ptr): number {
  if (a instanceof Ptr && b instanceof Ptr && a.within && b.within && a.within.vec === b.within.vec) return b.within.at - a.within.at;
  if (!(a instanceof Iter) || !(b instanceof Iter)) throw new Unknown('how far two pointers are from each other');
  if (a.of !== b.of) throw new Unknown('iterators of two collections');
  if (a.of instanceof MapOf) {
    const place = ({ entry }: Iter): number => (entry ? (a.of as MapOf).entries.indexOf(entry) : (a.of as MapOf).entries.length);
    if (!a.of.isOrdered && a.of.entries.length > 1) throw new Unknown('the order of a collection');
    return place(b) - place(a);
  }
  if (a.of instanceof Vec && a.buffer !== b.buffer) throw new Unknown('an iterator into memory that is gone');
  return a.isReverse ? a.at - b.at : b.at - a.at;
}

/** The elements between two iterators, and the iterators to them. */
export interface Between {
  readonly cells: Cell[];
  readonly at: (place: number) => Value;
  readonly of: Vec | MapOf | Cell;
}

export function between(it: Core, first: Value, last: Value): Between {
  const [a, b] = [load(first), load(last)];
  if (a instanceof Ptr && b instanceof Ptr && a.within && b.within && a.within.vec === b.within.vec) {
    const { vec, at } = a.within;
    return {
      cells: vec.cells.slice(at, b.within.at),
      at: (place) => new Ptr(a.to, vec.cells[at + place], { vec, at: at + place }),
      of: vec,
    };
  }
  if (a instanceof Vec && b instanceof Ptr) return between(it, new Ptr(a.elem, a.cells[0], { vec: a, at: 0 }), b);
  if (!(a instanceof Iter) || !(b instanceof Iter)) throw new Unknown('a range');
  if (a.of instanceof MapOf) {
    if (a.of !== b.of) throw new Unknown('iterators of two collections');
    const all = a.isReverse ? orderedEntries(it, a.of).toReversed() : orderedEntries(it, a.of);
    const place = ({ entry }: Iter): number => (entry ? all.indexOf(entry) : all.length);
    const map = a.of;
    const from = place(a);
    return {
      cells: all.slice(from, place(b)).map((each) => pairOf(map, each)),
      at: (at) => new Iter(map, 0, all[from + at], undefined, a.isReverse),
      of: map,
    };
  }
  const size = iteratorDistance(a, b);
  if (size < 0) throw new Unknown('a range that ends before it begins');
  checked(a);
  const cells = Array.from({ length: size }, (_, place) => pointed(movedIterator(a, place) as Iter) as Cell);
  return { cells, at: (place) => movedIterator(a, place), of: a.of };
}
