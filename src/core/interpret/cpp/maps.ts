import type { Core } from '../running/machine';
import { isNumber, keyText, Unknown, type Value } from '../values/value';
import { holds, isText, rating, textOf } from './conversions';
import { callValue, convert, defaultOf, destroy, makeType } from './core';
import { between, iteratorOf, orderedEntries, pairOf } from './iterators';
import { equal, less } from './operators';
import { outOfRange } from './throwing';
import { BOOL, type CppType, library, SIZE } from './types';
import { Braces, Cell, EnumValue, Iter, kill, load, type MapEntry, MapOf, Num, Ptr, size, Tuple, typeOf, whole } from './values';
import { cppWorld } from './world';

/** Gives a map what its keys are sorted by. */
export function keyLess(it: Core, of: MapOf): (a: Value, b: Value) => boolean {
  const by = of.less ?? comparator(it, of);
  return (a, b) => (by === undefined ? less(it, a, b) : holds(it, callValue(it, by, [a, b])));
}

/** The class that a type says to compare by, where it does. */
function comparator(it: Core, { type }: MapOf): Value | undefined {
  const given = type.args[/map$/.test(type.name) ? 2 : 1];
  if (!given || given.isLibrary('less')) return undefined;
  if (given.isLibrary('greater')) return makeType(it, given, []);
  if (given.kind === 'class') return makeType(it, given, []);
  throw new Unknown('what keys are sorted by');
}

const INDEX = new WeakMap<MapOf, { size: number; entries: MapEntry[]; by: Map<string, MapEntry> }>();

/** The text that equal keys of plain types have in common. */
function plainKey(key: Value): string | undefined {
  if (typeof key === 'string' || typeof key === 'bigint' || typeof key === 'boolean') return keyText(key);
  if (key instanceof Num && typeof key.value === 'bigint') return keyText(key.value);
  if (key instanceof EnumValue) return `e${key.value}`;
  return undefined;
}

/** The place where a key is, or would be. */
function search(it: Core, of: MapOf, key: Value): { at: number; found?: MapEntry } {
  if (!of.isOrdered) {
    const text = plainKey(load(key));
    const found = of.entries.find((each) => (text === undefined ? equal(it, each.key, key) : plainKey(load(each.key)) === text));
    return { at: of.entries.length, ...(found && { found }) };
  }
  const isLess = keyLess(it, of);
  let [low, high] = [0, of.entries.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isLess(of.entries[middle]!.key, key)) low = middle + 1;
    else high = middle;
  }
  const there = of.entries[low];
  return { at: low, ...(there && !isLess(key, there.key) && { found: there }) };
}

/** Puts a key into a map, where it has none. @returns its entry, and whether it is new */
export function put(it: Core, of: MapOf, key: Value, value: Value): { entry: MapEntry; isNew: boolean } {
  const [keys, values] = [of.type.args[0]!, of.isSet ? BOOL : of.type.args[1]!];
  const { at, found } = search(it, of, key);
  if (found && !of.isMulti) return { entry: found, isNew: false };
  const entry: MapEntry = { key: new Cell(key, keys), value: new Cell(value, values) };
  let place = at;
  // Equal keys stay in the order in which they came.
  if (of.isMulti) {
    const isLess = keyLess(it, of);
    while (place < of.entries.length && !isLess(key, of.entries[place]!.key)) place += 1;
  }
  if (of.entries.length >= MOST) throw new Unknown('too many');
  of.entries.splice(place, 0, entry);
  return { entry, isNew: true };
}

const MOST = 20_000;

/** `map[key]`: puts a value of nothing where there is none. */
export function mapElement(it: Core, of: MapOf, key: Value): Cell {
  const wanted = convert(it, key, of.type.args[0]!);
  const { found } = search(it, of, wanted);
  if (found) return found.value;
  return put(it, of, wanted, defaultOf(it, of.type.args[1]!, true)).entry.value;
}

function iterator(of: MapOf, entry: MapEntry | undefined): Iter {
  return new Iter(of, 0, entry);
}

function inserted(of: MapOf, { entry, isNew }: { entry: MapEntry; isNew: boolean }): Value {
  if (of.isMulti) return iterator(of, entry);
  return new Tuple(library('pair', typeOf(iterator(of, entry)), BOOL), [new Cell(iterator(of, entry)), new Cell(isNew)]);
}

export function removeEntry(it: Core, of: MapOf, entry: MapEntry): void {
  of.entries.splice(of.entries.indexOf(entry), 1);
  if (cppWorld(it).destructors) destroy(it, entry.value.value);
  entry.dead = true;
  kill(entry.key);
  kill(entry.value);
}

export function mapMethod(it: Core, self: Value, of: MapOf, name: string, args: readonly Value[]): Value {
  const [first, second] = args;
  const key = (): Value => convert(it, first, of.type.args[0]!);
  const own = iteratorOf(it, self, name);
  if (own) return own;
  switch (name) {
    case 'size':
      return size(of.entries.length);
    case 'empty':
      return of.entries.length === 0;
    case 'clear':
      for (const each of [...of.entries]) removeEntry(it, of, each);
      return undefined;
    case 'at': {
      const { found } = search(it, of, key());
      if (!found) throw outOfRange(it, of.isOrdered ? 'map::at' : 'unordered_map::at');
      return found.value;
    }
    case 'count':
      if (of.isMulti) {
        const wanted = key();
        return size(of.entries.filter((each) => equal(it, each.key, wanted)).length);
      }
      return size(search(it, of, key()).found ? 1 : 0);
    case 'contains':
      return search(it, of, key()).found !== undefined;
    case 'find':
      return iterator(of, search(it, of, key()).found);
    case 'lower_bound':
    case 'upper_bound': {
      if (!of.isOrdered) break;
      const wanted = key();
      const isLess = keyLess(it, of);
      const at = of.entries.findIndex((each) => (name === 'lower_bound' ? !isLess(each.key, wanted) : isLess(wanted, each.key)));
      return iterator(of, of.entries[at]);
    }
    case 'insert':
    case 'insert_or_assign':
    case 'emplace':
    case 'try_emplace':
      return insertion(it, of, name, args);
    case 'erase': {
      const held = load(first);
      if (held instanceof Iter && second !== undefined) {
        const { cells } = between(it, first, second);
        for (const entry of of.entries.filter((each) => cells.includes(pairOf(of, each)))) removeEntry(it, of, entry);
        return second;
      }
      if (held instanceof Iter && !(first instanceof Braces)) {
        if (!held.entry || held.entry.dead) throw new Unknown('an entry that is no longer there');
        const all = orderedEntries(it, of);
        const next = all[all.indexOf(held.entry) + 1];
        removeEntry(it, of, held.entry);
        return iterator(of, next);
      }
      const wanted = key();
      const found = of.entries.filter((each) => equal(it, each.key, wanted));
      for (const entry of found) removeEntry(it, of, entry);
      return whole(SIZE, BigInt(found.length));
    }
    case 'swap': {
      const other = load(first);
      if (!(other instanceof MapOf)) break;
      [of.entries, other.entries] = [other.entries, of.entries];
      return undefined;
    }
    case 'reserve':
      return undefined;
  }
  throw new Unknown(`the method ${name}`);
}

function insertion(it: Core, of: MapOf, name: string, args: readonly Value[]): Value {
  const [keys, values] = of.type.args as [CppType, CppType];
  const [first, second, ...more] = args;
  if (name === 'insert' && args.length === 2) {
    const [a, b] = [load(first), load(second)];
    if (a instanceof Iter && b instanceof Iter) {
      for (const each of between(it, first, second).cells) insertion(it, of, 'insert', [each]);
      return undefined;
    }
  }
  if (of.isSet) {
    if (args.length !== 1) return inserted(of, put(it, of, makeType(it, keys, args), true));
    if (first instanceof Braces && first.elements.length !== 1 && keys.kind !== 'library' && keys.kind !== 'class')
      throw new Unknown('several keys');
    return inserted(of, put(it, of, convert(it, first, keys), true));
  }
  if (name === 'insert' || (name === 'emplace' && args.length === 1)) {
    const pair = convert(it, first, library('pair', keys, values));
    if (!(pair instanceof Tuple)) throw new Unknown('an entry of a map');
    return inserted(of, put(it, of, pair.cells[0]!.value, pair.cells[1]!.value));
  }
  if (args.length === 0) throw new Unknown('an entry of a map');
  const key = convert(it, first, keys);
  const isThere = search(it, of, key).found;
  if (isThere && !of.isMulti) {
    if (name === 'insert_or_assign') isThere.value.value = convert(it, second, values);
    return inserted(of, { entry: isThere, isNew: false });
  }
  const rest = second === undefined ? [] : [second, ...more];
  const value =
    rest.length === 1 && (name !== 'try_emplace' || !isText(second))
      ? isText(second) && values.kind === 'text'
        ? textOf(second)
        : fits(it, second, values)
      : makeType(it, values, rest);
  return inserted(of, put(it, of, key, value));
}

/** A value of one argument: converted, or made of it. */
function fits(it: Core, given: Value, type: CppType): Value {
  if (given instanceof Braces) throw new Unknown('values in braces');
  return rating(typeOf(given), type, load(given)) > 0 ? convert(it, given, type) : makeType(it, type, [given]);
}

void INDEX;
void isNumber;
void Ptr;
