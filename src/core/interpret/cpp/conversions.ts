import type { Core } from '../running/machine';
import { Unknown, type Value } from '../values/value';
import { callMethod, construct, constructFrom, copied, listed, taken } from './core';
import { StreamOf } from './streamValues';
import { type CppType, typeKey, widthOf } from './types';
import {
  Braces,
  Callable,
  Cell,
  EnumValue,
  Literal,
  load,
  MapOf,
  Moved,
  Num,
  Optional,
  Ptr,
  Smart,
  Struct,
  Tuple,
  typeOf,
  Variant,
  Vec,
  whole,
} from './values';

/** The whole number of a value. @throws {Unknown} where it is none */
export function integer(value: Value): bigint {
  const held = load(value);
  if (typeof held === 'bigint') return held;
  if (typeof held === 'boolean') return held ? 1n : 0n;
  if (held instanceof Num && typeof held.value === 'bigint') return held.value;
  if (held instanceof EnumValue && !held.of.isClass) return held.value;
  if (typeof held === 'number' && Number.isFinite(held)) return BigInt(Math.trunc(held));
  throw new Unknown('a whole number');
}

/** A place or a size. */
export function count(value: Value): number {
  return Number(integer(value));
}

export function real(value: Value): number {
  const held = load(value);
  if (typeof held === 'number') return held;
  if (held instanceof Num && typeof held.value === 'number') return held.value;
  return Number(integer(held));
}

/** The text of a text, or of letters in the code. */
export function textOf(value: Value): string {
  const held = load(value);
  if (typeof held === 'string') return held;
  if (held instanceof Literal) return held.text;
  throw new Unknown('a text');
}

export const isText = (value: Value): boolean => {
  const held = load(value);
  return typeof held === 'string' || held instanceof Literal;
};

export const isNumeric = (value: Value): boolean =>
  typeof value === 'bigint' || typeof value === 'number' || typeof value === 'boolean' || value instanceof Num;

/** A whole number in a type, wrapped as the type does it; one of a sign that does not fit is as on all machines of today. */
export function fitted(value: bigint, type: CppType): Value {
  const [bits, isSigned] = widthOf(type);
  return whole(type, isSigned ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value));
}

/** Whether a condition holds. */
export function holds(it: Core, value: Value): boolean {
  const held = load(value);
  if (typeof held === 'boolean') return held;
  if (held instanceof Ptr) return held.cell !== undefined || held.within !== undefined;
  if (held instanceof Smart || held instanceof Optional) return held.held !== undefined;
  if (held instanceof Callable || held instanceof Literal) return true;
  if (held instanceof StreamOf) return !held.failed;
  if (held instanceof Num && typeof held.value === 'number') return held.value !== 0;
  if (typeof held === 'number') return held !== 0;
  if (held instanceof Struct) return holds(it, callMethod(it, held.cell, 'operator bool', []));
  return integer(held) !== 0n;
}

/** A value, or a place, as something of a type that is new. @throws {Unknown} where that is not known */
export function convert(it: Core, given: Value, type: CppType): Value {
  if (given instanceof Braces) return listed(it, type, given.elements, given.frame);
  const value = load(given);
  switch (type.kind) {
    case 'reference':
      throw new Unknown('a reference');
    case 'auto':
      return value instanceof Literal
        ? value
        : given instanceof Moved
          ? taken(it, given)
          : given instanceof Cell
            ? copied(it, value)
            : value;
    case 'bool':
      return holds(it, value);
    case 'int':
      if (typeof value === 'number' || (value instanceof Num && typeof value.value === 'number')) {
        const [bits, isSigned] = widthOf(type);
        const cut = integer(typeof value === 'number' ? value : Number(value.value));
        if ((isSigned ? BigInt.asIntN(bits, cut) : BigInt.asUintN(bits, cut)) !== cut) throw new Unknown('a number out of range');
        return whole(type, cut);
      }
      if (value instanceof Struct) return convert(it, byOperator(it, value, type), type);
      return fitted(integer(value), type);
    case 'float':
      if (value instanceof Struct) return convert(it, byOperator(it, value, type), type);
      return type.name === 'float' ? new Num(type, Math.fround(real(value))) : real(value);
    case 'text': {
      if (value instanceof Struct) return convert(it, byOperator(it, value, type), type);
      const text = textOf(value);
      if (given instanceof Moved) taken(it, given);
      return text;
    }
    case 'enum':
      if (value instanceof EnumValue && value.of === type.listed) return value;
      throw new Unknown('another enumeration');
    case 'pointer':
      if (value instanceof Literal) return value;
      if (value instanceof Ptr)
        return value.to && value.cell === undefined && !value.within
          ? new Ptr(type.of, undefined)
          : new Ptr(type.of, value.cell, value.within);
      if (value instanceof Vec) return new Ptr(type.of, value.cells[0], { vec: value, at: 0 });
      if (value instanceof Callable) return value;
      throw new Unknown('a pointer');
    case 'function':
      if (value instanceof Ptr && !value.cell) return value;
      if (value instanceof Callable) return value;
      if (value instanceof Struct) {
        const kept = copied(it, value) as Struct;
        return new Callable((args) => callMethod(it, kept.cell, 'operator()', args));
      }
      throw new Unknown('a function');
    case 'class':
      return toClass(it, given, value, type);
    case 'array':
      if (value instanceof Vec) return copied(it, value);
      throw new Unknown('an array');
    case 'library':
      return toLibrary(it, given, value, type);
    default:
      throw new Unknown(`a value of ${type.name}`);
  }
}

function byOperator(it: Core, value: Struct, type: CppType): Value {
  const names = [...new Set(value.info.order.flatMap(({ decl }) => [...(decl?.methods.keys() ?? [])]))].filter((name) =>
    /^operator \w/.test(name),
  );
  const [name, more] = names.length > 1 ? names.filter((each) => each.endsWith(` ${type.name}`) || each.endsWith(` ${type.id}`)) : names;
  if (name === undefined || more !== undefined) throw new Unknown('a conversion');
  return callMethod(it, value.cell, name, []);
}

function toClass(it: Core, given: Value, value: Value, type: CppType): Value {
  const cls = type.cls!;
  if (value instanceof Struct && value.info.isA(cls)) {
    if (!(given instanceof Cell) && !(given instanceof Moved) && value.info === cls) return value;
    return constructFrom(it, cls, given, value);
  }
  return construct(it, cls, [given], { implicit: true });
}

function toLibrary(it: Core, given: Value, value: Value, type: CppType): Value {
  const isOwn = typeKey(typeOfMaybe(value)) === typeKey(type);
  const own = (): Value => (given instanceof Moved ? taken(it, given) : given instanceof Cell ? copied(it, value) : value);
  switch (type.name) {
    case 'optional': {
      if (value instanceof Optional && (isOwn || value.held === undefined))
        return value.held === undefined ? new Optional(type, undefined) : own();
      return new Optional(type, new Cell(convert(it, value instanceof Optional ? value.held! : given, type.of), type.of));
    }
    case 'variant': {
      if (isOwn) return own();
      const at = alternative(type.args, value);
      return new Variant(type, at, new Cell(convert(it, given, type.args[at]!), type.args[at]));
    }
    case 'unique_ptr':
      if (value instanceof Ptr && !value.cell) return new Smart(type, undefined);
      if (!(value instanceof Smart)) throw new Unknown('a smart pointer');
      if (given instanceof Cell) throw new Unknown('a copy of a unique pointer');
      if (given instanceof Moved) given.from.value = new Smart(value.type, undefined);
      return new Smart(type, value.held);
    case 'shared_ptr':
    case 'weak_ptr':
      if (value instanceof Ptr && !value.cell) return new Smart(type, undefined);
      if (!(value instanceof Smart)) throw new Unknown('a smart pointer');
      if (given instanceof Moved) given.from.value = new Smart(value.type, undefined);
      return new Smart(type, value.held);
    case 'pair':
    case 'tuple': {
      if (!(value instanceof Tuple)) throw new Unknown('a pair');
      if (isOwn || type.args.length === 0) return own();
      const parts = given instanceof Cell ? (copied(it, value) as Tuple) : value;
      return new Tuple(
        type,
        parts.cells.map((cell, at) => new Cell(convert(it, given instanceof Cell ? cell : new Moved(cell), type.args[at]!), type.args[at])),
      );
    }
    case 'reference_wrapper':
      throw new Unknown('a reference in a value');
    default:
      if (value instanceof Vec || value instanceof MapOf) {
        if (
          isOwn ||
          type.args.length === 0 ||
          (value instanceof Vec && value.type.name === type.name && value.elem.id === type.args[0]?.id)
        )
          return own();
        throw new Unknown('another collection');
      }
      if (value instanceof StreamOf) throw new Unknown('a copy of a stream');
      throw new Unknown(`a value of ${type.name}`);
  }
}

export function typeOfMaybe(value: Value): CppType | undefined {
  try {
    return typeOf(value);
  } catch (error) {
    if (error instanceof Unknown) return undefined;
    throw error;
  }
}

/** Which type of a variant a value gets. */
function alternative(types: readonly CppType[], value: Value): number {
  const own = typeOf(value);
  const exact = types.findIndex((each) => each.id === own.id);
  if (exact >= 0) return exact;
  if (value instanceof Literal) {
    const text = types.findIndex((each) => each.kind === 'text');
    if (text >= 0 && !types.some(({ kind }) => kind === 'bool')) return text;
  }
  const fits = types.flatMap((each, at) => (rating(own, each, value) > 0 ? [at] : []));
  if (fits.length !== 1) throw new Unknown('which type of a variant');
  return fits[0]!;
}

/** How well a value fits a parameter: 3 as it is, 2 promoted, 1 converted, 0 not. */
export function rating(own: CppType, type: CppType, value: Value): number {
  const wanted = type.kind === 'reference' ? type.of : type;
  if (wanted.kind === 'auto') return 1.5;
  if (own.kind === 'class' && wanted.kind === 'class') {
    if (own.id === wanted.id) return 3;
    if (own.cls!.isA(wanted.cls!)) return 2.5 - own.cls!.order.indexOf(wanted.cls!) / 100;
    return isConvertible(own, wanted) ? 0.5 : 0;
  }
  if (own.id === wanted.id) return 3;
  const isNumber = (each: CppType): boolean => /^(?:int|float|bool)$/.test(each.kind);
  if (isNumber(own) && isNumber(wanted)) {
    if (own.kind === 'int' && wanted.name === 'int' && widthOf(own)[0] < 32) return 2;
    if (own.kind === 'bool' && wanted.name === 'int') return 2;
    if (own.name === 'float' && wanted.name === 'double') return 2;
    return 1;
  }
  if (own.kind === 'enum' && isNumber(wanted)) return own.listed!.isClass ? 0 : 1;
  const isLiteral = own.kind === 'pointer' && value instanceof Literal;
  if (isLiteral && wanted.kind === 'text') return 0.7;
  if (isLiteral && wanted.kind === 'pointer') return wanted.of.name === 'char' ? 3 : 0;
  if (own.kind === 'text' && wanted.kind === 'text') return 0.8;
  if (own.kind === 'pointer' && wanted.kind === 'bool') return 0.9;
  if (own.kind === 'pointer' && wanted.kind === 'pointer') {
    if (own.args.length === 0) return 2;
    const [from, to] = [own.of, wanted.of];
    return from.id === to.id ? 3 : from.cls && to.cls && from.cls.isA(to.cls) ? 2 : to.kind === 'void' ? 1 : 0;
  }
  if (own.kind === 'function' && (wanted.kind === 'function' || wanted.kind === 'pointer')) return 2;
  if (
    own.args.length === 0 &&
    own.kind === 'pointer' &&
    (wanted.isLibrary('unique_ptr', 'shared_ptr', 'weak_ptr') || wanted.kind === 'function')
  )
    return 1;
  if (wanted.kind === 'library') {
    if (own.kind === 'library' && own.name === wanted.name) {
      if (wanted.args.length === 0 || typeKey(own) === typeKey(wanted)) return 3;
      if (/_ptr$/.test(own.name)) return own.of.cls && wanted.of.cls ? (own.of.cls.isA(wanted.of.cls) ? 2 : 0) : 0;
      return /^(?:pair|tuple|optional)$/.test(own.name) ? 1 : own.elemId === wanted.elemId ? 3 : 0;
    }
    if (wanted.name === 'optional') return /^(?:optional|nullopt_t)$/.test(own.name) ? 1 : rating(own, wanted.of, value) > 0 ? 0.6 : 0;
    if (wanted.name === 'variant') return wanted.args.some((each) => rating(own, each, value) > 0) ? 0.6 : 0;
    if (own.kind === 'library' && own.name === 'array' && wanted.name === 'vector') return 0;
    return STREAMS[own.name]?.includes(wanted.name) ? 2 : 0;
  }
  if (wanted.kind === 'class') return isConvertible(own, wanted, value) ? 0.5 : 0;
  if (wanted.kind === 'function' && own.kind === 'class') return 1;
  if (own.kind === 'array' && wanted.kind === 'pointer') return own.of.id === wanted.of.id ? 2.5 : 0;
  if (own.kind === 'class')
    return own.cls!.order.some(({ decl }) => [...(decl?.methods.keys() ?? [])].some((name) => /^operator \w/.test(name))) ? 0.4 : 0;
  return 0;
}

const STREAMS: Readonly<Record<string, readonly string[]>> = {
  ostream: ['ostream'],
  istream: ['istream'],
  ostringstream: ['ostream'],
  istringstream: ['istream'],
  stringstream: ['ostream', 'istream', 'iostream'],
  ifstream: ['istream'],
  ofstream: ['ostream'],
  fstream: ['ostream', 'istream'],
};

/** Whether a class has a constructor that takes such a value by itself. */
function isConvertible(own: CppType, wanted: CppType, value?: Value): boolean {
  const decl = wanted.cls!.decl;
  if (!decl) return false;
  const all = decl.methods.get(decl.name) ?? [];
  void own;
  void value;
  return [...all, ...(decl.heads.get(decl.name) ?? [])].some(
    ({ fn }) => fn.params.length >= 1 && !fn.words.includes('explicit') && fn.params.slice(1).every(({ fallback }) => fallback),
  );
}
