import type { Core } from '../running/machine';
import { Thrown, Obj, Unknown, type Value } from '../values/value';
import { count, holds, integer, isNumeric, isText, real, textOf } from './conversions';
import { callFunction, callMethod, chooseFunction } from './core';
import { isSameIterator, iteratorDistance, movedIterator, pointed } from './iterators';
import { StreamOf } from './streamValues';
import { read, written } from './streams';
import { commonType, CppType, promoted, widthOf } from './types';
import {
  Callable,
  Cell,
  EnumValue,
  Iter,
  Literal,
  load,
  MapOf,
  Num,
  Optional,
  peek,
  Ptr,
  Smart,
  Struct,
  Tuple,
  typeOf,
  Variant,
  Vec,
  whole,
} from './values';
import { cppWorld } from './world';

/** A whole number as the result of one in a type. @throws {Unknown} where one with a sign does not fit: nobody knows what comes of it */
function result(type: CppType, value: bigint): Value {
  const [bits, isSigned] = widthOf(type);
  if (!isSigned) return whole(type, BigInt.asUintN(bits, value));
  if (BigInt.asIntN(bits, value) !== value) throw new Unknown('a number that does not fit');
  return whole(type, value);
}

/** `a + b` … @param left a place or a value */
export function operated(it: Core, operator: string, left: Value, right: Value): Value {
  const outside = overloaded(it, operator, left, right);
  if (outside) return outside.value;
  const [a] = [load(left)];
  if (operator === '>>' && a instanceof StreamOf) return read(it, a, left, right);
  const b = load(right);
  if (operator === '<<' && a instanceof StreamOf) return written(a, left, right);
  if (/^(?:[=!]=|[<>]=?)$/.test(operator)) return comparison(it, operator, a, b);
  if (operator === '<=>') throw new Unknown('a comparison of three ways');
  if (a instanceof Iter || a instanceof Ptr || b instanceof Iter || b instanceof Ptr || a instanceof Vec)
    return withIterator(operator, a, b);
  if (isText(a) || isText(b)) {
    if (operator !== '+') throw new Unknown(`${operator} of texts`);
    if (a instanceof Literal && b instanceof Literal) throw new Unknown('a sum of pointers');
    if (a instanceof Literal && typeof b !== 'string') return new Literal(a.whole_, a.from + count(b));
    return letters(a) + letters(b);
  }
  if (a instanceof EnumValue && !a.of.isClass) return operated(it, operator, a.value, b);
  if (b instanceof EnumValue && !b.of.isClass) return operated(it, operator, a, b.value);
  if (!isNumeric(a) || !isNumeric(b)) throw new Unknown(`${operator} of other values`);
  return calculated(operator, a, b);
}

/** A text, or a letter of one that is put to a text. */
function letters(value: Value): string {
  if (isText(value)) return textOf(value);
  if (value instanceof Num && value.type.name === 'char') return letter(value);
  throw new Unknown('a text and something else');
}

export function letter(value: Value): string {
  const code = Number(integer(value));
  if (code < 0 || code > 127) throw new Unknown('a letter of several bytes');
  return String.fromCharCode(code);
}

function isReal(value: Value): boolean {
  return typeof value === 'number' || (value instanceof Num && typeof value.value === 'number');
}

function calculated(operator: string, a: Value, b: Value): Value {
  if (isReal(a) || isReal(b)) {
    const isFloat = ![a, b].some((each) => typeof each === 'number');
    const [x, y] = [real(a), real(b)];
    const value = operator === '+' ? x + y : operator === '-' ? x - y : operator === '*' ? x * y : operator === '/' ? x / y : undefined;
    if (value === undefined) throw new Unknown(`${operator} of fractions`);
    return isFloat ? new Num(new CppType('float', 'float'), Math.fround(value)) : value;
  }
  const [x, y] = [integer(a), integer(b)];
  if (operator === '<<' || operator === '>>') {
    const type = promoted(typeOf(a));
    if (y < 0n || y >= BigInt(widthOf(type)[0])) throw new Unknown('a shift by too much');
    return operator === '<<' ? convertBits(type, x << y) : result(type, x >> y);
  }
  const type = commonType(promoted(typeOf(a)), promoted(typeOf(b)));
  const [bits, isSigned] = widthOf(type);
  const [p, q] = isSigned ? [x, y] : [BigInt.asUintN(bits, x), BigInt.asUintN(bits, y)];
  switch (operator) {
    case '+':
      return result(type, p + q);
    case '-':
      return result(type, p - q);
    case '*':
      return result(type, p * q);
    case '/':
    case '%':
      if (q === 0n) throw signal('SIGFPE');
      return result(type, operator === '/' ? p / q : p % q);
    case '&':
      return result(type, p & q);
    case '|':
      return result(type, p | q);
    case '^':
      return result(type, p ^ q);
    default:
      throw new Unknown(`the operator ${operator}`);
  }
}

function convertBits(type: CppType, value: bigint): Value {
  const [bits, isSigned] = widthOf(type);
  return whole(type, isSigned ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value));
}

/** What ends the program without an exception. */
export function signal(name: 'SIGFPE' | 'SIGSEGV' | 'SIGABRT'): Thrown {
  return new Thrown(new Obj(undefined, new Map(), name));
}

function comparison(it: Core, operator: string, a: Value, b: Value): boolean {
  if (operator === '==') return equal(it, a, b);
  if (operator === '!=') return !equal(it, a, b);
  if (operator === '<') return less(it, a, b);
  if (operator === '>') return less(it, b, a);
  if (
    isNumeric(a) &&
    isNumeric(b) &&
    (Number.isNaN(Number(load(a) instanceof Num ? (a as Num).value : a)) || Number.isNaN(Number(b instanceof Num ? b.value : b)))
  )
    return false;
  return operator === '<=' ? !less(it, b, a) : !less(it, a, b);
}

/** Two numbers as they are compared: in their common type. */
function inCommon(a: Value, b: Value): [bigint, bigint] | [number, number] {
  if (isReal(a) || isReal(b)) return [real(a), real(b)];
  const type = commonType(promoted(typeOf(a)), promoted(typeOf(b)));
  const [bits, isSigned] = widthOf(type);
  const [x, y] = [integer(a), integer(b)];
  return isSigned ? [x, y] : [BigInt.asUintN(bits, x), BigInt.asUintN(bits, y)];
}

export function equal(it: Core, left: Value, right: Value): boolean {
  const outside =
    left instanceof Cell || right instanceof Cell || left instanceof Struct || right instanceof Struct
      ? overloaded(it, '==', left, right)
      : undefined;
  if (outside) return holds(it, outside.value);
  const [a, b] = [load(left), load(right)];
  if (a instanceof Struct || b instanceof Struct) return equalObjects(it, a, b);
  if (isText(a) && isText(b)) {
    if (a instanceof Literal && b instanceof Literal) throw new Unknown('whether two pointers to texts are one');
    return textOf(a) === textOf(b);
  }
  if (isNumeric(a) && isNumeric(b)) {
    const [x, y] = inCommon(a, b);
    return x === y;
  }
  if (a instanceof EnumValue || b instanceof EnumValue) {
    if (a instanceof EnumValue && b instanceof EnumValue) return a.value === b.value;
    return integer(a) === integer(b);
  }
  if (a instanceof Optional || b instanceof Optional) return equalOptionals(it, a, b);
  if (a instanceof Callable && b instanceof Ptr) return false;
  if (isPointer(a) && isPointer(b)) return pointed(a) === pointed(b);
  if (a instanceof Iter && b instanceof Iter) return isSameIterator(a, b);
  if (a instanceof Vec && b instanceof Vec)
    return a.cells.length === b.cells.length && a.cells.every((each, at) => equal(it, each, b.cells[at]));
  if (a instanceof Tuple && b instanceof Tuple) return a.cells.every((each, at) => equal(it, each, b.cells[at]));
  if (a instanceof MapOf && b instanceof MapOf) {
    if (!a.isOrdered) throw new Unknown('whether two collections are equal');
    const [x, y] = [a.entries, b.entries];
    return (
      x.length === y.length && x.every((each, at) => equal(it, each.key, y[at]!.key) && (a.isSet || equal(it, each.value, y[at]!.value)))
    );
  }
  if (a instanceof Variant && b instanceof Variant) return a.index === b.index && equal(it, a.held, b.held);
  throw new Unknown('whether two values are equal');
}

function isPointer(value: Value): value is Ptr | Smart {
  return value instanceof Ptr || value instanceof Smart || value instanceof Literal;
}

function equalOptionals(it: Core, a: Value, b: Value): boolean {
  const inner = (value: Value): Cell | Value => (value instanceof Optional ? value.held : value instanceof Ptr ? undefined : value);
  const [x, y] = [inner(a), inner(b)];
  if (x === undefined || y === undefined) return x === y;
  return equal(it, x, y);
}

/** `bool operator==(const A&) const = default;` */
function equalObjects(it: Core, a: Value, b: Value): boolean {
  if (!(a instanceof Struct) || !(b instanceof Struct) || a.info !== b.info) throw new Unknown('whether two values are equal');
  const { decl } = a.info;
  const text = decl ? decl.file.text.slice(decl.node.start, decl.node.end) : '';
  if (!/\boperator ?(?:==|<=>) ?\([^()]{0,200}\)[ \w]{0,40}= ?default/.test(text)) throw new Unknown('whether two objects are equal');
  return [...a.cells].every(([name, cell]) => equal(it, cell, b.cells.get(name)));
}

export function less(it: Core, left: Value, right: Value): boolean {
  const outside = overloaded(it, '<', left, right);
  if (outside) return holds(it, outside.value);
  const [a, b] = [load(left), load(right)];
  if (isText(a) && isText(b)) {
    if (a instanceof Literal && b instanceof Literal) throw new Unknown('an order of pointers');
    return Buffer.compare(Buffer.from(textOf(a)), Buffer.from(textOf(b))) < 0;
  }
  if (isNumeric(a) && isNumeric(b)) {
    const [x, y] = inCommon(a, b);
    return x < y;
  }
  if (a instanceof EnumValue && b instanceof EnumValue) return a.value < b.value;
  if (a instanceof Tuple && b instanceof Tuple) return lessParts(it, a.cells, b.cells);
  if (a instanceof Vec && b instanceof Vec) return lessParts(it, a.cells, b.cells);
  if (a instanceof Iter && b instanceof Iter) return iteratorDistance(a, b) > 0;
  if (a instanceof Optional && b instanceof Optional)
    return a.held === undefined ? b.held !== undefined : b.held !== undefined && less(it, a.held, b.held);
  throw new Unknown('an order of two values');
}

function lessParts(it: Core, a: readonly Cell[], b: readonly Cell[]): boolean {
  for (const [at, each] of a.entries()) {
    const other = b[at];
    if (!other || less(it, other, each)) return false;
    if (less(it, each, other)) return true;
  }
  return b.length > a.length;
}

function withIterator(operator: string, a: Value, b: Value): Value {
  if (a instanceof Vec) return withIterator(operator, new Ptr(a.elem, a.cells[0], { vec: a, at: 0 }), b);
  if (b instanceof Vec && b.type.kind === 'array') return withIterator(operator, a, new Ptr(b.elem, b.cells[0], { vec: b, at: 0 }));
  const isPlace = (value: Value): value is Iter | Ptr => value instanceof Iter || value instanceof Ptr;
  if (operator === '-' && isPlace(a) && isPlace(b)) return new Num(new CppType('int', 'long'), BigInt(iteratorDistance(b, a)));
  if (operator === '+' && isPlace(a)) return movedIterator(a, count(b));
  if (operator === '+' && isPlace(b)) return movedIterator(b, count(a));
  if (operator === '-' && isPlace(a)) return movedIterator(a, -count(b));
  throw new Unknown(`${operator} of pointers`);
}

/** What an operator of the program gives for two values; undefined where it has none for them. */
function overloaded(it: Core, operator: string, left: Value, right: Value): { value: Value } | undefined {
  const [a, b] = [peek(left), peek(right)];
  const isOwn = (value: Value): boolean => value instanceof Struct || value instanceof EnumValue || (value instanceof Smart && false);
  const isPart = a instanceof StreamOf && !isBasic(b);
  if (!isOwn(a) && !isOwn(b) && !isPart) return undefined;
  if (a instanceof Struct && a.info.methodsNamed(`operator${operator}`))
    return { value: callMethod(it, left instanceof Cell ? left : a.cell, `operator${operator}`, [right]) };
  const world = cppWorld(it);
  const file = it.stack.at(-1)?.file ?? it.main;
  const all = world.functionsNamed(`operator${operator}`, file);
  if (all.length > 0) {
    const args = [left, right];
    let chosen;
    try {
      chosen = chooseFunction(it, all.length === 1 ? [all[0]!, all[0]!] : all, args, {});
    } catch (error) {
      if (!(error instanceof Unknown) || !/fits no function/.test(error.message)) throw error;
    }
    if (chosen) return { value: callFunction(it, chosen, args) };
  }
  // What the program does not say follows from what it says.
  if (operator === '!=' && (a instanceof Struct || b instanceof Struct)) return { value: !equal(it, left, right) };
  if (a instanceof Struct && operator === '>' && hasSpaceship(a)) return { value: less(it, right, left) };
  return undefined;
}

function hasSpaceship(value: Struct): boolean {
  return value.info.methodsNamed('operator<=>') !== undefined;
}

function isBasic(value: Value): boolean {
  return isNumeric(value) || isText(value);
}

/** `-a`, `!a`, `*a`, `~a` */
export function unary(it: Core, operator: string, of: Value): Value {
  const held = load(of);
  if (held instanceof Struct) {
    if (operator === '!' && !held.info.methodsNamed('operator!')) return !holds(it, of);
    return callMethod(it, of, `operator${operator}`, []);
  }
  switch (operator) {
    case '!':
    case 'not':
      return !holds(it, held);
    case '*':
      return dereferenced(it, held);
    case '-':
    case '+': {
      if (isReal(held)) return operator === '+' ? held : held instanceof Num ? new Num(held.type, -real(held)) : -real(held);
      const type = promoted(typeOf(held instanceof EnumValue ? held.value : held));
      return result(type, operator === '-' ? -integer(held) : integer(held));
    }
    case '~': {
      const type = promoted(typeOf(held));
      return convertBits(type, ~integer(held));
    }
    default:
      throw new Unknown(`the operator ${operator}`);
  }
}

/** What a pointer, an iterator or an optional leads to. */
export function dereferenced(it: Core, held: Value): Value {
  void it;
  if (held instanceof Ptr) {
    if (held.within) {
      const { vec, at } = held.within;
      const cell = vec.cells[at];
      if (!cell) throw new Unknown('an element that is not there');
      return cell;
    }
    if (!held.cell) throw signal('SIGSEGV');
    if (held.cell.dead) throw new Unknown('a place whose time is over');
    return held.cell;
  }
  if (held instanceof Smart) {
    if (!held.held) throw signal('SIGSEGV');
    return held.held.cell;
  }
  if (held instanceof Iter) return pointed(held) as Value;
  if (held instanceof Optional) {
    if (!held.held) throw new Unknown('what an empty optional holds');
    return held.held;
  }
  if (held instanceof Literal) {
    if (held.from > held.whole_.length) throw new Unknown('a letter behind a text');
    return convertChar(held.text);
  }
  if (held instanceof Vec) return held.cells[0] ?? fail();
  throw new Unknown('what a value leads to');
}

function fail(): never {
  throw new Unknown('an element that is not there');
}

function convertChar(text: string): Value {
  return new Num(new CppType('int', 'char'), BigInt(text === '' ? 0 : text.charCodeAt(0)));
}
