import type { Core } from '../running/machine';
import { fixed } from '../library/formats';
import { Unknown, type Value } from '../values/value';
import { integer, real, textOf } from './conversions';
import { convert } from './core';
import { unary } from './operators';
import { textOrder } from './textMethods';
import { thrownNamed } from './throwing';
import { type CppType, CppType as Type, DOUBLE, INT, LONG, SIZE, widthOf } from './types';
import { ascii, Cell, load, MISSING, Num, size, typeOf, whole } from './values';

const REAL: Readonly<Record<string, (x: number, y: number) => number>> = {
  sqrt: Math.sqrt,
  floor: Math.floor,
  ceil: Math.ceil,
  trunc: Math.trunc,
  round: (x) => (x < 0 ? -Math.round(-x) : Math.round(x)),
  fabs: Math.abs,
  fmod: (x, y) => x % y,
};

/** Those of whose last digit the machines are not sure. */
const ROUNDED: Readonly<Record<string, (x: number, y: number) => number>> = {
  pow: (x, y) => x ** y,
  exp: Math.exp,
  log: Math.log,
  log2: Math.log2,
  log10: Math.log10,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  atan: Math.atan,
  atan2: Math.atan2,
  hypot: Math.hypot,
  cbrt: Math.cbrt,
};

const LETTERS: Readonly<Record<string, RegExp>> = {
  isdigit: /^\d$/,
  isalpha: /^[A-Za-z]$/,
  isalnum: /^[A-Za-z\d]$/,
  isspace: /^[ \t\n\r\v\f]$/,
  isupper: /^[A-Z]$/,
  islower: /^[a-z]$/,
  ispunct: /^[!-/:-@[-`{-~]$/,
  isxdigit: /^[\da-fA-F]$/,
};

const PARSED: Readonly<Record<string, CppType>> = {
  stoi: INT,
  stol: LONG,
  stoll: new Type('int', 'long long'),
  stoul: SIZE,
  stoull: new Type('int', 'unsigned long long'),
  stod: DOUBLE,
  atoi: INT,
  atol: LONG,
  atof: DOUBLE,
};

/** A function of numbers or letters; {@link MISSING} where the name is none. */
export function mathFunction(it: Core, name: string, args: readonly Value[]): Value {
  const [first, second, third] = args;
  if (Object.hasOwn(REAL, name)) {
    if (typeOf(first).name === 'float') throw new Unknown('a float in a function');
    return REAL[name]!(real(first), second === undefined ? 0 : real(second));
  }
  if (Object.hasOwn(ROUNDED, name)) {
    const value = ROUNDED[name]!(real(first), second === undefined ? 0 : real(second));
    return value;
  }
  if (Object.hasOwn(LETTERS, name)) {
    const code = Number(integer(first));
    if (code < 0 || code > 127) throw new Unknown('a letter of several bytes');
    // The library gives any number but 0 for true: only whether it is 0 is known.
    return LETTERS[name]!.test(String.fromCharCode(code));
  }
  if (Object.hasOwn(PARSED, name)) return parsed(it, name, PARSED[name]!, first, second, third);
  switch (name) {
    case 'tolower':
    case 'toupper': {
      const code = Number(integer(first));
      if (code < 0 || code > 127) throw new Unknown('a letter of several bytes');
      const text = String.fromCharCode(code);
      return BigInt((name === 'tolower' ? text.toLowerCase() : text.toUpperCase()).charCodeAt(0));
    }
    case 'abs':
    case 'labs':
    case 'llabs': {
      const held = load(first);
      if (typeof held === 'number') return Math.abs(held);
      return integer(held) < 0n ? unary(it, '-', held) : unary(it, '+', held);
    }
    case 'lround':
    case 'llround':
      return whole(LONG, BigInt(Math.trunc(REAL['round']!(real(first), 0))));
    case 'to_string': {
      const held = load(first);
      if (typeof held === 'number') return fixed(held, 6, 'python');
      if (held instanceof Num && typeof held.value === 'number') return fixed(held.value, 6, 'python');
      return String(integer(held));
    }
    case 'isnan':
      return Number.isNaN(real(first));
    case 'isinf':
      return Math.abs(real(first)) === Number.POSITIVE_INFINITY;
    case 'isfinite':
      return Number.isFinite(real(first));
    case 'strlen':
      return size(ascii(textOf(first)).length);
    case 'strcmp': {
      return textOf(first) === textOf(second) ? 0n : BigInt(textOrder(`${textOf(first)}\0`, `${textOf(second)}\0`));
    }
    case 'gcd': {
      let [a, b] = [integer(first), integer(second)];
      while (b !== 0n) [a, b] = [b, a % b];
      return convert(it, a < 0n ? -a : a, typeOf(load(first)));
    }
    default:
      return MISSING;
  }
}

/** `std::stoi(text, &place, base)` */
function parsed(it: Core, name: string, type: CppType, given: Value, place: Value, base: Value): Value {
  const text = textOf(given);
  const isOld = name.startsWith('a');
  const trimmed = text.replace(/^[ \t\n\r\v\f]+/, '');
  const radix = base === undefined ? 10 : Number(integer(base));
  const [sign = ''] = /^[-+]/.exec(trimmed) ?? [];
  let digits = '';
  let value: bigint | number = 0n;
  if (type.kind === 'float') {
    if (/^[-+]?(?:0x|inf|nan)/i.test(trimmed)) throw new Unknown('a number of another kind');
    digits = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/.exec(trimmed)?.[0] ?? '';
    value = Number(digits);
  } else {
    const rest = trimmed.slice(sign.length);
    const isHex = (radix === 0 || radix === 16) && /^0x[\da-f]/i.test(rest);
    const real_ = radix === 0 ? (isHex ? 16 : rest.startsWith('0') ? 8 : 10) : radix;
    const from = isHex ? 2 : 0;
    let to = from;
    while (to < rest.length && !Number.isNaN(Number.parseInt(rest[to]!, real_))) to += 1;
    const own = rest.slice(from, to);
    if (own !== '') digits = sign + rest.slice(0, to);
    for (const each of own) value = value * BigInt(real_) + BigInt(Number.parseInt(each, real_));
    if (sign === '-') value = -value;
  }
  if (digits === '') {
    if (isOld) return convert(it, type.kind === 'float' ? 0 : 0n, type);
    throw thrownNamed(it, 'invalid_argument', name);
  }
  if (typeof value === 'bigint') {
    const [bits, isSigned] = widthOf(type);
    if (!isSigned && value < 0n) throw new Unknown('a number that wraps around');
    if ((isSigned ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value)) !== value) {
      if (isOld) throw new Unknown('a number out of range');
      throw thrownNamed(it, 'out_of_range', name);
    }
  } else if (!Number.isFinite(value)) throw thrownNamed(it, 'out_of_range', name);
  const to = place === undefined ? undefined : load(place);
  if (to !== undefined && typeof to === 'object' && to !== null && 'cell' in to && to.cell instanceof Cell)
    to.cell.value = size(text.length - trimmed.length + digits.length);
  return convert(it, value, type);
}
