import type { Expr } from '../../syntax/lower/ir';
import type { Core } from '../running/machine';
import { Env, Unknown, type Value } from '../values/value';
import { typeOfMaybe } from './conversions';
import { callFunction, chooseFunction, convert, initialValue, makeLibrary, operand as operandOf } from './core';
import { declaredType } from './declared';
import { type CppFrame, memberFrame, type Options } from './frames';
import { type ClassInfo, type CppType, type FnAt, TEXT } from './types';
import { Cell, kill, MapOf, Moved, Optional, peek, Ptr, Smart, Struct, Tuple, UNSET, Variant, Vec } from './values';
import { cppWorld } from './world';

/** A value that shares nothing with the one that it is a copy of. */
export function copied(it: Core, value: Value): Value {
  if (value instanceof Struct) return constructFrom(it, value.info, value.cell, value);
  if (value instanceof Vec) {
    const made = new Vec(value.type, copiedCells(it, value.cells));
    made.copyOf = value;
    return made;
  }
  if (value instanceof MapOf)
    return new MapOf(
      value.type,
      value.entries.map(({ key, value: own }) => ({ key: copiedCell(it, key), value: copiedCell(it, own) })),
      value.less,
    );
  if (value instanceof Tuple) return new Tuple(value.type, copiedCells(it, value.cells));
  if (value instanceof Optional) return new Optional(value.type, value.held && copiedCell(it, value.held));
  if (value instanceof Variant) return new Variant(value.type, value.index, copiedCell(it, value.held));
  if (value instanceof Smart && value.type.name === 'unique_ptr') throw new Unknown('a copy of a unique pointer');
  return value;
}

function copiedCell(it: Core, { value, type, dead }: Cell): Cell {
  if (dead) throw new Unknown('a place whose time is over');
  return new Cell(value === UNSET ? UNSET : copied(it, value), type);
}

/** Many of numbers are copied at once. */
function copiedCells(it: Core, cells: readonly Cell[]): Cell[] {
  return cells.map((each) => copiedCell(it, each));
}

/** What is moved out of a place, which is left with nothing in it. */
export function taken(it: Core, { from }: Moved): Value {
  const value = peek(from);
  if (from.dead) throw new Unknown('a place whose time is over');
  if (value instanceof Struct) return constructFrom(it, value.info, new Moved(from), value);
  if (typeof value === 'string') from.value = '';
  else if (value instanceof Vec && value.type.kind === 'library' && value.type.name !== 'array') {
    // The elements keep their places.
    const made = new Vec(value.type, value.cells);
    made.buffer = value.buffer;
    made.capacity = value.capacity;
    from.value = new Vec(value.type);
    return made;
  } else if (value instanceof MapOf) {
    from.value = new MapOf(value.type, [], value.less);
  } else if (value instanceof Smart) from.value = new Smart(value.type, undefined);
  else if (value instanceof Tuple)
    return new Tuple(
      value.type,
      value.cells.map((each) => new Cell(taken(it, new Moved(each)), each.type)),
    );
  else if (value instanceof Optional)
    return new Optional(value.type, value.held && new Cell(taken(it, new Moved(value.held)), value.held.type));
  else return copied(it, value);
  return value;
}

/** An object of a class that is a copy of another one, or of its part that is of this class; moved where `given` is. */
export function constructFrom(it: Core, cls: ClassInfo, given: Value, value: Struct): Struct {
  const { decl } = cls;
  const own = decl ? copyConstructors(cls, given instanceof Moved) : [];
  if (own.length > 0) return construct(it, cls, [given instanceof Cell || given instanceof Moved ? given : value.cell]);
  const made = new Struct(cls);
  const isMoved = given instanceof Moved && !(decl && (decl.methods.has(`~${decl.name}`) || decl.heads.has(`~${decl.name}`)));
  for (const base of [...cls.order].toReversed())
    for (const { name } of base.decl?.fields.filter(({ isStatic }) => !isStatic) ?? []) copyField(it, made, value, name, isMoved);
  made.copyOf = given instanceof Moved ? value.copyOf : value;
  for (const name of [' what']) if (value.cells.has(name)) copyField(it, made, value, name, false);
  return made;
}

function copyField(it: Core, made: Struct, from: Struct, name: string, isMoved: boolean): void {
  const cell = from.cells.get(name);
  if (!cell) throw new Unknown('a field that is not there');
  // A reference leads to the same place.
  if (from.references.has(name)) {
    made.cells.set(name, cell);
    made.references.add(name);
    return;
  }
  if (cell.value === UNSET) made.cells.set(name, new Cell(UNSET, cell.type));
  else made.cells.set(name, new Cell(isMoved ? taken(it, new Moved(cell)) : copied(it, cell.value), cell.type));
}

function copyConstructors(cls: ClassInfo, isMoved: boolean): FnAt[] {
  const decl = cls.decl!;
  return (decl.methods.get(decl.name) ?? []).filter(({ fn, file }) => {
    const [param, more] = fn.params;
    if (!param || more) return false;
    const written = file.text.slice(param.start, param.end);
    return new RegExp(`^(?:const\\s+)?(?:\\w+::)*${decl.name}(?:<[^>]*>)?\\s*&`).test(written) && (isMoved || !written.includes('&&'));
  });
}

/** What a variable of a type has that is given no value. @param isZero whether numbers are 0 */
export function defaultOf(it: Core, type: CppType, isZero: boolean): Value {
  switch (type.kind) {
    case 'int':
    case 'float':
    case 'bool':
    case 'enum':
    case 'pointer':
      return isZero ? zeroOf(it, type) : UNSET;
    case 'text':
      return '';
    case 'class':
      return construct(it, type.cls!, [], { isZero });
    case 'array': {
      const size = Number(type.name);
      if (type.name === '' || size > MOST_ELEMENTS) throw new Unknown('an array without a size');
      return new Vec(
        type,
        Array.from({ length: size }, () => new Cell(defaultOf(it, type.of, isZero), type.of)),
      );
    }
    // An iterator that leads nowhere yet.
    case 'auto':
      return UNSET;
    case 'function':
      return new Ptr(undefined, undefined);
    case 'library':
      return makeLibrary(it, type, [], isZero);
    default:
      throw new Unknown('a variable without a value');
  }
}

const MOST_ELEMENTS = 100_000;

function zeroOf(it: Core, type: CppType): Value {
  if (type.kind === 'int') return convert(it, 0n, type);
  if (type.kind === 'float') return convert(it, 0, type);
  if (type.kind === 'bool') return false;
  throw new Unknown('a pointer without a value');
}

/** Makes an object of a class of the program, or an error of the library. */
export function construct(it: Core, cls: ClassInfo, args: readonly Value[], how: { implicit?: boolean; isZero?: boolean } = {}): Struct {
  const made = new Struct(cls);
  new Cell(made, cls.type);
  constructIn(it, made, cls, args, how);
  return made;
}

function constructIn(
  it: Core,
  made: Struct,
  cls: ClassInfo,
  args: readonly Value[],
  { implicit = false, isZero = false }: { implicit?: boolean; isZero?: boolean } = {},
): void {
  const { decl } = cls;
  if (!decl) {
    const [said] = args;
    made.cells.set(' what', new Cell(said === undefined ? cls.name : convert(it, said, TEXT), TEXT));
    return;
  }
  const all = decl.methods.get(decl.name) ?? [];
  const heads = (decl.heads.get(decl.name) ?? []).filter(
    ({ fn, file }) => !/=\s*(?:delete|default)/.test(file.text.slice(fn.start, fn.end)),
  );
  if (heads.length > all.length) throw new Unknown('a constructor that is not written');
  if (implicit && args.length === 0) throw new Unknown('an object of nothing');
  const usable = implicit ? all.filter(({ fn }) => !fn.words.includes('explicit')) : all;
  const isDefault = args.length === 0 && (all.length === 0 || hasDefaulted(cls));
  const inherits = [...decl.file.text.slice(decl.node.start, decl.node.end).matchAll(/\busing ([\w:]{1,100})/g)].some(([, name]) => {
    const [last, before] = name!.split('::').toReversed();
    return last !== undefined && last === before;
  });
  if (all.length === 0 && inherits && args.length > 0) {
    const [base, more] = cls.bases;
    if (!base || more) throw new Unknown('constructors of bases');
    constructIn(it, made, base, args);
    initialiseFields(it, made, cls, [], memberFrame(cls, made.cell, decl.file, new Env(undefined, true)), isZero);
    return;
  }
  if (isDefault && (args.length === 0 || usable.length === 0)) {
    for (const base of cls.bases) constructIn(it, made, base, [], { isZero });
    initialiseFields(it, made, cls, [], memberFrame(cls, made.cell, decl.file, new Env(undefined, true)), isZero && all.length === 0);
    return;
  }
  if (all.length === 0) {
    // A copy, or the fields of one without constructors in brackets.
    const [only, more] = args;
    const value = only === undefined || more !== undefined ? undefined : peek(only);
    if (value instanceof Struct && value.info.isA(cls)) {
      takeFields(made, constructFrom(it, cls, only, value));
      return;
    }
    if (implicit) throw new Unknown('an object of another value');
    aggregate(it, made, cls, args);
    return;
  }
  const [only, more] = args;
  const value = only === undefined || more !== undefined ? undefined : peek(only);
  if (value instanceof Struct && value.info.isA(cls) && copyConstructors(cls, only instanceof Moved).length === 0) {
    takeFields(made, constructFrom(it, cls, only, value));
    return;
  }
  const at = chooseFunction(it, usable, args, { cls });
  runConstructor(it, made, cls, at, args);
}

function takeFields(made: Struct, from: Struct): void {
  for (const [name, cell] of from.cells) made.cells.set(name, cell);
  for (const name of from.references) made.references.add(name);
}

function hasDefaulted({ decl }: ClassInfo): boolean {
  return new RegExp(`(?<!~)\\b${decl!.name}\\(\\)\\s*(?:noexcept\\s*)?=\\s*default`).test(
    decl!.file.text.slice(decl!.node.start, decl!.node.end),
  );
}

function runConstructor(it: Core, made: Struct, cls: ClassInfo, at: FnAt, args: readonly Value[]): void {
  const decl = cls.decl!;
  const options: Options = {
    cls,
    self: made.cell,
    initial: (frame) => {
      const initial = at.fn.initial ?? [];
      const nameOf = (each: (typeof initial)[number]): string =>
        (each.target as { name: string }).name
          .replace(/<[\s\S]*$/, '')
          .split('::')
          .at(-1)!;
      const delegated = initial.find((each) => nameOf(each) === decl.name);
      if (delegated) {
        constructIn(it, made, cls, argumentsIn(it, delegated.value!, frame));
        return;
      }
      for (const base of cls.bases) {
        const own = initial.find(
          (each) =>
            nameOf(each) === base.name.replace(/^std::/, '') ||
            frame.bound?.get(nameOf(each))?.cls === base ||
            aliasOf(it, nameOf(each), frame) === base,
        );
        constructIn(it, made, base, own ? argumentsIn(it, own.value!, frame) : []);
      }
      initialiseFields(
        it,
        made,
        cls,
        initial.map((each) => ({ name: nameOf(each), value: each.value!, node: each })),
        frame,
        false,
      );
    },
  };
  callFunction(it, at, args, options);
}

function aliasOf(it: Core, name: string, frame: CppFrame): ClassInfo | undefined {
  return cppWorld(it).typeMaybe(name, frame)?.cls;
}

function argumentsIn(it: Core, value: Expr, frame: CppFrame): Value[] {
  if (value.kind === 'call') return value.args.map(({ value: each }) => operandIn(it, each, frame));
  if (value.kind === 'list') return value.elements.map((each) => operandIn(it, each, frame));
  throw new Unknown('what a base is given');
}

function operandIn(it: Core, node: Expr, frame: CppFrame): Value {
  return operandOf(it, node, frame);
}

interface Initial {
  readonly name: string;
  readonly value: Expr;
  readonly node: Expr;
}

function initialiseFields(it: Core, made: Struct, cls: ClassInfo, initial: readonly Initial[], frame: CppFrame, isZero: boolean): void {
  const decl = cls.decl!;
  for (const { node, name, isStatic } of decl.fields) {
    if (isStatic) continue;
    if (made.cells.has(name)) throw new Unknown('a field of two classes');
    const given = initial.find((each) => each.name === name);
    const fieldFrame = { ...memberFrame(cls, made.cell, decl.file, new Env(undefined, true)) };
    const type = declaredType(it, node, fieldFrame);
    if (given) it.tick(given.node, frame);
    const cell = initialValue(it, type, given ? given.value : node.value, given ? frame : fieldFrame, isZero);
    made.cells.set(name, cell);
    if (type.kind === 'reference') made.references.add(name);
    it.history?.names(frame.env, name, peek(cell));
  }
}

/** Gives the fields of a class without constructors the values in braces. */
export function aggregate(it: Core, made: Struct, cls: ClassInfo, args: readonly Value[]): void {
  const decl = cls.decl!;
  const left = [...args];
  for (const base of cls.bases) {
    const own = left.shift();
    if (own === undefined) constructIn(it, made, base, []);
    else for (const [name, cell] of (convert(it, own, base.type) as Struct).cells) made.cells.set(name, cell);
  }
  const frame = memberFrame(cls, made.cell, decl.file, new Env(undefined, true));
  for (const { node, name, isStatic } of decl.fields) {
    if (isStatic) continue;
    const type = declaredType(it, node, frame);
    if (type.kind === 'reference') made.references.add(name);
    const own = left.shift();
    if (own === undefined) made.cells.set(name, initialValue(it, type, node.value, frame, true));
    else made.cells.set(name, type.kind === 'reference' ? boundTo(own) : new Cell(convert(it, own, type), type));
  }
  if (left.length > 0) throw new Unknown('more values than fields');
}

function boundTo(value: Value): Cell {
  if (!(value instanceof Cell)) throw new Unknown('a reference to nothing that stays');
  return value;
}

/** Gives a place another value: an object stays where it is, and its fields get new values. */
export function assignCell(it: Core, cell: Cell, given: Value): void {
  if (cell.dead) throw new Unknown('a place whose time is over');
  const type = cell.type && cell.type.kind !== 'auto' ? cell.type : typeOfMaybe(cell.value === UNSET ? given : cell.value);
  const made = type && type.kind !== 'reference' ? convert(it, given, type) : convert(it, given, typeOfMaybe(given)!);
  const { value } = cell;
  if (value instanceof Struct && made instanceof Struct) {
    if (value.info !== made.info) throw new Unknown('a part of an object that is given a value');
    for (const [name, own] of made.cells) {
      const kept = value.cells.get(name)!;
      const inner = own.value;
      if (kept.value instanceof Struct && inner instanceof Struct) assignCell(it, kept, new Moved(own));
      else kept.value = inner;
    }
    return;
  }
  // What the collection had is gone.
  if (value instanceof Vec && made instanceof Vec && value !== made) {
    if (value.type.kind === 'array' || value.type.name === 'array') {
      value.cells.forEach((each, at) => assignCell(it, each, new Moved(made.cells[at]!)));
      return;
    }
    for (const each of value.cells) kill(each);
    value.buffer = {};
    value.items = made.items;
    value.capacity = Math.max(made.capacity, 0);
    return;
  }
  if (value instanceof MapOf && made instanceof MapOf && value !== made) {
    for (const entry of value.entries) entry.dead = true;
    value.entries = made.entries;
    return;
  }
  cell.value = made;
  if (made instanceof Struct) made.at = cell;
}

/** Runs what ends the time of a value: the destructors of the program. */
export function destroy(it: Core, value: Value): void {
  if (value instanceof Struct) {
    for (const { cell } of [value]) {
      for (const cls of value.info.order) {
        const own = cls.decl?.methods.get(`~${cls.decl.name}`)?.[0];
        if (own && own.fn.body.length > 0) callFunction(it, own, [], { cls, self: cell });
      }
    }
    for (const [name, each] of [...value.cells].toReversed()) if (!value.references.has(name)) destroy(it, each.value);
  } else if (value instanceof Vec) for (const each of value.cells) destroy(it, each.value);
  else if (value instanceof MapOf) for (const each of value.entries) destroy(it, each.value.value);
  else if (value instanceof Smart && value.held) {
    if (value.type.name === 'unique_ptr') {
      destroy(it, value.held.cell.value);
      kill(value.held.cell);
    } else if (hasOwnDestructor(value.held.cell.value)) throw new Unknown('when a shared object ends');
  } else if (value instanceof Optional && value.held) destroy(it, value.held.value);
}

function hasOwnDestructor(value: Value): boolean {
  return value instanceof Struct && value.info.hasDestructor;
}
