import { Unknown, type Value } from '../values/value';
import { bitsOf, Char, F32, inside, Int, leastOf, mostOf } from './values';
import type { World } from './machine';

/** A whole number in its type's width: it goes on from the other end. */
export function wrapped(type: string, value: bigint): bigint {
  if (/^s?int$/.test(type)) {
    if (value < leastOf(type) || value > mostOf(type)) throw new Unknown('the type of a number');
    return value;
  }
  return type.startsWith('u') ? BigInt.asUintN(bitsOf(type), value) : BigInt.asIntN(bitsOf(type), value);
}

export const fitsIn = (type: string, value: bigint): boolean => value >= leastOf(type) && value <= mostOf(type);

/** A whole number as one of another type that the code means. @throws {Unknown} where it does not fit */
export function typed(number: Int, type: string): Int {
  if (number.type === type) return number;
  if (!number.isOpen) throw new Unknown('another type of number');
  if (!fitsIn(type, number.value)) throw new Unknown('a number that does not fit');
  return new Int(type, number.value);
}

/** The type that two whole numbers have together. */
export function commonType(a: Int, b: Int): string {
  if (!a.isOpen) {
    if (!b.isOpen && b.type !== a.type) throw new Unknown('two types of numbers');
    if (b.isOpen) typed(b, a.type);
    return a.type;
  }
  if (!b.isOpen) return typed(a, b.type).type;
  return a.type === 'sint' || b.type === 'sint' ? 'sint' : 'int';
}

const VERBS: Readonly<Record<string, string>> = { '+': 'add', '-': 'subtract', '*': 'multiply' };

export function exact(operator: string, a: bigint, b: bigint): bigint {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '%':
      return a % b;
    case '&':
      return a & b;
    case '|':
      return a | b;
    case '^':
      return a ^ b;
    default:
      throw new Unknown(`the operator ${operator}`);
  }
}

/** What an operator gives for whole numbers; it panics where the result does not fit. */
export function intOperation(w: World, operator: string, a: Int, b: Int): Int {
  if (operator === '<<' || operator === '>>') {
    const bits = BigInt(bitsOf(a.type));
    if (b.value < 0n || b.value >= bits)
      return a.isOpen ? unknownType() : w.panic(`attempt to shift ${operator === '<<' ? 'left' : 'right'} with overflow`);
    return new Int(a.type, operator === '<<' ? wrapped(a.type, a.value << b.value) : a.value >> b.value);
  }
  const type = commonType(a, b);
  if (operator === '/' || operator === '%') {
    const isQuotient = operator === '/';
    if (b.value === 0n)
      return w.panic(isQuotient ? 'attempt to divide by zero' : 'attempt to calculate the remainder with a divisor of zero');
    if (b.value === -1n && !type.endsWith('int') && a.value === leastOf(type))
      return w.panic(`attempt to ${isQuotient ? 'divide' : 'calculate the remainder'} with overflow`);
  }
  const value = exact(operator, a.value, b.value);
  if (fitsIn(type, value)) return new Int(type, value);
  if (/^s?int$/.test(type)) return unknownType();
  return w.panic(`attempt to ${VERBS[operator]} with overflow`);
}

function unknownType(): never {
  throw new Unknown('the type of a number');
}

export function negated(w: World, number: Int): Int {
  if (number.isOpen) {
    if (number.type === 'sint') return new Int('sint', wrapped('sint', -number.value));
    return new Int('sint', -number.value);
  }
  const value = -number.value;
  return fitsIn(number.type, value) ? new Int(number.type, value) : w.panic('attempt to negate with overflow');
}

/** `value as type` */
export function cast(value: Value, type: string): Value {
  const of = inside(value);
  const isFloat = type === 'f64' || type === 'f32';
  const number = typeof of === 'number' ? of : of instanceof F32 ? of.value : undefined;
  if (isFloat) {
    const plain = number ?? (of instanceof Int ? Number(of.value) : undefined);
    if (plain === undefined) throw new Unknown('a cast');
    return type === 'f64' ? plain : new F32(Math.fround(plain));
  }
  if (type === 'char') {
    if (of instanceof Char) return of;
    if (of instanceof Int && of.value < 256n) return new Char(String.fromCodePoint(Number(of.value)));
    throw new Unknown('a cast');
  }
  if (number !== undefined) {
    if (Number.isNaN(number)) return new Int(type, 0n);
    if (number === Infinity) return new Int(type, mostOf(type));
    if (number === -Infinity) return new Int(type, leastOf(type));
    const whole = BigInt(Math.trunc(number));
    return new Int(type, whole < leastOf(type) ? leastOf(type) : whole > mostOf(type) ? mostOf(type) : whole);
  }
  if (of instanceof Int) {
    return new Int(type, wrapped(type, of.value));
  }
  if (typeof of === 'boolean') return new Int(type, of ? 1n : 0n);
  if (of instanceof Char) return new Int(type, wrapped(type, BigInt(of.code)));
  throw new Unknown('a cast');
}
