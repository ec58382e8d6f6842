import type { Expr } from '../../syntax/lower/ir';
import type { Core, Frame } from '../running/machine';
import { Unknown, type Value } from '../values/value';
import { typeOfMaybe } from './conversions';
import { aggregate, construct, convert, defaultOf, makeLibrary, operand } from './core';
import type { CppFrame } from './frames';
import { keyLess, put } from './maps';
import { CppType } from './types';
import { Braces, Cell, MapOf, Optional, peek, Ptr, Struct, Tuple, Vec } from './values';

/** Values in braces as something of a type. */
export function listed(it: Core, type: CppType, elements: readonly Expr[], around: Frame): Value {
  const frame = around as CppFrame;
  const given = (): Value[] => elements.map((each) => operand(it, each, frame));
  if (elements.length === 0 && type.kind !== 'array' && !(type.kind === 'class' && isAggregate(type))) return emptyOf(it, type);
  switch (type.kind) {
    case 'class': {
      const cls = type.cls!;
      if (!cls.decl || !isAggregate(type)) return construct(it, cls, given());
      const { file } = frame;
      const made = new Struct(cls);
      new Cell(made, type);
      const isNamed = elements.some((each) => each.kind === 'opaque' && file.text[each.start] === '.');
      const values = isNamed ? undefined : given();
      const [only, more] = values ?? [];
      const value = only === undefined || more !== undefined || only instanceof Braces ? undefined : peek(only);
      if (value instanceof Struct && value.info.isA(cls)) return convert(it, only, type);
      if (values) aggregate(it, made, cls, spread(values, cls.decl.fields.length));
      else designated(it, made, elements, frame);
      return made;
    }
    case 'array': {
      const size = type.name === '' ? elements.length : Number(type.name);
      if (elements.length > size) throw new Unknown('more values than elements');
      const cells = given().map((each) => new Cell(convert(it, each, type.of), type.of));
      while (cells.length < size) cells.push(new Cell(defaultOf(it, type.of, true), type.of));
      return new Vec(new CppType('array', String(size), type.args), cells);
    }
    case 'library':
      return library(it, type, given());
    default: {
      const [only, more] = given();
      if (more !== undefined || only === undefined) throw new Unknown('several values in braces');
      return convert(it, only, type);
    }
  }
}

function spread(values: Value[], fields: number): Value[] {
  if (values.length > fields) throw new Unknown('braces that are left out');
  return values;
}

/** Whether its fields are given their values in braces: it says of no constructor, and does not hide its fields. */
function isAggregate({ cls }: CppType): boolean {
  const decl = cls!.decl;
  if (!decl || decl.methods.has(decl.name) || decl.heads.has(decl.name)) return false;
  const { text } = decl.file;
  return !text.startsWith('class', decl.node.start) || text.slice(decl.node.start, decl.node.end).includes('public:');
}

/** `{.x = 1, .y = 2}` */
function designated(it: Core, made: Struct, elements: readonly Expr[], frame: CppFrame): void {
  const values = new Map<string, Value>();
  for (const each of elements) {
    const name = /^\.(\w+)/.exec(frame.file.text.slice(each.start, each.end))?.[1];
    const value = each.kind === 'opaque' ? each.parts.at(-1) : undefined;
    if (name === undefined || !value) throw new Unknown('a value in braces');
    values.set(name, operand(it, value as Expr, frame));
  }
  const cls = made.info;
  if (cls.bases.length > 0) throw new Unknown('braces of a class with bases');
  aggregate(it, made, cls, []);
  for (const [name, value] of values) {
    const cell = made.cells.get(name);
    if (!cell?.type) throw new Unknown('a field');
    made.cells.set(name, new Cell(convert(it, value, cell.type), cell.type));
  }
}

function emptyOf(it: Core, type: CppType): Value {
  if (type.kind === 'pointer') return convert(it, nothing(), type);
  return defaultOf(it, type, true);
}

const nothing = (): Value => new Ptr(undefined, undefined);

function library(it: Core, type: CppType, given: Value[]): Value {
  switch (type.name) {
    case 'vector':
    case 'deque':
    case 'list':
    case 'array': {
      const [only] = given;
      const elem = type.args[0];
      if (!elem) {
        const own = typeOfMaybe(given[0]);
        if (!own) throw new Unknown('a vector of something');
        return library(it, new CppType('library', type.name, [own.kind === 'pointer' && own.of.name === 'char' ? own : own]), given);
      }
      if (given.length === 1 && only !== undefined && !(only instanceof Braces) && typeOfMaybe(only)?.id === type.id)
        return convert(it, only, type);
      if (type.name === 'array') {
        const size = Number(type.args[1]!.name);
        // `{{1, 2}}` has braces around all elements.
        const all =
          given.length === 1 &&
          only instanceof Braces &&
          (only.elements.length !== 1 || elem.kind !== 'class') &&
          size !== 1 &&
          elem.kind !== 'class' &&
          !elem.isLibrary('array', 'pair', 'vector')
            ? only.elements.map((each) => operand(it, each, only.frame as CppFrame))
            : given.length === 1 &&
                only instanceof Braces &&
                only.elements.every((each) => each.kind === 'list') &&
                only.elements.length > 0
              ? only.elements.map((each) => operand(it, each, only.frame as CppFrame))
              : given;
        const cells = all.map((each) => new Cell(convert(it, each, elem), elem));
        if (cells.length > size) throw new Unknown('more values than elements');
        while (cells.length < size) cells.push(new Cell(defaultOf(it, elem, true), elem));
        return new Vec(type, cells);
      }
      return new Vec(
        type,
        given.map((each) => new Cell(convert(it, each, elem), elem)),
      );
    }
    case 'map':
    case 'set':
    case 'multimap':
    case 'multiset':
    case 'unordered_map':
    case 'unordered_set': {
      const [only] = given;
      if (given.length === 1 && only !== undefined && !(only instanceof Braces) && peek(only) instanceof MapOf)
        return convert(it, only, type);
      const made = makeLibrary(it, type, [], true) as MapOf;
      keyLess(it, made);
      for (const each of given) {
        if (made.isSet) put(it, made, convert(it, each, type.args[0]!), true);
        else {
          const pair = pairOf(it, each, type.args);
          put(it, made, pair[0], pair[1]);
        }
      }
      return made;
    }
    case 'pair':
    case 'tuple':
      if (type.args.length !== given.length) {
        if (given.length === 1) return convert(it, given[0], type);
        throw new Unknown('a tuple of another size');
      }
      return new Tuple(
        type,
        given.map((each, at) => new Cell(convert(it, each, type.args[at]!), type.args[at])),
      );
    case 'optional': {
      const [only] = given;
      if (given.length === 1 && only !== undefined && !(only instanceof Braces)) return convert(it, only, type);
      if (given.length === 1) return new Optional(type, new Cell(convert(it, only, type.of), type.of));
      return new Optional(type, new Cell(convertAll(it, given, type.of), type.of));
    }
    default: {
      const [only, more] = given;
      if (only instanceof Braces || more !== undefined) return makeLibrary(it, type, given, true);
      return makeLibrary(it, type, given, true);
    }
  }
}

/** What several values in braces make that stand for one of another type. */
function convertAll(it: Core, given: Value[], type: CppType): Value {
  if (type.kind === 'class') return construct(it, type.cls!, given);
  throw new Unknown('values in braces');
}

function pairOf(it: Core, given: Value, [key, value]: readonly CppType[]): [Value, Value] {
  if (given instanceof Braces) {
    if (given.elements.length !== 2) throw new Unknown('an entry of a map');
    const [a, b] = given.elements.map((each) => operand(it, each, given.frame as CppFrame));
    return [convert(it, a, key!), convert(it, b, value!)];
  }
  const held = peek(given);
  if (!(held instanceof Tuple)) throw new Unknown('an entry of a map');
  return [convert(it, held.cells[0], key!), convert(it, held.cells[1], value!)];
}
