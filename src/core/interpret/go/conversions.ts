import { Dict, Foreign, Func, List, Native, Obj, Pointer, Unknown, type Value } from '../values/value';
import { fits } from './libraryTypes';
import type { Expr } from '../../syntax/lower/ir';
import type { Core, Frame } from '../running/machine';
import { methodIn } from './lookup';
import { BYTE, type GoType } from './types';
import { GoMap, NilOf, numberIn, raw, scalar, Slice, sliceWith, Struct, Typed, typeOfValue, zero } from './values';
import { bytesOf, textOfBytes } from '../values/bytes';

/** A value as a variable of a type holds it; undefined is what it holds when nothing is given. */
export function coerce(value: Value, type: GoType): Value {
  if (value === undefined) return zero(type);
  if (type.kind === 'interface') return boxed(value);
  if (value === null) return zero(type);
  if (value instanceof NilOf) return value.boxed ? NilOf.of(value.type) : value;
  const plain = raw(value);
  switch (type.kind) {
    case 'int':
    case 'uint':
    case 'float':
    case 'string':
    case 'bool':
      if (typeof plain === 'object' || plain === undefined) throw new Unknown('a conversion');
      return typeOfValue(value) === type ? value : scalar(type, plain);
    case 'slice':
      return value instanceof Slice && (value.type !== type || value.boxed)
        ? new Slice(type, value.array, value.from, value.length, value.cap)
        : value;
    case 'map':
      if (value instanceof GoMap && value.boxed) return zero(type);
      if (value instanceof GoMap) value.type = type;
      return value;
    case 'func':
      return type.declared && (plain instanceof Func || plain instanceof Native) ? new Typed(type, plain) : plain;
    case 'struct':
      return value instanceof Struct && value.goType.id !== type.id && !(value.goType.declared && type.declared)
        ? new Struct(type, value.fields)
        : value;
    default:
      return value;
  }
}

/** A value in an interface, which is not nil where the value is. */
function boxed(value: Value): Value {
  if (value instanceof NilOf) return NilOf.of(value.type, true);
  if (value instanceof Slice && !value.array) return new Slice(value.type, undefined, 0, 0, 0, true);
  return value instanceof GoMap && value.isNil ? new GoMap(value.type, true, true) : value;
}

/** `T(x)`: a value as one of another type. */
export function convert(value: Value, type: GoType): Value {
  const plain = raw(value);
  switch (type.kind) {
    case 'int':
    case 'uint':
      if (typeof plain === 'number') {
        if (!Number.isFinite(plain) || Math.abs(plain) >= 2 ** 63) throw new Unknown('a conversion');
        return scalar(type, BigInt(Math.trunc(plain)));
      }
      return scalar(type, numberIn(plain));
    case 'float':
      return scalar(type, Number(numberIn(plain)));
    case 'string': {
      if (typeof plain === 'bigint') return scalar(type, plain < 0n || plain > 0x10ffffn ? '\uFFFD' : String.fromCodePoint(Number(plain)));
      if (value instanceof Slice) return scalar(type, textOfSlice(value));
      if (value === null) return scalar(type, '');
      return coerce(value, type);
    }
    case 'slice':
      if (typeof plain !== 'string') return coerce(value, type);
      if (type.elem.shape.bits === 8 && type.elem.kind === 'uint')
        return sliceWith(
          type,
          [...bytesOf(plain)].map((each) => scalar(type.elem, BigInt(each))),
        );
      if (type.elem.shape.bits === 32)
        return sliceWith(
          type,
          [...plain].map((each) => scalar(type.elem, BigInt(each.codePointAt(0)!))),
        );
      throw new Unknown('a conversion');
    case 'struct':
      return value instanceof Struct ? new Struct(type, new Map(value.fields)) : value;
    default:
      return coerce(value, type);
  }
}

/** The text of a slice of bytes or runes. */
export function textOfSlice(of: Slice): string {
  const codes = of.items.map((each) => Number(numberIn(each)));
  return of.type.elem.id === BYTE.id || of.type.elem.shape.bits === 8
    ? textOfBytes(Uint8Array.from(codes))
    : String.fromCodePoint(...codes);
}

/** Whether a value in an interface is of a type, or has the methods of one. */
export function isOf(value: Value, type: GoType): boolean {
  if (value === null || value === undefined) return false;
  if (type.kind === 'foreign' || value instanceof Foreign) throw new Unknown('a type');
  if (type.kind === 'interface') return (type.shape.methods ?? []).every((name) => hasMethod(value, name));
  if (value instanceof Func || value instanceof Native) {
    if (type.kind !== 'func') return false;
    throw new Unknown('a type');
  }
  if (value instanceof Obj && value.type === 'goerror') return false;
  const own = typeOfValue(value);
  if (!own) {
    if (value instanceof Pointer || value instanceof List || value instanceof Dict) throw new Unknown('a type');
    return false;
  }
  return own.id === type.id;
}

/** Whether a value has a method. */
export function hasMethod(value: Value, name: string): boolean {
  if (value instanceof Obj && value.type === 'goerror') return name === 'Error' || (name === 'Unwrap' && value.fields.has('wraps'));
  const found = methodIn(value, name);
  if (found) return true;
  const held = value instanceof Pointer ? value.to : value;
  const type = typeOfValue(held);
  return type?.declared?.pkg === undefined && type !== undefined && fits(type.name, name);
}

/** The value of an expression where one of a type is wanted. */
export function evaluateAs(it: Core, node: Expr, type: GoType | undefined, frame: Frame): Value {
  const value = it.evaluate(node, frame);
  return type ? coerce(value, type) : value;
}
