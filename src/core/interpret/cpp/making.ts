import type { Core } from '../running/machine';
import { counted } from '../values/limits';
import { Unknown, type Value } from '../values/value';
import { count, holds, integer, isText, textOf, typeOfMaybe } from './conversions';
import { construct, convert, defaultOf, listed } from './core';
import { between } from './iterators';
import { keyLess, put } from './maps';
import { less } from './operators';
import { makeStream } from './streams';
import { type CppType, library, typeKey } from './types';
import {
  ascii,
  Braces,
  Callable,
  Cell,
  EnumValue,
  Iter,
  load,
  MapOf,
  Moved,
  Optional,
  peek,
  Ptr,
  Smart,
  Tuple,
  typeOf,
  Variant,
  Vec,
} from './values';

/** What `T(args)` makes. */
export function makeType(it: Core, type: CppType, args: readonly Value[]): Value {
  const [first, second] = args;
  switch (type.kind) {
    case 'class':
      return construct(it, type.cls!, args);
    case 'text':
      return makeText(it, args);
    case 'library':
      return makeLibrary(it, type, args, true);
    case 'function':
      return args.length === 0 ? new Ptr(undefined, undefined) : convert(it, first, type);
    case 'enum':
      return new EnumValue(type.listed!, args.length === 0 ? 0n : integer(load(first)));
    default: {
      if (args.length === 0) return type.kind === 'pointer' ? new Ptr(type.of, undefined) : defaultOf(it, type, true);
      if (second !== undefined) throw new Unknown('a value of several others');
      const held = load(first);
      if (held instanceof EnumValue) return convert(it, held.value, type);
      return convert(it, first, type);
    }
  }
}

function makeText(it: Core, args: readonly Value[]): Value {
  const [first, second, third] = args;
  if (args.length === 0) return '';
  if (first instanceof Braces) {
    if (first.elements.length === 0) return '';
    throw new Unknown('a text of letters');
  }
  const held = load(first);
  if (args.length === 1) return convert(it, first, { kind: 'text' } as CppType);
  if (held instanceof Iter)
    return between(it, first, second)
      .cells.map((each) => String.fromCharCode(Number(integer(each))))
      .join('');
  if (isText(held)) {
    const text = ascii(textOf(held));
    if (typeof held !== 'string' && third === undefined) return text.slice(0, count(second));
    return text.slice(count(second), third === undefined ? undefined : count(second) + count(third));
  }
  const letter = Number(integer(second));
  return String.fromCharCode(letter).repeat(counted(count(first)));
}

/** A value of a class of the library. */
export function makeLibrary(it: Core, type: CppType, args: readonly Value[], isZero: boolean): Value {
  const [first, second, third] = args;
  switch (type.name) {
    case 'vector':
    case 'deque':
    case 'list':
      return makeVec(it, type, args);
    case 'array': {
      if (args.length > 0) return convert(it, first, type);
      const [elem, size] = type.args;
      const cells = Array.from({ length: counted(Number(size!.name)) }, () => new Cell(defaultOf(it, elem!, isZero), elem));
      return new Vec(type, cells);
    }
    case 'stack':
    case 'queue':
      if (args.length > 0) throw new Unknown('a stack of another collection');
      return new Vec(type);
    case 'priority_queue': {
      const made = new Vec(type);
      if (args.length > 1 || (first !== undefined && peek(first) instanceof Vec)) throw new Unknown('a queue of another collection');
      if (first !== undefined) made.fields = new Map([['less', load(first)]]);
      return made;
    }
    case 'map':
    case 'set':
    case 'multimap':
    case 'multiset':
    case 'unordered_map':
    case 'unordered_set': {
      if (args.length === 0) return new MapOf(type);
      const held = first instanceof Braces ? undefined : load(first);
      if (held instanceof Iter) {
        const made = new MapOf(type);
        keyLess(it, made);
        for (const each of between(it, first, second).cells) {
          if (made.isSet) put(it, made, convert(it, each, type.args[0]!), true);
          else {
            const pair = convert(it, each, library('pair', type.args[0]!, type.args[1]!)) as Tuple;
            put(it, made, pair.cells[0]!.value, pair.cells[1]!.value);
          }
        }
        return made;
      }
      if (held instanceof Callable) return new MapOf(type, [], held);
      if (first instanceof Braces) return listed(it, type, first.elements, first.frame);
      return convert(it, first, type);
    }
    case 'pair':
    case 'tuple': {
      if (args.length === 1 && type.args.length !== 1) return convert(it, first, type);
      const types = type.args.length > 0 ? type.args : args.map((each) => decayed(each));
      const cells = types.map((each, at) => new Cell(args.length === 0 ? defaultOf(it, each, true) : convert(it, args[at], each), each));
      if (args.length > types.length) throw new Unknown('a tuple of another size');
      return new Tuple(library(type.name, ...types), cells);
    }
    case 'optional':
      if (args.length === 0) return new Optional(type, undefined);
      if (type.args.length === 0) return new Optional(library('optional', decayed(first)), new Cell(convert(it, first, decayed(first))));
      return first instanceof Braces
        ? new Optional(type, new Cell(listed(it, type.of, first.elements, first.frame), type.of))
        : convert(it, first, type);
    case 'variant':
      if (args.length === 0) return new Variant(type, 0, new Cell(defaultOf(it, type.args[0]!, true), type.args[0]));
      return convert(it, first, type);
    case 'monostate':
    case 'nullopt_t':
      return new Tuple(type, []);
    case 'unique_ptr':
    case 'shared_ptr': {
      const held = first === undefined ? undefined : load(first);
      if (held === undefined) return new Smart(type, undefined);
      if (second !== undefined) throw new Unknown('a pointer that ends in its own way');
      if (held instanceof Ptr) return new Smart(type, held.cell && { cell: held.cell });
      return convert(it, first, type);
    }
    case 'weak_ptr':
      return args.length === 0 ? new Smart(type, undefined) : convert(it, first, type);
    case 'less':
      return new Callable(([a, b]) => less(it, a, b));
    case 'greater':
      return new Callable(([a, b]) => less(it, b, a));
    case 'mutex':
    case 'lock_guard':
    case 'scoped_lock':
    case 'unique_lock':
      return new Tuple(type, []);
    case 'ostringstream':
    case 'istringstream':
    case 'stringstream':
    case 'ifstream':
    case 'ofstream':
    case 'fstream':
      return makeStream(it, type, args);
    default:
      void third;
      void holds;
      throw new Unknown(`a ${type.name}`);
  }
}

/** The type that a value has in a pair that is made of it. */
export function decayed(value: Value): CppType {
  if (value instanceof Braces) throw new Unknown('the type of values in braces');
  return typeOf(value);
}

function makeVec(it: Core, type: CppType, args: readonly Value[]): Value {
  const [first, second] = args;
  const elem = type.args[0];
  if (args.length === 0) return new Vec(type);
  if (first instanceof Braces) return listed(it, type, first.elements, first.frame);
  const held = load(first);
  if (held instanceof Iter || (held instanceof Ptr && second !== undefined && load(second) instanceof Ptr)) {
    const { cells } = between(it, first, second);
    const own = elem ?? typeOf(cells[0]);
    return new Vec(
      library(type.name, own),
      cells.map((each) => new Cell(convert(it, each, own), own)),
    );
  }
  if (held instanceof Vec) {
    if (typeKey(typeOfMaybe(held)) === typeKey(type) || type.args.length === 0)
      return convert(it, first instanceof Moved ? first : held === first ? held : first, held.type);
    throw new Unknown('a vector of another collection');
  }
  if (!elem) throw new Unknown('a vector of something');
  const size = counted(count(first));
  if (second === undefined)
    return new Vec(
      type,
      Array.from({ length: size }, () => new Cell(defaultOf(it, elem, true), elem)),
    );
  const cells = Array.from(
    { length: size },
    () =>
      new Cell(
        second instanceof Braces
          ? convert(it, second, elem)
          : convert(it, second instanceof Cell || second instanceof Moved ? new Cell(load(second)) : new Cell(second), elem),
        elem,
      ),
  );
  return new Vec(type, cells);
}
