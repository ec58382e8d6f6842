import { decimalOf, decimalText, roundedQuotient } from '../values/decimals';
import { fail } from '../library/errors';
import { powerOf } from '../values/limits';
import { named, refuse, type Row } from '../library/parts';
import { Decimal, Foreign, isNumber, type Value } from '../values/value';

const decimal = (digits: bigint, places: number): Decimal => new Decimal(digits, places, true);

const ten = (power: number): bigint => powerOf(10n, BigInt(power));

function decimalFrom(value: Value): Decimal {
  if (typeof value === 'bigint') return decimal(value, 0);
  return value instanceof Decimal ? value : refuse('a decimal number');
}

/** The digits of two numbers with as many behind the point. */
function levelled(a: Value, b: Value): [bigint, bigint, number] {
  const [x, y] = [decimalFrom(a), decimalFrom(b)];
  const places = Math.max(x.places, y.places);
  return [x.digits * ten(places - x.places), y.digits * ten(places - y.places), places];
}

/** A quotient as a whole number. @param mode as Java names it, without `ROUND_` */
function quotient(a: bigint, b: bigint, mode: string): bigint {
  if (b === 0n) return fail('ArithmeticException', 'Division by zero');
  if (mode === 'UNNECESSARY') return a % b === 0n ? a / b : fail('ArithmeticException', 'Rounding necessary');
  return roundedQuotient(a, b, mode);
}

function modeOf(value: Value): string {
  return value instanceof Foreign ? value.name.replace(/^.*\.(?:ROUND_)?/, '') : value === undefined ? 'UNNECESSARY' : refuse('a rounding');
}

function scaled({ digits, places }: Decimal, to: number, mode: string): Decimal {
  return decimal(to >= places ? digits * ten(to - places) : quotient(digits, ten(places - to), mode), to);
}

function trimmed(value: Decimal, least: number): Decimal {
  let { digits, places } = value;
  while (digits % 10n === 0n && places > least && digits !== 0n) [digits, places] = [digits / 10n, places - 1];
  return digits === 0n && least < 0 ? decimal(0n, 0) : decimal(digits, places);
}

/** A quotient without rounding. @throws an error of the program where it has no end */
function exact(a: Value, b: Value): Decimal {
  const [x, y] = [decimalFrom(a), decimalFrom(b)];
  const wanted = x.places - y.places;
  const more = 80;
  if (y.digits === 0n) return fail('ArithmeticException', 'Division by zero');
  const over = x.digits * ten(more);
  if (over % y.digits !== 0n)
    return fail('ArithmeticException', 'Non-terminating decimal expansion; no exact representable decimal result.');
  return trimmed(decimal(over / y.digits, wanted + more), wanted);
}

function compared(a: Value, b: Value): number {
  const [x, y] = levelled(a, b);
  return x < y ? -1 : Number(x > y);
}

const made: Row = (it, [value]) => {
  if (typeof value !== 'string') return typeof value === 'bigint' ? decimal(value, 0) : refuse('the digits of a fraction');
  const { digits, places } = decimalOf(it, value.trim());
  return decimal(digits, places);
};

/** What makes decimal numbers. */
export const DECIMALS: Readonly<Record<string, Row>> = {
  'new BigDecimal': made,
  'BigDecimal.valueOf': (it, [value, scale]) => {
    if (typeof value === 'bigint') return decimal(value, Number(scale ?? 0));
    return isNumber(value) ? made(it, [it.shown(value)], new Map()) : refuse('a decimal number');
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

const whole = ({ digits, places }: Decimal): bigint => (places > 0 ? digits / ten(places) : digits * ten(-places));

/** Methods of decimal numbers. */
export const DECIMAL = named<Decimal>({
  'add subtract': (_, of, [other], __, name) => {
    const [a, b, places] = levelled(of, other);
    return decimal(name === 'add' ? a + b : a - b, places);
  },
  multiply: (_, of, [other]) => {
    const by = decimalFrom(other);
    return decimal(of.digits * by.digits, of.places + by.places);
  },
  divide: (_, of, args) => {
    if (args.length === 1) return exact(of, args[0]);
    const by = decimalFrom(args[0]);
    const places = isNumber(args[1]) ? Number(args[1]) : of.places;
    const mode = modeOf(args.at(-1));
    const more = places + by.places - of.places;
    return decimal(
      more >= 0 ? quotient(of.digits * ten(more), by.digits, mode) : quotient(of.digits, by.digits * ten(-more), mode),
      places,
    );
  },
  remainder: (_, of, [other]) => {
    const [a, b, places] = levelled(of, other);
    return b === 0n ? fail('ArithmeticException', 'Division by zero') : decimal(a % b, places);
  },
  pow: (_, of, [times]) => decimal(powerOf(of.digits, BigInt(Number(times))), of.places * Number(times)),
  setscale: (_, of, [places, mode]) => scaled(of, Number(places), modeOf(mode)),
  scale: (_, of) => BigInt(of.places),
  signum: (_, of) => BigInt(of.digits < 0n ? -1 : Number(of.digits > 0n)),
  negate: (_, of) => decimal(-of.digits, of.places),
  abs: (_, of) => (of.digits < 0n ? decimal(-of.digits, of.places) : of),
  'max min': (_, of, [other], __, name) => (compared(of, other) * (name === 'max' ? 1 : -1) >= 0 ? of : other),
  compareto: (_, of, [other]) => BigInt(compared(of, other)),
  equals: (_, of, [other]) => other instanceof Decimal && of.digits === other.digits && of.places === other.places,
  striptrailingzeros: (_, of) => trimmed(of, -40),
  'intvalue longvalue tobiginteger': (_, of) => whole(of),
  'intvalueexact longvalueexact': (_, of) => (trimmed(of, 0).places > 0 ? fail('ArithmeticException', 'Rounding necessary') : whole(of)),
  doublevalue: (_, of) => Number(decimalText(of)),
  tostring: (it, of) => it.shown(of),
  toplainstring: (_, of) => decimalText(of),
  hashcode: (_, of) => BigInt((Math.imul(31, Number(BigInt.asIntN(32, of.digits))) + of.places) | 0),
  'movepointleft movepointright': (_, of, [by], __, name) => {
    const places = of.places + (name === 'movepointleft' ? 1 : -1) * Number(by);
    return places >= 0 ? decimal(of.digits, places) : decimal(of.digits * ten(-places), 0);
  },
  unscaledvalue: (_, of) => of.digits,
});
