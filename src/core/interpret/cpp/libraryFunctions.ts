import type { Core } from '../running/machine';
import { Obj, Thrown, Unknown, type Value } from '../values/value';
import { algorithm } from './algorithms';
import { integer, textOf } from './conversions';
import { assignCell, callMethod, callValue, convert, makeLibrary, makeType } from './core';
import { iteratorDistance, iteratorOf, movedIterator } from './iterators';
import { decayed } from './making';
import { removeEntry } from './maps';
import { mathFunction } from './numbers';
import { equal as equalTo, signal } from './operators';
import { formatted, printedC } from './printing';
import { removeAt } from './sequences';
import { getLine, manipulatorOf } from './streams';
import { thrownNamed } from './throwing';
import { type CppType, library, LONG as longType, SIZE, widthOf } from './types';
import {
  Cell,
  Iter,
  load,
  MapOf,
  MISSING,
  Moved,
  Num,
  Optional,
  peek,
  Ptr,
  size,
  Smart,
  Struct,
  Tuple,
  Variant,
  Vec,
  whole,
} from './values';

/** A function of the library by its name without `std::`. */
export function libraryFunction(it: Core, name: string, args: readonly Value[], explicit: readonly CppType[]): Value {
  const [first, second, third] = args;
  const manipulator = manipulatorOf(name, args);
  if (manipulator) return manipulator;
  switch (name) {
    case 'move':
      if (args.length > 1) break;
      return first instanceof Cell ? new Moved(first) : first;
    case 'forward':
      return explicit[0]?.kind === 'reference' || !(first instanceof Cell) ? first : new Moved(first);
    case 'ref':
    case 'cref':
    case 'as_const':
      return first;
    case 'make_unique':
    case 'make_shared': {
      const [type] = explicit;
      if (!type || type.kind === 'array') break;
      return new Smart(library(name === 'make_unique' ? 'unique_ptr' : 'shared_ptr', type), {
        cell: new Cell(makeType(it, type, args), type),
      });
    }
    case 'make_pair':
    case 'make_tuple': {
      const types = args.map((each) => (decayed(each).kind === 'pointer' ? decayed(each) : decayed(each)));
      return makeLibrary(it, library(name === 'make_pair' ? 'pair' : 'tuple', ...types), args, true);
    }
    case 'make_optional':
      return new Optional(library('optional', decayed(first)), new Cell(convert(it, first, decayed(first))));
    case 'tie':
      return new Ties(args);
    case 'get':
    case 'get_if':
      return gotten(it, name, first, explicit);
    case 'holds_alternative': {
      const held = load(first);
      if (!(held instanceof Variant)) break;
      return held.type.args[held.index]!.id === explicit[0]!.id;
    }
    case 'visit': {
      const held = load(second);
      if (!(held instanceof Variant) || third !== undefined) break;
      return callValue(it, first, [held.held]);
    }
    case 'swap':
      return swapped(it, first, second);
    case 'exchange': {
      if (!(first instanceof Cell)) break;
      const old = convert(it, new Moved(first), decayed(first));
      assignCell(it, first, second);
      return old;
    }
    case 'getline':
      return getLine(it, first, second, third);
    case 'begin':
    case 'end':
    case 'cbegin':
    case 'cend':
    case 'rbegin':
    case 'rend': {
      const found = iteratorOf(it, first, name);
      if (found) return found;
      break;
    }
    case 'size':
    case 'ssize':
      return callMethod(it, first, 'size', []);
    case 'empty':
      return callMethod(it, first, 'empty', []);
    case 'next':
    case 'prev': {
      const held = load(first);
      if (!(held instanceof Iter || held instanceof Ptr)) break;
      const by = second === undefined ? 1 : Number(integer(second));
      return movedIterator(held, name === 'next' ? by : -by, it);
    }
    case 'advance': {
      const held = load(first);
      if (!(held instanceof Iter) || !(first instanceof Cell)) break;
      first.value = movedIterator(held, Number(integer(second)), it);
      return undefined;
    }
    case 'distance': {
      const [a, b] = [load(first), load(second)];
      if (!(a instanceof Iter || a instanceof Ptr) || !(b instanceof Iter || b instanceof Ptr)) break;
      return new Num(library('long') && longType, BigInt(iteratorDistance(a, b)));
    }
    case 'printf':
    case 'std::printf':
      return printTo(it, printedC(textOf(first), args.slice(1)));
    case 'fprintf':
      return printTo(it, printedC(textOf(second), args.slice(2)));
    case 'puts':
      return printTo(it, `${textOf(first)}\n`);
    case 'putchar':
      return printTo(it, String.fromCharCode(Number(integer(first))));
    case 'fflush':
    case 'setvbuf':
    case 'ios::sync_with_stdio':
    case 'ios_base::sync_with_stdio':
    case 'srand':
      return 0n;
    case 'snprintf':
    case 'sprintf':
      throw new Unknown('a text in memory');
    case 'format':
      return formatted(textOf(first), args.slice(1));
    case 'print':
    case 'println':
      return printTo(it, formatted(textOf(first), args.slice(1)) + (name === 'println' ? '\n' : ''));
    case 'exit':
    case '_Exit':
    case 'quick_exit':
      throw new Thrown(new Obj(undefined, new Map([['code', integer(first)]]), 'exit'));
    case 'abort':
    case 'terminate':
      throw signal('SIGABRT');
    case 'erase_if':
    case 'erase':
      return erasedIf(it, name, first, second);
    case 'move_iterator':
    case 'addressof':
      break;
    case 'static_pointer_cast':
    case 'dynamic_pointer_cast': {
      const held = load(first);
      const [type] = explicit;
      if (!(held instanceof Smart) || !type) break;
      const object = held.held && peek(held.held.cell);
      const fits = object instanceof Struct && type.cls !== undefined && object.info.isA(type.cls);
      if (!fits && name === 'static_pointer_cast' && held.held) break;
      return new Smart(library('shared_ptr', type), fits ? held.held : undefined);
    }
  }
  for (const part of [algorithm, mathFunction]) {
    const gave = part(it, name, args);
    if (gave !== MISSING) return gave;
  }
  throw new Unknown(`the function ${name}`);
}

/** `std::numeric_limits<int>::max()` */
export function limitOf(type: CppType, name: string): Value {
  if (type.kind === 'float' && type.name === 'double') {
    const found = {
      max: Number.MAX_VALUE,
      lowest: -Number.MAX_VALUE,
      min: 2 ** -1022,
      epsilon: Number.EPSILON,
      infinity: Number.POSITIVE_INFINITY,
      quiet_NaN: Number.NaN,
    }[name];
    if (found === undefined) throw new Unknown('limits of numbers');
    return found;
  }
  if (type.kind !== 'int') throw new Unknown('limits of numbers');
  const [bits, isSigned] = widthOf(type);
  const most = isSigned ? (1n << BigInt(bits - 1)) - 1n : (1n << BigInt(bits)) - 1n;
  if (name === 'max') return whole(type, most);
  if (name === 'min' || name === 'lowest') return whole(type, isSigned ? -most - 1n : 0n);
  throw new Unknown('limits of numbers');
}

function printTo(it: Core, text: string): Value {
  (it as unknown as { printed: string[] }).printed.push(text);
  return BigInt(text.length);
}

/** Places that `std::tie` gives the parts of a tuple to. */
class Ties extends Tuple {
  constructor(private readonly places: readonly Value[]) {
    super(
      library('tuple', ...places.map((each) => decayed(each))),
      places.map((each) => (each instanceof Cell ? each : new Cell(each))),
    );
  }

  set(value: Value): Value {
    const held = load(value);
    if (!(held instanceof Tuple)) throw new Unknown('the parts of a value');
    this.places.forEach((place, at) => place instanceof Cell && assignTied(place, held.cells[at]!));
    return this;
  }
}

function assignTied(place: Cell, from: Cell): void {
  place.value = load(from);
}

/** `std::get<1>(tuple)`, `std::get<int>(variant)`, `std::get_if<int>(&variant)` */
function gotten(it: Core, name: string, of: Value, [wanted]: readonly CppType[]): Value {
  const given = load(of);
  const held = name === 'get_if' && given instanceof Ptr ? peek(given.cell) : given;
  if (!wanted) throw new Unknown('a part of a value');
  if (held instanceof Variant) {
    const at = wanted.kind === 'constant' ? Number(wanted.name) : held.type.args.findIndex(({ id }) => id === wanted.id);
    if (name === 'get_if') return new Ptr(held.type.args[at], held.index === at ? held.held : undefined);
    if (held.index !== at) throw thrownNamed(it, 'bad_variant_access', 'std::get: wrong index for variant');
    return held.held;
  }
  if (held instanceof Tuple) {
    const at = wanted.kind === 'constant' ? Number(wanted.name) : held.type.args.findIndex(({ id }) => id === wanted.id);
    const cell = held.cells[at];
    if (cell) return of instanceof Moved ? new Moved(cell) : cell;
  }
  if (held instanceof Vec && wanted.kind === 'constant') return held.cells[Number(wanted.name)];
  throw new Unknown('a part of a value');
}

function swapped(it: Core, a: Value, b: Value): Value {
  if (!(a instanceof Cell) || !(b instanceof Cell)) throw new Unknown('what is swapped');
  const [x, y] = [load(a), load(b)];
  if ((x instanceof Vec && y instanceof Vec && x.type.kind === 'library') || (x instanceof MapOf && y instanceof MapOf))
    return callMethod(it, a, 'swap', [b]);
  [a.value, b.value] = [y, x];
  return undefined;
}

function erasedIf(it: Core, name: string, of: Value, by: Value): Value {
  const held = load(of);
  const fits = (each: Value): boolean => (name === 'erase' ? equalTo(it, each, by) : load(callValue(it, by, [each])) === true);
  if (held instanceof Vec) {
    const kept = held.cells.filter((each) => !fits(each)).map(({ value }) => value);
    const gone = held.cells.length - kept.length;
    kept.forEach((value, at) => (held.cells[at]!.value = value));
    removeAt(it, held, kept.length, gone);
    return size(gone);
  }
  if (held instanceof MapOf) {
    const gone = held.entries.filter((each) =>
      fits(held.isSet ? each.key : new Cell(new Tuple(library('pair', held.type.args[0]!, held.type.args[1]!), [each.key, each.value]))),
    );
    for (const each of gone) removeEntry(it, held, each);
    return whole(SIZE, BigInt(gone.length));
  }
  if (typeof held === 'string' && of instanceof Cell) {
    const kept = [...held].filter((_, at) => !fits(callMethod(it, of, 'at', [BigInt(at)])));
    of.value = kept.join('');
    return size(held.length - kept.length);
  }
  throw new Unknown('what is erased');
}
