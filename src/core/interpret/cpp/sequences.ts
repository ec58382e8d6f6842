import type { Core } from '../running/machine';
import { counted } from '../values/limits';
import { Unknown, type Value } from '../values/value';
import { count, holds, isText } from './conversions';
import { callMethod, callValue, convert, defaultOf, destroy, listed, makeType } from './core';
import type { CppFrame } from './frames';
import { between, iteratorOf } from './iterators';
import { mapElement } from './maps';
import { equal, less } from './operators';
import { outOfRange } from './throwing';
import { ascii, Braces, Cell, Iter, kill, Letter, Literal, load, MapOf, Moved, peek, Ptr, size, Smart, Struct, UNSET, Vec } from './values';
import { cppWorld } from './world';

/** `of[key]` */
export function elementAt(it: Core, of: Value, key: Value): Value {
  const held = load(of);
  if (held instanceof Struct) return callMethod(it, of, 'operator[]', [key]);
  if (held instanceof MapOf) return mapElement(it, held, key);
  if (held instanceof Smart) throw new Unknown('an element of a pointer');
  const at = count(key);
  if (held instanceof Vec) {
    const cell = held.cells[at];
    if (!cell) throw new Unknown('an element that is not there');
    return cell;
  }
  if (typeof held === 'string') {
    if (at < 0 || at > held.length) throw new Unknown('a letter behind a text');
    ascii(held);
    return new Letter(of instanceof Cell ? of : new Cell(held), at);
  }
  if (held instanceof Literal) {
    if (at < 0 || at > held.text.length) throw new Unknown('a letter behind a text');
    return load(new Letter(new Cell(ascii(held.text)), at));
  }
  if (held instanceof Ptr && held.within) {
    const cell = held.within.vec.cells[held.within.at + at];
    if (!cell) throw new Unknown('an element that is not there');
    return cell;
  }
  throw new Unknown('an element of something else');
}

/** An element in new memory: what led to the old one is dead. */
function relocated(cell: Cell): Cell {
  const { value } = cell;
  let kept = value;
  if (value instanceof Struct) {
    const object = new Struct(
      value.info,
      new Map([...value.cells].map(([name, each]) => [name, value.references.has(name) ? each : relocated(each)])),
    );
    for (const name of value.references) object.references.add(name);
    kept = object;
  }
  const made = new Cell(kept, cell.type);
  cell.dead = true;
  return made;
}

/** Makes room as the library does it. */
function grow(of: Vec, need: number, isDoubled = true): void {
  if (of.type.name !== 'vector' || need <= of.capacity) return;
  counted(need);
  of.capacity = isDoubled ? Math.max(of.capacity * 2, need) : need;
  of.items = of.cells.map(relocated);
  of.buffer = {};
}

/** A new element; its value was made before. */
export function append(of: Vec, value: Value): Cell {
  grow(of, of.cells.length + 1);
  counted(of.cells.length + 1);
  const cell = new Cell(value, of.elem);
  of.cells.push(cell);
  return cell;
}

/** Takes elements out: those behind them move to their places. */
export function removeAt(it: Core, of: Vec, from: number, size_: number): void {
  if (size_ === 0) return;
  const { cells } = of;
  if (of.type.name === 'list') {
    for (const each of cells.splice(from, size_)) kill(each);
    return;
  }
  if (cppWorld(it).destructors) for (const each of cells.slice(from, from + size_)) destroy(it, each.value);
  for (let at = from; at + size_ < cells.length; at += 1) cells[at]!.value = cells[at + size_]!.value;
  for (const each of cells.splice(cells.length - size_, size_)) each.dead = true;
  if (of.type.name === 'deque') of.buffer = {};
}

function insertAt(of: Vec, at: number, values: readonly Value[]): void {
  if (of.type.name === 'list') {
    of.cells.splice(at, 0, ...values.map((each) => new Cell(each, of.elem)));
    return;
  }
  grow(of, of.cells.length + values.length);
  counted(of.cells.length + values.length);
  const all = of.cells.map(({ value }) => value);
  all.splice(at, 0, ...values);
  for (const each of values) of.cells.push(new Cell(each === undefined ? UNSET : 0n, of.elem));
  of.cells.forEach((cell, place) => (cell.value = all[place]));
  if (of.type.name === 'deque') of.buffer = {};
}

const FIRST: Readonly<Record<string, string>> = { stack: 'back', queue: 'front', priority_queue: 'front' };

export function vecMethod(it: Core, self: Value, of: Vec, name: string, args: readonly Value[]): Value {
  const { cells } = of;
  const [first, second] = args;
  const kind = of.type.name;
  const own = /^(?:stack|queue|priority_queue)$/.test(kind) ? undefined : iteratorOf(it, self, name);
  if (own) return own;
  const made = (given: Value): Value => (given instanceof Moved ? convert(it, given, of.elem) : convert(it, given, of.elem));
  switch (name) {
    case 'size':
    case 'length':
      return size(cells.length);
    case 'empty':
      return cells.length === 0;
    case 'capacity':
      return size(of.capacity);
    case 'at': {
      const at = count(first);
      const cell = at < 0 ? undefined : cells[at];
      const written = at < 0 ? BigInt.asUintN(64, BigInt(at)) : at;
      const where = kind === 'deque' ? 'deque::_M_range_check' : kind === 'array' ? 'array::at' : 'vector::_M_range_check';
      if (!cell)
        throw outOfRange(
          it,
          `${where}: __n (which is ${written}) >= ${kind === 'array' ? '_Nm' : 'this->size()'} (which is ${cells.length})`,
        );
      return cell;
    }
    case 'front':
    case 'back':
    case 'top': {
      const wanted = name === 'top' ? FIRST[kind]! : name;
      if (cells.length === 0) throw new Unknown('an element of an empty collection');
      return wanted === 'front' ? cells[0]! : cells.at(-1)!;
    }
    case 'push_back':
      append(of, made(first));
      return undefined;
    case 'push':
      if (kind === 'priority_queue') pushHeap(it, of, made(first));
      else append(of, made(first));
      return undefined;
    case 'emplace':
      if (kind === 'stack' || kind === 'queue') return append(of, built(it, of, args));
      if (kind === 'priority_queue') {
        pushHeap(it, of, built(it, of, args));
        return undefined;
      }
      break;
    case 'emplace_back':
      return append(of, built(it, of, args));
    case 'push_front':
    case 'emplace_front':
      if (kind === 'list') cells.unshift(new Cell(built(it, of, args), of.elem));
      else {
        cells.unshift(new Cell(built(it, of, args), of.elem));
        of.buffer = {};
      }
      return undefined;
    case 'pop_back':
      if (cells.length === 0) throw new Unknown('an element of an empty collection');
      dropped(it, cells.pop()!);
      return undefined;
    case 'pop_front':
      if (cells.length === 0) throw new Unknown('an element of an empty collection');
      dropped(it, cells.shift()!);
      return undefined;
    case 'pop':
      if (cells.length === 0) throw new Unknown('an element of an empty collection');
      if (kind === 'priority_queue') popHeap(it, of);
      else dropped(it, kind === 'stack' ? cells.pop()! : cells.shift()!);
      return undefined;
    case 'clear':
      for (const each of cells) dropped(it, each);
      of.items = [];
      return undefined;
    case 'reserve': {
      const wanted = count(first);
      if (wanted > of.capacity) grow(of, wanted, false);
      return undefined;
    }
    case 'shrink_to_fit':
      throw new Unknown('the memory of a vector');
    case 'resize': {
      const wanted = counted(count(first));
      if (wanted < cells.length) for (const each of cells.splice(wanted)) dropped(it, each);
      else {
        if (wanted > of.capacity) grow(of, Math.max(wanted, of.cells.length + Math.max(of.cells.length, wanted - of.cells.length)), false);
        while (of.cells.length < wanted)
          of.cells.push(new Cell(second === undefined ? defaultOf(it, of.elem, true) : made(second), of.elem));
      }
      return undefined;
    }
    case 'assign':
    case 'fill': {
      if (name === 'fill') {
        for (const each of cells) each.value = made(first);
        return undefined;
      }
      const values =
        first instanceof Braces
          ? (listed(it, of.type, first.elements, first.frame as CppFrame) as Vec).cells.map(({ value }) => value)
          : isRange(first, second)
            ? between(it, first, second).cells.map((each) => made(each))
            : Array.from({ length: counted(count(first)) }, () => made(second));
      for (const each of cells) each.dead = true;
      of.items = values.map((each) => new Cell(each, of.elem));
      of.capacity = Math.max(of.capacity, values.length);
      of.buffer = {};
      return undefined;
    }
    case 'insert': {
      const at = placeOf(of, first);
      const [, , third] = args;
      const values =
        third !== undefined
          ? isRange(second, third)
            ? between(it, second, third).cells.map((each) => made(each))
            : Array.from({ length: counted(count(second)) }, () => made(third))
          : second instanceof Braces
            ? (listed(it, of.type, second.elements, second.frame as CppFrame) as Vec).cells.map(({ value }) => value)
            : [made(second)];
      insertAt(of, at, values);
      return new Iter(of, at, undefined, of.buffer);
    }
    case 'erase': {
      const at = placeOf(of, first);
      const to = second === undefined ? at + 1 : placeOf(of, second);
      if (to > cells.length || at > to) throw new Unknown('an element that is not there');
      removeAt(it, of, at, to - at);
      return new Iter(of, at, undefined, of.buffer);
    }
    case 'swap': {
      const other = load(first);
      if (!(other instanceof Vec)) break;
      [of.items, other.items] = [other.items, of.items];
      [of.buffer, other.buffer] = [other.buffer, of.buffer];
      [of.capacity, other.capacity] = [other.capacity, of.capacity];
      return undefined;
    }
    case 'data':
      return new Ptr(of.elem, cells[0], { vec: of, at: 0 });
    case 'sort': {
      if (kind !== 'list') break;
      const values = stableSorted(
        it,
        cells.map(({ value }) => value),
        first,
      );
      cells.forEach((cell, at) => (cell.value = values[at]));
      return undefined;
    }
    case 'remove_if':
    case 'remove': {
      if (kind !== 'list') break;
      const gone = cells.filter((each) => (name === 'remove' ? equal(it, each, first) : holds(it, callValue(it, first, [each]))));
      of.items = cells.filter((each) => !gone.includes(each));
      for (const each of gone) dropped(it, each);
      return size(gone.length);
    }
    case 'reverse':
      if (kind === 'list') {
        cells.reverse();
        return undefined;
      }
  }
  throw new Unknown(`the method ${name}`);
}

function dropped(it: Core, cell: Cell): void {
  if (cppWorld(it).destructors) destroy(it, cell.value);
  kill(cell);
}

function isRange(a: Value, b: Value): boolean {
  const [x, y] = [peek(a), peek(b)];
  return (x instanceof Iter || x instanceof Ptr) && (y instanceof Iter || y instanceof Ptr);
}

function placeOf(of: Vec, given: Value): number {
  const held = load(given);
  if (!(held instanceof Iter) || held.of !== of) throw new Unknown('a place in another collection');
  if (held.buffer !== of.buffer) throw new Unknown('an iterator into memory that is gone');
  if (held.isReverse) throw new Unknown('a place from behind');
  return held.at;
}

/** What `emplace_back` makes of its arguments. */
function built(it: Core, of: Vec, args: readonly Value[]): Value {
  if (args.length === 1 && of.elem.kind !== 'class') {
    const [only] = args;
    return of.elem.kind === 'text' && isText(only) ? convert(it, only, of.elem) : makeType(it, of.elem, args);
  }
  return makeType(it, of.elem, args);
}

/** Sorted, equal ones in the order in which they are. */
export function stableSorted(it: Core, values: Value[], by: Value): Value[] {
  const isLess = (a: Value, b: Value): boolean =>
    by === undefined ? less(it, a, b) : holds(it, callValue(it, by, [asPlace(a), asPlace(b)]));
  return [...values].sort((a, b) => (isLess(a, b) ? -1 : isLess(b, a) ? 1 : 0));
}

export function asPlace(value: Value): Value {
  return value instanceof Struct ? value.cell : new Cell(value);
}

/** What the top of a priority queue is greater than no other by. */
function heapLess(it: Core, of: Vec): (a: Value, b: Value) => boolean {
  const by = of.fields?.get('less');
  const type = of.type.args[2];
  const compare = by ?? (type && !type.isLibrary('less') ? makeType(it, type, []) : undefined);
  return (a, b) => (compare === undefined ? less(it, a, b) : holds(it, callValue(it, compare, [asPlace(a), asPlace(b)])));
}

/** `std::push_heap`, step by step: equal ones come out in the order that the library has. */
function pushHeap(it: Core, of: Vec, value: Value): void {
  const isLess = heapLess(it, of);
  append(of, value);
  const { cells } = of;
  rise(cells, cells.length - 1, value, isLess);
}

/** Moves a value from a free place of a heap up, as long as what is above it is less. */
function rise(cells: readonly Cell[], free: number, value: Value, isLess: (a: Value, b: Value) => boolean): void {
  let hole = free;
  let parent = (hole - 1) >> 1;
  while (hole > 0 && isLess(cells[parent]!.value, value)) {
    cells[hole]!.value = cells[parent]!.value;
    hole = parent;
    parent = (hole - 1) >> 1;
  }
  cells[hole]!.value = value;
}

function popHeap(it: Core, of: Vec): void {
  const isLess = heapLess(it, of);
  const { cells } = of;
  const last = cells.pop()!;
  const { value } = last;
  last.dead = true;
  const length = cells.length;
  if (length === 0) return;
  let hole = 0;
  let second = 0;
  while (second < (length - 1) >> 1) {
    second = 2 * (second + 1);
    if (isLess(cells[second]!.value, cells[second - 1]!.value)) second -= 1;
    cells[hole]!.value = cells[second]!.value;
    hole = second;
  }
  if ((length & 1) === 0 && second === (length - 2) >> 1) {
    second = 2 * (second + 1);
    cells[hole]!.value = cells[second - 1]!.value;
    hole = second - 1;
  }
  rise(cells, hole, value, isLess);
}
