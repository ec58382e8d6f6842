import { Decimal, isNumber, Obj, Thrown, Unknown, type Machine, type Value } from './value';

/** Digits that Python's decimal numbers keep. */
const MOST_DIGITS = 28;

/** Ways to round: whether the last digit that stays grows, for the half that the rest is compared with (below 0: less than half). */
const ROUNDS: Readonly<Record<string, (half: number, last: bigint, isNegative: boolean) => boolean>> = {
  HALF_UP: (half) => half >= 0,
  HALF_EVEN: (half, last) => half > 0 || (half === 0 && last % 2n !== 0n),
  HALF_DOWN: (half) => half > 0,
  UP: () => true,
  DOWN: () => false,
  CEILING: (_, __, isNegative) => !isNegative,
  FLOOR: (_, __, isNegative) => isNegative,
};

const power = (places: number): bigint => 10n ** BigInt(places);

/** The decimal number that a text or another number says. @throws an error of the program where it is none */
export function decimalOf(it: Machine, value: Value): Decimal {
  if (value instanceof Decimal) return value;
  if (typeof value === 'bigint') return new Decimal(value, 0);
  if (typeof value === 'number') {
    // All digits of a binary fraction: halves, quarters … end soon.
    for (let places = 0; places < 25; places += 1) {
      const scaled: number = value * 10 ** places;
      if (Number.isSafeInteger(scaled) && Number(`${scaled}e-${places}`) === value && isExact(value, places))
        return new Decimal(BigInt(scaled), places);
    }
    throw new Unknown('all digits of a fraction');
  }
  if (typeof value !== 'string') throw new Unknown('a decimal number of something else');
  const [, sign = '', whole = '', fraction = '', exponent] =
    /^([-+]?)(\d*)(?:\.(\d*))?(?:[eE]([-+]?\d+))?$/.exec(value.trim().replace(/_/g, '')) ?? [];
  if (whole + fraction === '') {
    if (it.family === 'ruby') return new Decimal(0n, 0);
    throw new Thrown(new Obj(undefined, new Map<string, Value>(), it.family === 'python' ? 'InvalidOperation' : 'NumberFormatException'));
  }
  const digits = BigInt(sign + whole + fraction || '0');
  const places = fraction.length - Number(exponent ?? 0);
  return places < 0 ? new Decimal(digits * power(-places), 0) : new Decimal(digits, places);
}

function isExact(value: number, places: number): boolean {
  let left = value;
  for (let at = 0; at < places && !Number.isInteger(left); at += 1) left *= 2;
  return Number.isInteger(left);
}

/** The same number with so many digits behind the point. @param how `ROUND_HALF_UP`, `HALF_EVEN` … */
export function scaledTo({ digits, places }: Decimal, to: number, how = 'HALF_EVEN'): Decimal {
  if (to >= places) return new Decimal(digits * power(to - places), to);
  return new Decimal(roundedQuotient(digits, power(places - to), how), to);
}

/** A quotient as a whole number. @param how `ROUND_HALF_UP`, `HALF_EVEN` … */
export function roundedQuotient(digits: bigint, by: bigint, how: string): bigint {
  const grows = ROUNDS[how.replace(/^ROUND_/, '')];
  if (!grows) throw new Unknown('a way to round');
  const [whole, rest] = [digits / by, digits % by];
  if (rest === 0n) return whole;
  const isNegative = digits < 0n !== by < 0n;
  const doubled = (rest < 0n ? -rest : rest) * 2n;
  const size = by < 0n ? -by : by;
  const half = doubled > size ? 1 : doubled === size ? 0 : -1;
  return grows(half, whole, isNegative) ? whole + (isNegative ? -1n : 1n) : whole;
}

const sizeOf = (digits: bigint): number => String(digits < 0n ? -digits : digits).length;

/** At most the digits that Python keeps. */
function kept(value: Decimal): Decimal {
  const over = sizeOf(value.digits) - MOST_DIGITS;
  if (over <= 0) return value;
  if (value.places < over) throw new Unknown('a long decimal number');
  return scaledTo(value, value.places - over);
}

/** What an operator gives for two numbers, one of which is decimal. */
export function onDecimals(it: Machine, operator: string, a: Value, b: Value): Value {
  if (![a, b].every((each) => each instanceof Decimal || typeof each === 'bigint')) {
    if (it.family === 'python' && [a, b].some((each) => typeof each === 'number' || typeof each === 'string' || each === null))
      throw new Thrown(
        new Obj(
          undefined,
          new Map<string, Value>([['message', `unsupported operand type(s) for ${operator}: 'decimal.Decimal' and 'float'`]]),
          'TypeError',
        ),
      );
    throw new Unknown('a calculation with a decimal number');
  }
  const [x, y] = [decimalOf(it, a), decimalOf(it, b)];
  const places = Math.max(x.places, y.places);
  const [left, right] = [scaledTo(x, places).digits, scaledTo(y, places).digits];
  switch (operator) {
    case '+':
      return kept(new Decimal(left + right, places));
    case '-':
      return kept(new Decimal(left - right, places));
    case '*':
      return kept(new Decimal(x.digits * y.digits, x.places + y.places));
    case '//':
    case '%': {
      if (right === 0n) throw zero(it);
      if (!/^(?:python|csharp)$/.test(it.family)) throw new Unknown('a division of decimal numbers');
      return operator === '//' ? new Decimal(left / right, 0) : new Decimal(left % right, places);
    }
    case '/': {
      if (y.digits === 0n) throw zero(it);
      if (!/^(?:python|csharp)$/.test(it.family)) throw new Unknown('a division of decimal numbers');
      return quotient(x, y);
    }
    case '**':
      if (y.places === 0 && y.digits >= 0n && y.digits < 100n) return kept(new Decimal(x.digits ** y.digits, x.places * Number(y.digits)));
      throw new Unknown('a power of a decimal number');
    default:
      throw new Unknown(`${operator} of decimal numbers`);
  }
}

/** As exact as Python keeps it, without zeros that the sides do not have. */
function quotient(x: Decimal, y: Decimal): Decimal {
  const ideal = x.places - y.places;
  const more = Math.max(0, MOST_DIGITS + sizeOf(y.digits) - sizeOf(x.digits) + 1);
  let digits = (x.digits * power(more)) / y.digits;
  if ((x.digits * power(more)) % y.digits !== 0n) {
    const over = sizeOf(digits) - MOST_DIGITS;
    // What is left over decides whether a half is one.
    const exact = new Decimal(digits * 10n + (digits < 0n ? -1n : 1n), ideal + more + 1);
    return scaledTo(exact, ideal + more - Math.max(0, over));
  }
  let places = ideal + more;
  while (places > Math.max(0, ideal) && digits % 10n === 0n) [digits, places] = [digits / 10n, places - 1];
  return kept(places < 0 ? new Decimal(digits * power(-places), 0) : new Decimal(digits, places));
}

function zero(it: Machine): Thrown {
  return new Thrown(
    new Obj(
      undefined,
      new Map<string, Value>(),
      { python: 'DivisionByZero', csharp: 'DivideByZeroException' }[it.family] ?? 'ZeroDivisionError',
    ),
  );
}

/** Below 0 where the first is less. */
export function comparedDecimals(it: Machine, a: Value, b: Value): number {
  if (typeof a === 'number' || typeof b === 'number') {
    const [x, y] = [numberOf(a), numberOf(b)];
    if (x === y) throw new Unknown('whether a decimal number is a fraction');
    return x < y ? -1 : 1;
  }
  const [x, y] = [decimalOf(it, a), decimalOf(it, b)];
  const places = Math.max(x.places, y.places);
  const difference = scaledTo(x, places).digits - scaledTo(y, places).digits;
  return difference < 0n ? -1 : Number(difference > 0n);
}

/** A decimal number as a plain one, as near as it gets. */
export function numberOf(value: Value): number {
  if (isNumber(value)) return Number(value);
  if (value instanceof Decimal) return Number(decimalText(value));
  throw new Unknown('no number');
}

/** All its digits. */
export function decimalText({ digits, places }: Decimal): string {
  const sign = digits < 0n ? '-' : '';
  if (places < 0) return String(digits * power(-places));
  const written = String(digits < 0n ? -digits : digits).padStart(places + 1, '0');
  return sign + (places === 0 ? written : `${written.slice(0, -places)}.${written.slice(-places)}`);
}

/** A decimal number as its language writes it. */
export function shownDecimal(it: Machine, value: Decimal): string {
  if (it.family === 'python') {
    if (value.places - sizeOf(value.digits) >= 6) throw new Unknown('a decimal number with an exponent');
    return decimalText(value);
  }
  if (it.family !== 'ruby') {
    if (value.places < 0 || (value.digits !== 0n && sizeOf(value.digits) - value.places < -5))
      throw new Unknown('a decimal number with an exponent');
    return decimalText(value);
  }
  const plain = String(value.digits < 0n ? -value.digits : value.digits).replace(/(?<!0)0+$/, '');
  const exponent = value.digits === 0n ? 0 : sizeOf(value.digits) - value.places;
  return value.digits === 0n ? '0.0' : `${value.digits < 0n ? '-' : ''}0.${plain}e${exponent}`;
}

/** A method of a decimal number; undefined for another name. */
export function ofDecimal(it: Machine, of: Decimal, name: string, args: readonly Value[], named: ReadonlyMap<string, Value>): Value {
  switch (name) {
    case 'quantize': {
      const to = decimalOf(it, args[0]);
      return scaledTo(of, to.places, wayOf(named.get('rounding') ?? args[1]));
    }
    case 'to_integral_value':
    case 'to_integral':
      return scaledTo(of, 0, wayOf(named.get('rounding') ?? args[0]));
    case 'normalize': {
      let { digits, places } = of;
      while (places > 0 && digits % 10n === 0n) [digits, places] = [digits / 10n, places - 1];
      if (digits !== 0n && places === 0 && digits % 10n === 0n) throw new Unknown('a decimal number with an exponent');
      return new Decimal(digits, digits === 0n ? 0 : places);
    }
    case 'copy_abs':
    case 'abs':
      return new Decimal(of.digits < 0n ? -of.digits : of.digits, of.places);
    case 'is_zero':
    case 'zero?':
      return of.digits === 0n;
    case 'is_signed':
    case 'negative?':
      return of.digits < 0n;
    case 'positive?':
      return of.digits > 0n;
    case 'is_nan':
    case 'is_infinite':
    case 'nan?':
      return false;
    case 'to_f':
      return numberOf(of);
    case 'to_i':
    case 'truncate':
    case 'to_int':
      return scaledTo(of, 0, 'DOWN').digits;
    case 'floor':
      return scaledTo(of, 0, 'FLOOR').digits;
    case 'ceil':
      return scaledTo(of, 0, 'CEILING').digits;
    case 'to_d':
      return of;
    case 'round':
      if (args[1] !== undefined || named.size > 0) return undefined;
      return args[0] === undefined ? scaledTo(of, 0, 'HALF_UP').digits : scaledTo(of, Number(args[0]), 'HALF_UP');
    case 'to_s':
      return args[0] === undefined ? shownDecimal(it, of) : typeof args[0] === 'string' && /^f$/i.test(args[0]) ? withPoint(of) : undefined;
    case 'hash':
      return of;
    default:
      return undefined;
  }
}

function withPoint(of: Decimal): string {
  const text = decimalText(of);
  return text.includes('.') ? text.replace(/(?<!\.)(?<!0)0+$|(?<=\.0)0+$/, '') : `${text}.0`;
}

function wayOf(given: Value): string {
  if (given === undefined || given === null) return 'HALF_EVEN';
  if (typeof given === 'string') return given;
  throw new Unknown('a way to round');
}

/** Python's constants for ways to round. */
export function roundingOf(name: string): string | undefined {
  return Object.hasOwn(ROUNDS, name.replace(/^ROUND_/, '')) && name.startsWith('ROUND_') ? name : undefined;
}
