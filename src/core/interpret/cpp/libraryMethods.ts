import type { Core } from '../running/machine';
import { Unknown, type Value } from '../values/value';
import { convert, destroy, makeType } from './core';
import { mapMethod } from './maps';
import { vecMethod } from './sequences';
import { StreamOf } from './streamValues';
import { streamMethod } from './streams';
import { textMethod } from './textMethods';
import { thrownNamed } from './throwing';
import type { CppType } from './types';
import { Callable, Cell, kill, Literal, load, MapOf, Moved, Optional, Ptr, Smart, Struct, size, Tuple, Variant, Vec } from './values';
import { cppWorld } from './world';

/** A call of a method of a value of the library. */
export function libraryMethod(it: Core, of: Value, name: string, args: readonly Value[], explicit: readonly CppType[]): Value {
  const held = load(of);
  void explicit;
  if (typeof held === 'string') return textMethod(it, of, held, name, args);
  if (held instanceof Vec) return vecMethod(it, of, held, name, args);
  if (held instanceof MapOf) return mapMethod(it, of, held, name, args);
  if (held instanceof StreamOf) return streamMethod(it, of, held, name, args);
  if (held instanceof Optional) return optionalMethod(it, of, held, name, args);
  if (held instanceof Smart) return smartMethod(it, of, held, name, args);
  if (held instanceof Variant && name === 'index') return size(held.index);
  if (held instanceof Callable && name === 'operator bool') return true;
  if (held instanceof Tuple && held.type.isLibrary('mutex', 'lock_guard', 'unique_lock') && /^(?:un)?lock$/.test(name)) return undefined;
  if (held instanceof Struct && name === 'what') {
    const said = held.cells.get(' what');
    if (said) return new Literal(load(said) as string);
  }
  throw new Unknown(`the method ${name}`);
}

function optionalMethod(it: Core, self: Value, of: Optional, name: string, args: readonly Value[]): Value {
  const [first] = args;
  switch (name) {
    case 'has_value':
      return of.held !== undefined;
    case 'value':
      if (!of.held) throw thrownNamed(it, 'bad_optional_access', 'bad optional access');
      return self instanceof Moved ? new Moved(of.held) : of.held;
    case 'value_or':
      return of.held ? convert(it, of.held, of.type.of) : convert(it, first, of.type.of);
    case 'reset':
      if (self instanceof Cell) self.value = new Optional(of.type, undefined);
      return undefined;
    case 'emplace': {
      if (!(self instanceof Cell)) break;
      const made = new Cell(makeType(it, of.type.of, args), of.type.of);
      self.value = new Optional(of.type, made);
      return made;
    }
  }
  throw new Unknown(`the method ${name}`);
}

function smartMethod(it: Core, self: Value, of: Smart, name: string, args: readonly Value[]): Value {
  const [first] = args;
  switch (name) {
    case 'get':
      return new Ptr(of.type.of, of.held?.cell);
    case 'release':
      if (!(self instanceof Cell)) break;
      self.value = new Smart(of.type, undefined);
      return new Ptr(of.type.of, of.held?.cell);
    case 'reset': {
      if (!(self instanceof Cell)) break;
      const held = first === undefined ? undefined : load(first);
      self.value = new Smart(of.type, held instanceof Ptr && held.cell ? { cell: held.cell } : undefined);
      if (of.type.name === 'unique_ptr') ended(it, of);
      else if (cppWorld(it).destructors) throw new Unknown('when a shared object ends');
      return undefined;
    }
    case 'use_count':
    case 'expired':
    case 'lock':
      throw new Unknown('how many share an object');
  }
  throw new Unknown(`the method ${name}`);
}

function ended(it: Core, of: Smart): void {
  if (!of.held) return;
  if (cppWorld(it).destructors) destroy(it, of.held.cell.value);
  kill(of.held.cell);
}
