import type { Expr } from '../../syntax/lower/ir';
import { calculated } from '../values/calculating';
import { shiftedLeft } from '../values/limits';
import type { Core, Frame } from '../running/machine';
import { Dict, Foreign, Func, isNumber, Native, Obj, Pointer, Unknown, type Value } from '../values/value';
import { coerce } from './conversions';
import { NUMBER_CONSTANTS } from './libraryNumbers';
import { Channel, GoArray, GoMap, NilOf, panic, raw, Ref, runtimeError, scalar, Slice, Struct, Typed, typeOfValue, wrap } from './values';
import { byteCount } from '../values/bytes';
import { INT, RUNE, type GoType } from './types';
import { worldOf } from './world';

/** Whether an expression is a constant that takes its type from what it is used with. */
export function isUntyped(it: Core, node: Expr, frame: Frame): boolean {
  switch (node.kind) {
    case 'literal':
      return node.of !== 'nothing';
    case 'opaque':
      return frame.file.text.slice(node.start, node.end) === 'iota';
    case 'operate':
      return (
        /^(?:[-+*/%&|^!]|<<|>>|&\^)$/.test(node.operator) &&
        !(node.operands.length === 1 && /^[*&]$/.test(node.operator)) &&
        // A shift has the type of what is shifted.
        (/^(?:<<|>>)$/.test(node.operator) ? node.operands.slice(0, 1) : node.operands).every((each) => isUntyped(it, each, frame))
      );
    case 'name': {
      const holder = frame.env.holder(node.name);
      if (holder) return holder.constants?.has(node.name) === true;
      const pkg = worldOf(it).packageOf(frame.file);
      return worldOf(it).global(pkg, node.name) !== undefined && pkg.env.constants?.has(node.name) === true;
    }
    case 'member':
      return node.of.kind === 'name' && !frame.env.holder(node.of.name) && isNumberOfLibrary(it, node.of.name, node.name, frame);
    default:
      return false;
  }
}

function isNumberOfLibrary(it: Core, local: string, name: string, frame: Frame): boolean {
  const from = worldOf(it).imported(local, frame.file);
  return typeof from === 'string' && Object.hasOwn(NUMBER_CONSTANTS, `${from}.${name}`);
}

/** What an operator with two sides gives. @param untyped whether each side is a constant without a type */
export function operate(it: Core, operator: string, a: Value, b: Value, untypedA: boolean, untypedB: boolean): Value {
  switch (operator) {
    case '==':
      return equals(it, a, b);
    case '!=':
      return !equals(it, a, b);
    case '<':
    case '<=':
    case '>':
    case '>=': {
      const order = ordered(a, b);
      if (Number.isNaN(order)) return false;
      return operator === '<' ? order < 0 : operator === '<=' ? order <= 0 : operator === '>' ? order > 0 : order >= 0;
    }
  }
  if (/^(?:<<|>>)$/.test(operator)) return shifted(operator, a, b, untypedA);
  const type = typeFor(a, b, untypedA, untypedB);
  const [x, y] = [raw(a), raw(b)];
  if (typeof x === 'string' && typeof y === 'string' && operator === '+') return scalar(type, x + y);
  if (!isNumber(x) || !isNumber(y)) throw new Unknown(`${operator} of something else`);
  if (type.kind === 'float') {
    // Constants are worked out exactly, and rounded at the end.
    if (untypedA && untypedB && !(isShort(Number(x)) && isShort(Number(y)))) throw new Unknown('a constant');
    return scalar(type, fraction(it, operator, Number(x), Number(y)));
  }
  if (typeof x !== 'bigint' || typeof y !== 'bigint') throw new Unknown('a fraction as a whole number');
  const value = whole(it, operator, x, y);
  return untypedA && untypedB && type === INT ? value : scalar(type, value);
}

/** Whether a fraction has few binary digits, so that its text and its value are the same. */
const isShort = (value: number): boolean => Number.isSafeInteger(value * 2 ** 20);

/** The type of a calculation. */
function typeFor(a: Value, b: Value, untypedA: boolean, untypedB: boolean): GoType {
  const [x, y] = [typeOfValue(a), typeOfValue(b)];
  if (!x || !y) throw new Unknown('a calculation with nothing');
  if (x.id === y.id) return x;
  if (untypedA && !untypedB) return y;
  if (untypedB && !untypedA) return x;
  if (untypedA && untypedB) {
    const rank = (type: GoType): number => (type.kind === 'float' ? 2 : type === RUNE ? 1 : type === INT ? 0 : 3);
    return rank(x) >= rank(y) ? x : y;
  }
  throw new Unknown('a calculation of two types');
}

function whole(it: Core, operator: string, a: bigint, b: bigint): bigint {
  if (/^[/%]$/.test(operator) && b === 0n) return runtimeError('integer divide by zero');
  if (operator === '&^') return a & ~b;
  const value = calculated(it, operator, a, b);
  if (typeof value !== 'bigint') throw new Unknown(`the operator ${operator}`);
  return value;
}

/** A division by zero is infinite. */
function fraction(it: Core, operator: string, a: number, b: number): number {
  if (operator === '/') return a / b;
  const value = /^[-+*]$/.test(operator) ? calculated(it, operator, a, b) : undefined;
  if (typeof value !== 'number') throw new Unknown(`the operator ${operator}`);
  return value;
}

function shifted(operator: string, a: Value, b: Value, untyped: boolean): Value {
  const [x, by] = [raw(a), raw(b)];
  if (typeof x !== 'bigint' || typeof by !== 'bigint') throw new Unknown('a shift');
  if (by < 0n) return runtimeError('negative shift amount');
  const type = typeOfValue(a)!;
  if (operator === '>>') return scalar(type, x >> (by > 4000n ? 4000n : by));
  const value = by >= 4000n ? 0n : shiftedLeft(x, by);
  // Its type comes from where it is used.
  if (untyped && type === INT) return value;
  return scalar(type, value);
}

/** `-x`, `^x`, `!x`. */
export function unary(operator: string, value: Value, untyped: boolean): Value {
  const plain = raw(value);
  const type = typeOfValue(value);
  if (operator === '!' && typeof plain === 'boolean') return scalar(type!, !plain);
  if (!isNumber(plain) || !type) throw new Unknown(`${operator} of something else`);
  if (operator === '+') return value;
  if (operator === '-') return untyped && type === INT ? -(plain as bigint) : scalar(type, -plain);
  if (operator === '^' && typeof plain === 'bigint') return scalar(type, type.kind === 'uint' ? wrap(type, ~plain) : ~plain);
  throw new Unknown(`the operator ${operator}`);
}

/** Below 0 where the first one comes first. */
export function ordered(a: Value, b: Value): number {
  const [x, y] = [raw(a), raw(b)];
  if (typeof x === 'string' && typeof y === 'string') return comparedTexts(x, y);
  if (isNumber(x) && isNumber(y)) return x < y ? -1 : x > y ? 1 : Number(x) === Number(y) || x === y ? 0 : Number.NaN;
  throw new Unknown('an order of something else');
}

/** Texts in the order of their bytes. */
export function comparedTexts(a: string, b: string): number {
  if (byteCount(a) === a.length && byteCount(b) === b.length) return a < b ? -1 : Number(a > b);
  const [x, y] = [[...a], [...b]];
  for (let at = 0; at < Math.min(x.length, y.length); at += 1) if (x[at] !== y[at]) return x[at]!.codePointAt(0)! - y[at]!.codePointAt(0)!;
  return x.length - y.length;
}

/** `==` of two values. */
export function equals(it: Core, a: Value, b: Value): boolean {
  if (a instanceof Foreign || b instanceof Foreign) throw new Unknown('a value that is not known');
  if (a === null || a === undefined) return isNil(b);
  if (b === null || b === undefined) return isNil(a);
  const [x, y] = [raw(a), raw(b)];
  if (isNumber(x) && isNumber(y)) return typeof x === typeof y ? x === y : Number(x) === Number(y);
  if (typeof x !== 'object' || typeof y !== 'object') {
    if (typeof x === typeof y) return x === y && sameTypes(a, b);
    return false;
  }
  if (a instanceof NilOf || b instanceof NilOf) return a instanceof NilOf && b instanceof NilOf && a.type.id === b.type.id;
  if (a instanceof Pointer && b instanceof Pointer) return a.to === b.to;
  if (a instanceof Ref && b instanceof Ref) return a.holder === b.holder && a.key === b.key;
  if (a instanceof Struct && b instanceof Struct)
    return a.goType.id === b.goType.id && [...a.fields].every(([name, each]) => name === '_' || equals(it, each, b.fields.get(name)));
  if (a instanceof GoArray && b instanceof GoArray)
    return a.items.length === b.items.length && a.items.every((each, at) => equals(it, each, b.items[at]));
  if ((a instanceof Slice && b instanceof Slice) || (a instanceof Dict && b instanceof Dict) || (x instanceof Func && y instanceof Func))
    return panic(`runtime error: comparing uncomparable type ${typeOfValue(a)?.name}`);
  if (a instanceof Obj && b instanceof Obj) return a === b;
  if (a instanceof Channel && b instanceof Channel) return a === b;
  if (a.constructor === b.constructor) throw new Unknown('a comparison');
  return false;
}

/** Two texts or truths of types with names are equal only within one type, where an interface has them. */
function sameTypes(a: Value, b: Value): boolean {
  if (!(a instanceof Typed) || !(b instanceof Typed)) return true;
  return a.type.id === b.type.id;
}

export function isNil(value: Value): boolean {
  if (value === null || value === undefined) return true;
  if (value instanceof NilOf) return !value.boxed;
  if (value instanceof Slice) return value.array === undefined && !value.boxed;
  return value instanceof GoMap && value.isNil && !value.boxed;
}

/** `reflect.DeepEqual`. */
export function deepEquals(it: Core, a: Value, b: Value, depth = 0): boolean {
  if (depth > 40) throw new Unknown('a deep comparison');
  const inner = (x: Value, y: Value): boolean => deepEquals(it, x, y, depth + 1);
  if (a === null || b === null || a === undefined || b === undefined) return (a ?? null) === (b ?? null);
  if (a instanceof Func || a instanceof Native || b instanceof Func || b instanceof Native) return false;
  if (a instanceof Obj && b instanceof Obj && a.type === 'goerror' && b.type === 'goerror')
    return a.fields.get('kind') === b.fields.get('kind') &&
      a.fields.get('message') === b.fields.get('message') &&
      !a.fields.has('wraps') &&
      !b.fields.has('wraps')
      ? true
      : a === b || unknown();
  const [x, y] = [typeOfValue(a), typeOfValue(b)];
  if (!x || !y) return a === b || unknown();
  if (x.id !== y.id) return false;
  if (a instanceof Pointer && b instanceof Pointer) return a.to === b.to || inner(a.to, b.to);
  if (a instanceof Ref && b instanceof Ref) return inner(a.get(), b.get());
  if (a instanceof Slice && b instanceof Slice)
    return (
      (a.array === undefined) === (b.array === undefined) && a.length === b.length && a.items.every((each, at) => inner(each, b.items[at]))
    );
  if (a instanceof GoArray && b instanceof GoArray) return a.items.every((each, at) => inner(each, b.items[at]));
  if (a instanceof GoMap && b instanceof GoMap)
    return (
      a.isNil === b.isNil && a.entries.size === b.entries.size && a.pairs().every(([key, each]) => b.has(key) && inner(each, b.get(key)))
    );
  if (a instanceof Struct && b instanceof Struct) return [...a.fields].every(([name, each]) => inner(each, b.fields.get(name)));
  return equals(it, a, b);
}

function unknown(): never {
  throw new Unknown('a deep comparison');
}

export function isTruth(value: Value): boolean {
  const plain = raw(value);
  if (typeof plain === 'boolean') return plain;
  throw new Unknown('a truth of something else');
}

/** `append`'s, `copy`'s and `range`'s idea of a slice. */
export function sliceOrNil(value: Value): Slice | undefined {
  if (value === null) return undefined;
  if (value instanceof Slice) return value;
  throw new Unknown('no slice');
}

/** A number that is not negative, for sizes. */
export function sized(value: Value): number {
  const plain = raw(coerce(value, INT));
  if (typeof plain !== 'bigint') throw new Unknown('a size');
  if (plain < 0n) return runtimeError('makeslice: len out of range');
  return Number(plain);
}
