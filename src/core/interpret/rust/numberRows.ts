import { Unknown, type Value } from '../values/value';
import { powerOf } from '../values/limits';
import { commonType, exact, fitsIn, intOperation, wrapped } from './numbers';
import type { Rows } from './rows';
import { bitsOf, Char, countIn, F32, floatIn, inside, Int, intIn, leastOf, mostOf } from './values';
import type { World } from './machine';
import { NONE, option, ordering, some } from './options';
import { List } from '../values/value';

const SIGNS: Readonly<Record<string, string>> = { add: '+', sub: '-', mul: '*', div: '/', rem: '%' };

/** Both numbers in their type, and what an operator gives without a limit; undefined for a division by zero. */
function unlimited(a: Int, operator: string, other: Value): { type: string; value: bigint | undefined } {
  const b = intIn(other);
  if (operator === 'pow') return { type: closed(a), value: powerOf(a.value, b.value) };
  const type = commonType(a, b);
  if (/^s?int$/.test(type)) throw new Unknown('the type of a number');
  if (operator === '/' || operator === '%') return { type, value: b.value === 0n ? undefined : exact(operator, a.value, b.value) };
  return { type, value: exact(operator, a.value, b.value) };
}

function closed(a: Int): string {
  if (a.isOpen) throw new Unknown('the type of a number');
  return a.type;
}

function limitedRows(): Rows<Int> {
  const rows: Record<string, Rows<Int>[string]> = {};
  for (const [name, sign] of Object.entries({ ...SIGNS, pow: 'pow' })) {
    rows[`checked_${name}`] = (_, a, [b]) => {
      const { type, value } = unlimited(a, sign, b);
      return value !== undefined && fitsIn(type, value) ? some(new Int(type, value)) : NONE;
    };
    rows[`wrapping_${name}`] = (w, a, [b]) => {
      const { type, value } = unlimited(a, sign, b);
      return value === undefined ? intOperation(w, sign, a, intIn(b)) : new Int(type, wrapped(type, value));
    };
    rows[`saturating_${name}`] = (w, a, [b]) => {
      const { type, value } = unlimited(a, sign, b);
      if (value === undefined) return intOperation(w, sign, a, intIn(b));
      return new Int(type, value < leastOf(type) ? leastOf(type) : value > mostOf(type) ? mostOf(type) : value);
    };
    rows[`overflowing_${name}`] = (w, a, [b]) => {
      const { type, value } = unlimited(a, sign, b);
      if (value === undefined) return intOperation(w, sign, a, intIn(b));
      return new List([new Int(type, wrapped(type, value)), !fitsIn(type, value)], 'tuple');
    };
  }
  return rows;
}

const unsigned = (type: string): string => type.replace(/^i/, 'u');

function floorDiv(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  // The rest of `rem_euclid` is never below zero.
  return a - b * quotient < 0n ? (b > 0n ? quotient - 1n : quotient + 1n) : quotient;
}

function euclid(w: World, a: Int, other: Value, isQuotient: boolean): Int {
  const b = intIn(other);
  if (b.value === 0n) w.panic(isQuotient ? 'attempt to divide by zero' : 'attempt to calculate the remainder with a divisor of zero');
  const type = commonType(a, b);
  const quotient = floorDiv(a.value, b.value);
  return new Int(type, isQuotient ? quotient : a.value - b.value * quotient);
}

const bitText = (a: Int): string =>
  BigInt.asUintN(bitsOf(closed(a)), a.value)
    .toString(2)
    .padStart(bitsOf(a.type), '0');
const u32 = (value: number): Int => new Int('u32', BigInt(value));

function root(value: bigint): bigint {
  if (value < 2n) return value;
  let at = BigInt(Math.floor(Math.sqrt(Number(value))));
  while (at * at > value) at -= 1n;
  while ((at + 1n) * (at + 1n) <= value) at += 1n;
  return at;
}

export const INTS: Rows<Int> = {
  ...limitedRows(),
  pow: (w, a, [b]) => {
    const value = powerOf(a.value, intIn(b).value);
    if (fitsIn(a.type, value)) return new Int(a.type, value);
    return a.isOpen ? closed(a) : w.panic('attempt to multiply with overflow');
  },
  abs: (w, a) => (a.value < 0n ? intOperation(w, '-', new Int(a.type === 'int' ? 'sint' : a.type, 0n), a) : a),
  unsigned_abs: (_, a) => new Int(unsigned(closed(a)), a.value < 0n ? -a.value : a.value),
  abs_diff: (_, a, [b]) => {
    const [x, y] = [a.value, intIn(b).value];
    return new Int(unsigned(commonType(a, intIn(b))), x > y ? x - y : y - x);
  },
  signum: (_, a) => new Int(a.type, a.value > 0n ? 1n : a.value < 0n ? -1n : 0n),
  is_positive: (_, a) => a.value > 0n,
  is_negative: (_, a) => a.value < 0n,
  is_power_of_two: (_, a) => a.value > 0n && (a.value & (a.value - 1n)) === 0n,
  next_power_of_two: (_, a) => new Int(a.type, 1n << BigInt(a.value <= 1n ? 0 : (a.value - 1n).toString(2).length)),
  is_multiple_of: (_, a, [b]) => (intIn(b).value === 0n ? a.value === 0n : a.value % intIn(b).value === 0n),
  rem_euclid: (w, a, [b]) => euclid(w, a, b, false),
  div_euclid: (w, a, [b]) => euclid(w, a, b, true),
  div_ceil: (w, a, [b]) => {
    const by = intIn(b);
    if (by.value === 0n) w.panic('attempt to divide by zero');
    return new Int(commonType(a, by), (a.value + by.value - 1n) / by.value);
  },
  isqrt: (_, a) => new Int(a.type, root(a.value)),
  ilog2: (w, a) => (a.value <= 0n ? w.panic('argument of integer logarithm must be positive') : u32(a.value.toString(2).length - 1)),
  ilog10: (w, a) => (a.value <= 0n ? w.panic('argument of integer logarithm must be positive') : u32(String(a.value).length - 1)),
  count_ones: (_, a) => u32(bitText(a).replaceAll('0', '').length),
  count_zeros: (_, a) => u32(bitText(a).replaceAll('1', '').length),
  leading_zeros: (_, a) => u32(/^0*/.exec(bitText(a))![0].length),
  trailing_zeros: (_, a) => u32(bitText(a).length - 1 - (a.value === 0n ? -1 : bitText(a).lastIndexOf('1'))),
  wrapping_neg: (_, a) => new Int(closed(a), wrapped(a.type, -a.value)),
  wrapping_abs: (_, a) => new Int(closed(a), wrapped(a.type, a.value < 0n ? -a.value : a.value)),
  checked_neg: (_, a) => (fitsIn(closed(a), -a.value) ? some(new Int(a.type, -a.value)) : NONE),
  checked_abs: (_, a) =>
    fitsIn(closed(a), a.value < 0n ? -a.value : a.value) ? some(new Int(a.type, a.value < 0n ? -a.value : a.value)) : NONE,
  wrapping_add_signed: (_, a, [b]) => new Int(closed(a), wrapped(a.type, a.value + intIn(b).value)),
  checked_add_signed: (_, a, [b]) => (fitsIn(closed(a), a.value + intIn(b).value) ? some(new Int(a.type, a.value + intIn(b).value)) : NONE),
  saturating_add_signed: (_, a, [b]) => {
    const value = a.value + intIn(b).value;
    return new Int(closed(a), value < 0n ? 0n : value > mostOf(a.type) ? mostOf(a.type) : value);
  },
  wrapping_shl: (_, a, [b]) => new Int(closed(a), wrapped(a.type, a.value << BigInt(countIn(b) % bitsOf(a.type)))),
  wrapping_shr: (_, a, [b]) => new Int(closed(a), a.value >> BigInt(countIn(b) % bitsOf(a.type))),
  rotate_left: (_, a, [b]) => rotated(a, countIn(b)),
  rotate_right: (_, a, [b]) => rotated(a, bitsOf(closed(a)) - (countIn(b) % bitsOf(a.type))),
  is_ascii_digit: (w, a, _, site) => ascii(w, a, 'is_ascii_digit', site),
  is_ascii_alphabetic: (w, a, _, site) => ascii(w, a, 'is_ascii_alphabetic', site),
  is_ascii_alphanumeric: (w, a, _, site) => ascii(w, a, 'is_ascii_alphanumeric', site),
  is_ascii_whitespace: (w, a, _, site) => ascii(w, a, 'is_ascii_whitespace', site),
  is_ascii_uppercase: (w, a, _, site) => ascii(w, a, 'is_ascii_uppercase', site),
  is_ascii_lowercase: (w, a, _, site) => ascii(w, a, 'is_ascii_lowercase', site),
  is_ascii_punctuation: (w, a, _, site) => ascii(w, a, 'is_ascii_punctuation', site),
  to_ascii_uppercase: (_, a) => new Int(a.type, a.value >= 97n && a.value <= 122n ? a.value - 32n : a.value),
  to_ascii_lowercase: (_, a) => new Int(a.type, a.value >= 65n && a.value <= 90n ? a.value + 32n : a.value),
  checked_shl: (_, a, [b]) =>
    countIn(b) < bitsOf(closed(a)) ? some(new Int(a.type, wrapped(a.type, a.value << BigInt(countIn(b))))) : NONE,
};

function rotated(a: Int, by: number): Int {
  const text = bitText(a);
  const at = by % text.length;
  return new Int(a.type, wrapped(a.type, BigInt(`0b${text.slice(at)}${text.slice(0, at)}`)));
}

function ascii(w: World, a: Int, name: string, site: Parameters<Rows['x']>[3]): Value {
  if (a.type !== 'u8') throw new Unknown('a letter');
  return CHARS[name]!(w, new Char(String.fromCharCode(Number(a.value))), [], site);
}

/** A function of fractions, in the width of the number it is called on. */
const float =
  (make: (value: number, ...more: number[]) => number, isExact = true): Rows['x'] =>
  (_, of, args) => {
    const value = floatIn(of);
    const more = args.map((each) => {
      const given = inside(each);
      return given instanceof Int ? Number(given.value) : floatIn(given);
    });
    const made = make(value, ...more);
    // The last digit of these is the library's of the machine.
    if (!isExact && of instanceof F32) throw new Unknown('a function of an f32');
    return of instanceof F32 ? new F32(Math.fround(made)) : made;
  };

/** Halves away from zero. */
const round = (value: number): number => {
  const size = Math.abs(value);
  const whole = Math.floor(size);
  return Math.sign(value) * (size - whole >= 0.5 ? whole + 1 : whole);
};

export const FLOATS: Rows = {
  floor: float(Math.floor),
  ceil: float(Math.ceil),
  round: float(round),
  trunc: float(Math.trunc),
  fract: float((x) => x - Math.trunc(x)),
  abs: float(Math.abs),
  signum: float((x) => (Number.isNaN(x) ? x : x < 0 || Object.is(x, -0) ? -1 : 1)),
  sqrt: float(Math.sqrt),
  cbrt: float(Math.cbrt, false),
  powi: float((x, y) => powi(x, y)),
  powf: float((x, y) => x ** y, false),
  exp: float(Math.exp, false),
  ln: float(Math.log, false),
  log10: float(Math.log10, false),
  log2: float(Math.log2, false),
  sin: float(Math.sin, false),
  cos: float(Math.cos, false),
  tan: float(Math.tan, false),
  asin: float(Math.asin, false),
  acos: float(Math.acos, false),
  atan: float(Math.atan, false),
  atan2: float((y, x) => Math.atan2(y, x), false),
  hypot: float((x, y) => Math.hypot(x, y), false),
  to_radians: float((x) => x * (Math.PI / 180)),
  to_degrees: float((x) => x * (180 / Math.PI)),
  recip: float((x) => 1 / x),
  max: float((x, y) => (Number.isNaN(x) ? y : Number.isNaN(y) ? x : Math.max(x, y))),
  min: float((x, y) => (Number.isNaN(x) ? y : Number.isNaN(y) ? x : Math.min(x, y))),
  clamp: float((x, low, high) => (x < low ? low : x > high ? high : x)),
  rem_euclid: float((x, y) => (x % y < 0 ? (x % y) + Math.abs(y) : x % y)),
  copysign: float((x, y) => (y < 0 || Object.is(y, -0) ? -Math.abs(x) : Math.abs(x))),
  is_nan: (_, of) => Number.isNaN(floatIn(of)),
  is_finite: (_, of) => Number.isFinite(floatIn(of)),
  is_infinite: (_, of) => Math.abs(floatIn(of)) === Infinity,
  is_sign_negative: (_, of) => floatIn(of) < 0 || Object.is(floatIn(of), -0),
  is_sign_positive: (_, of) => floatIn(of) > 0 || Object.is(floatIn(of), 0),
  total_cmp: (_, of, [other]) => ordering(totalOrder(floatIn(of), floatIn(other))),
};

/** By multiplications, as the compiler's own function does it. */
function powi(base: number, exponent: number): number {
  let [made, at, left] = [1, base, Math.abs(exponent)];
  for (;;) {
    if (left % 2 === 1) made *= at;
    left = Math.floor(left / 2);
    if (left === 0) break;
    at *= at;
  }
  return exponent < 0 ? 1 / made : made;
}

function totalOrder(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) throw new Unknown('an order of NaN');
  if (a === b) return Object.is(a, b) ? 0 : Object.is(a, -0) ? -1 : 1;
  return a < b ? -1 : 1;
}

const is =
  (pattern: RegExp): Rows<Char>['x'] =>
  (_, of) =>
    pattern.test(of.text);

export const CHARS: Rows<Char> = {
  is_alphabetic: is(/^\p{Alphabetic}$/u),
  is_numeric: is(/^\p{N}$/u),
  is_alphanumeric: is(/^[\p{Alphabetic}\p{N}]$/u),
  is_whitespace: is(/^\p{White_Space}$/u),
  is_uppercase: is(/^\p{Uppercase}$/u),
  is_lowercase: is(/^\p{Lowercase}$/u),
  is_control: is(/^\p{Cc}$/u),
  is_ascii: is(/^[\x00-\x7f]$/),
  is_ascii_digit: is(/^[0-9]$/),
  is_ascii_hexdigit: is(/^[0-9a-fA-F]$/),
  is_ascii_alphabetic: is(/^[A-Za-z]$/),
  is_ascii_alphanumeric: is(/^[A-Za-z0-9]$/),
  is_ascii_uppercase: is(/^[A-Z]$/),
  is_ascii_lowercase: is(/^[a-z]$/),
  is_ascii_whitespace: is(/^[ \t\n\f\r]$/),
  is_ascii_punctuation: is(/^[!-/:-@[-`{-~]$/),
  is_ascii_graphic: is(/^[!-~]$/),
  is_ascii_control: is(/^[\x00-\x1f\x7f]$/),
  is_digit: (_, of, [radix]) => digit(of, countIn(radix)) !== undefined,
  to_digit: (_, of, [radix]) => {
    const value = digit(of, countIn(radix));
    return option(value === undefined ? undefined : u32(value));
  },
  to_ascii_uppercase: (_, of) => new Char(of.text.replace(/[a-z]/, (each) => each.toUpperCase())),
  to_ascii_lowercase: (_, of) => new Char(of.text.replace(/[A-Z]/, (each) => each.toLowerCase())),
  to_uppercase: (w, of) => w.charIter([...of.text.toUpperCase()]),
  to_lowercase: (w, of) => w.charIter([...of.text.toLowerCase()]),
  eq_ignore_ascii_case: (_, of, [other]) => of.text.toLowerCase() === String((inside(other) as Char).text).toLowerCase(),
  len_utf8: (_, of) => new Int('usize', BigInt(new TextEncoder().encode(of.text).length)),
};

function digit({ text }: Char, radix: number): number | undefined {
  const value = /^[0-9a-zA-Z]$/.test(text) ? parseInt(text, 36) : Number.NaN;
  return value < radix ? value : undefined;
}

export const BOOLS: Rows<boolean> = {
  then: (w, of, [fn], { want }) => (of ? some(w.call(fn, [], want?.args[0])) : NONE),
  then_some: (_, of, [value]) => (of ? some(value) : NONE),
  not: (_, of) => !of,
};
