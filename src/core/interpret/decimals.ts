import { fail } from './errors';
import { powerOf } from './limits';
import { named, refuse, type Row } from './parts';
import { Foreign, isNumber, Obj, type Value } from './values';

/** A decimal number as its digits and how many of them are behind the point. */
interface Parts {
  readonly digits: bigint;
  readonly scale: number;
}

/** Makes a decimal number. */
export function decimal(digits: bigint, scale: number): Obj {
  const fields = new Map<string, Value>([
    ['digits', digits],
    ['scale', BigInt(scale)],
  ]);
  return new Obj(undefined, fields, 'decimal', true);
}

const isDecimal = (value: Value): value is Obj => value instanceof Obj && value.type === 'decimal';

function partsOf(value: Value): Parts {
  if (typeof value === 'bigint') return { digits: value, scale: 0 };
  if (!isDecimal(value)) return refuse('a decimal number');
  return { digits: value.fields.get('digits') as bigint, scale: Number(value.fields.get('scale')) };
}

const ten = (power: number): bigint => powerOf(10n, BigInt(power));

/** The digits of two numbers at one scale. */
function levelled(a: Value, b: Value): [bigint, bigint, number] {
  const [x, y] = [partsOf(a), partsOf(b)];
  const scale = Math.max(x.scale, y.scale);
  return [x.digits * ten(scale - x.scale), y.digits * ten(scale - y.scale), scale];
}

/** A quotient as a whole number, rounded. @param mode as Java names it, without `ROUND_` */
function quotient(a: bigint, b: bigint, mode: string): bigint {
  if (b === 0n) return fail('ArithmeticException', 'Division by zero');
  const whole = a / b;
  const rest = a % b;
  if (rest === 0n) return whole;
  const away = a < 0n === b < 0n ? 1n : -1n;
  const [twice, full] = [rest < 0n ? -2n * rest : 2n * rest, b < 0n ? -b : b];
  const near = twice > full ? whole + away : whole;
  switch (mode) {
    case 'UP':
      return whole + away;
    case 'DOWN':
      return whole;
    case 'CEILING':
      return away > 0n ? whole + 1n : whole;
    case 'FLOOR':
      return away < 0n ? whole - 1n : whole;
    case 'HALF_UP':
      return twice === full ? whole + away : near;
    case 'HALF_DOWN':
      return near;
    case 'HALF_EVEN':
      return twice === full && whole % 2n !== 0n ? whole + away : near;
    default:
      return fail('ArithmeticException', 'Rounding necessary');
  }
}

function modeOf(value: Value): string {
  return value instanceof Foreign ? value.name.replace(/^.*\.(?:ROUND_)?/, '') : value === undefined ? 'UNNECESSARY' : refuse('a rounding');
}

function scaled(value: Value, scale: number, mode: string): Obj {
  const { digits, scale: own } = partsOf(value);
  return decimal(scale >= own ? digits * ten(scale - own) : quotient(digits, ten(own - scale), mode), scale);
}

function trimmed(value: Value, least: number): Obj {
  let { digits, scale } = partsOf(value);
  while (digits % 10n === 0n && scale > least && digits !== 0n) {
    digits /= 10n;
    scale -= 1;
  }
  return digits === 0n && least < 0 ? decimal(0n, 0) : decimal(digits, scale);
}

/** A quotient without rounding. @throws an error of the program where it has no end */
function exact(a: Value, b: Value): Obj {
  const [x, y] = [partsOf(a), partsOf(b)];
  const wanted = x.scale - y.scale;
  const more = 80;
  const [over, under] = [x.digits * ten(more), y.digits];
  if (under === 0n) return fail('ArithmeticException', 'Division by zero');
  if (over % under !== 0n) return fail('ArithmeticException', 'Non-terminating decimal expansion; no exact representable decimal result.');
  return trimmed(decimal(over / under, wanted + more), wanted);
}

/** A decimal number as Java writes it. */
export function decimalText(value: Obj): string {
  const { digits, scale } = partsOf(value);
  if (scale < 0 || (digits !== 0n && String(digits).replace('-', '').length - scale < -5))
    return refuse('a decimal number with an exponent');
  return plainText(digits, scale);
}

function plainText(digits: bigint, scale: number): string {
  if (scale <= 0) return String(digits * ten(-scale));
  const text = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0');
  return `${digits < 0n ? '-' : ''}${text.slice(0, -scale)}.${text.slice(-scale)}`;
}

/** The order of two decimal numbers; undefined for other values. */
export function comparedDecimals(a: Value, b: Value): number | undefined {
  if (!isDecimal(a) || !isDecimal(b)) return undefined;
  const [x, y] = levelled(a, b);
  return x < y ? -1 : Number(x > y);
}

/** A decimal number of what is written. */
function read(written: string): Obj {
  const [, sign, whole = '', fraction = '', exponent] = /^([-+]?)(\d*)(?:\.(\d*))?(?:[eE]([-+]?\d+))?$/.exec(written.trim()) ?? [];
  if (sign === undefined || whole + fraction === '') return fail('NumberFormatException');
  const digits = BigInt(whole + fraction);
  return decimal(sign === '-' ? -digits : digits, fraction.length - Number(exponent ?? 0));
}

const made: Row = (_, [value]) => {
  if (typeof value === 'string') return read(value);
  return typeof value === 'bigint' ? decimal(value, 0) : refuse('the digits of a fraction');
};

/** What makes decimal numbers. */
export const DECIMALS: Readonly<Record<string, Row>> = {
  'new BigDecimal': made,
  'BigDecimal.valueOf': (it, [value, scale]) => {
    if (typeof value === 'bigint') return decimal(value, Number(scale ?? 0));
    return isNumber(value) ? read(it.shown(value)) : refuse('a decimal number');
  },
  'new BigInteger': (_, [value]) => (typeof value === 'string' && /^[-+]?\d+$/.test(value) ? BigInt(value) : refuse('a number')),
  'BigInteger.valueOf': (_, [value]) => value,
};

/** Numbers that have a name. */
export const DECIMAL_NAMES: Readonly<Record<string, () => Value>> = {
  'BigDecimal.ZERO': () => decimal(0n, 0),
  'BigDecimal.ONE': () => decimal(1n, 0),
  'BigDecimal.TEN': () => decimal(10n, 0),
  'BigInteger.ZERO': () => 0n,
  'BigInteger.ONE': () => 1n,
  'BigInteger.TWO': () => 2n,
  'BigInteger.TEN': () => 10n,
};

const whole = (of: Obj): bigint => {
  const { digits, scale } = partsOf(of);
  return scale > 0 ? digits / ten(scale) : digits * ten(-scale);
};

/** Methods of decimal numbers. */
export const DECIMAL = named<Obj>({
  'add subtract': (_, of, [other], __, name) => {
    const [a, b, scale] = levelled(of, other);
    return decimal(name === 'add' ? a + b : a - b, scale);
  },
  multiply: (_, of, [other]) => {
    const [a, b] = [partsOf(of), partsOf(other)];
    return decimal(a.digits * b.digits, a.scale + b.scale);
  },
  divide: (_, of, args) => {
    if (args.length === 1) return exact(of, args[0]);
    const [a, b] = [partsOf(of), partsOf(args[0])];
    const scale = isNumber(args[1]) ? Number(args[1]) : a.scale;
    const mode = modeOf(args.at(-1));
    const by = scale + b.scale - a.scale;
    return decimal(by >= 0 ? quotient(a.digits * ten(by), b.digits, mode) : quotient(a.digits, b.digits * ten(-by), mode), scale);
  },
  remainder: (_, of, [other]) => {
    const [a, b, scale] = levelled(of, other);
    return b === 0n ? fail('ArithmeticException', 'Division by zero') : decimal(a % b, scale);
  },
  pow: (_, of, [times]) => decimal(powerOf(partsOf(of).digits, BigInt(Number(times))), partsOf(of).scale * Number(times)),
  setscale: (_, of, [scale, mode]) => scaled(of, Number(scale), modeOf(mode)),
  scale: (_, of) => of.fields.get('scale')!,
  signum: (_, of) => BigInt(partsOf(of).digits < 0n ? -1 : Number(partsOf(of).digits > 0n)),
  negate: (_, of) => decimal(-partsOf(of).digits, partsOf(of).scale),
  abs: (_, of) => (partsOf(of).digits < 0n ? decimal(-partsOf(of).digits, partsOf(of).scale) : of),
  'max min': (_, of, [other], __, name) => (comparedDecimals(of, other)! * (name === 'max' ? 1 : -1) >= 0 ? of : other),
  compareto: (_, of, [other]) => BigInt(comparedDecimals(of, other) ?? refuse('an order')),
  equals: (_, of, [other]) => isDecimal(other) && [...of.fields].every(([name, value]) => other.fields.get(name) === value),
  striptrailingzeros: (_, of) => trimmed(of, -40),
  'intvalue longvalue tobiginteger': (_, of) => whole(of),
  'intvalueexact longvalueexact': (_, of) =>
    partsOf(trimmed(of, 0)).scale > 0 ? fail('ArithmeticException', 'Rounding necessary') : whole(of),
  doublevalue: (_, of) => Number(plainText(partsOf(of).digits, partsOf(of).scale)),
  'tostring toplainstring': (_, of, __, ___, name) =>
    name === 'tostring' ? decimalText(of) : plainText(partsOf(of).digits, partsOf(of).scale),
  hashcode: (_, of) => BigInt((Math.imul(31, Number(BigInt.asIntN(32, partsOf(of).digits))) + partsOf(of).scale) | 0),
  movepointleft: (_, of, [by]) => decimal(partsOf(of).digits, partsOf(of).scale + Number(by)),
  unscaledvalue: (_, of) => partsOf(of).digits,
});
