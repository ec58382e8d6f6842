import { Unknown, type Value } from '../values/value';
import type { GoRow } from './libraryRow';
import { numberIn, scalar, several } from './values';
import { basicType } from './types';

const num = (value: Value): number => Number(numberIn(value));

const of =
  (fn: (...args: number[]) => number): GoRow =>
  (_, args) =>
    fn(...args.map(num));

const power = (bits: bigint): bigint => 2n ** bits;

export const NUMBER_CONSTANTS: Readonly<Record<string, Value>> = {
  'math.Pi': Math.PI,
  'math.E': Math.E,
  'math.Sqrt2': Math.SQRT2,
  'math.Ln2': Math.LN2,
  'math.MaxInt': power(63n) - 1n,
  'math.MinInt': -power(63n),
  'math.MaxInt64': power(63n) - 1n,
  'math.MinInt64': -power(63n),
  'math.MaxInt32': power(31n) - 1n,
  'math.MinInt32': -power(31n),
  'math.MaxInt16': power(15n) - 1n,
  'math.MaxInt8': 127n,
  'math.MaxUint8': 255n,
  'math.MaxUint16': power(16n) - 1n,
  'math.MaxUint32': power(32n) - 1n,
  'math.MaxUint64': power(64n) - 1n,
  'math.MaxFloat64': Number.MAX_VALUE,
  'math.SmallestNonzeroFloat64': 5e-324,
  'http.StatusOK': 200n,
  'http.StatusCreated': 201n,
  'http.StatusNoContent': 204n,
  'http.StatusBadRequest': 400n,
  'http.StatusUnauthorized': 401n,
  'http.StatusForbidden': 403n,
  'http.StatusNotFound': 404n,
  'http.StatusMethodNotAllowed': 405n,
  'http.StatusConflict': 409n,
  'http.StatusTooManyRequests': 429n,
  'http.StatusInternalServerError': 500n,
};

function roundEven(value: number): number {
  const low = Math.floor(value);
  if (value - low !== 0.5) return Math.round(value);
  return low % 2 === 0 ? low : low + 1;
}

const ones = (value: bigint): number => value.toString(2).split('1').length - 1;

export const GO_NUMBERS: Readonly<Record<string, GoRow>> = {
  'math.Round': of(
    (value) => Math.sign(value) * Math.floor(Math.abs(value) + 0.5 - (Math.abs(value) + 0.5 > Number.MAX_SAFE_INTEGER ? 0.5 : 0)) || 0,
  ),
  'math.RoundToEven': of(roundEven),
  'math.Floor': of(Math.floor),
  'math.Ceil': of(Math.ceil),
  'math.Trunc': of(Math.trunc),
  'math.Abs': of(Math.abs),
  'math.Max': of((a, b) => Math.max(a, b)),
  'math.Min': of((a, b) => Math.min(a, b)),
  'math.Sqrt': of(Math.sqrt),
  'math.Cbrt': of(Math.cbrt),
  'math.Hypot': of((a, b) => Math.sqrt(a * a + b * b)),
  'math.Mod': of((a, b) => a % b),
  'math.IsNaN': (_, [value]) => Number.isNaN(num(value)),
  'math.IsInf': (_, [value, sign]) => {
    const [number, side] = [num(value), num(sign)];
    return side > 0
      ? number === Number.POSITIVE_INFINITY
      : side < 0
        ? number === Number.NEGATIVE_INFINITY
        : Math.abs(number) === Number.POSITIVE_INFINITY;
  },
  'math.Inf': (_, [sign]) => (num(sign) >= 0 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY),
  'math.NaN': () => Number.NaN,
  'math.Signbit': (_, [value]) => num(value) < 0 || Object.is(num(value), -0),
  'math.Modf': (_, [value]) => several(Math.trunc(num(value)), num(value) - Math.trunc(num(value))),
  'math.Pow': (_, [a, b]) => {
    const [x, y] = [num(a), num(b)];
    const value = x ** y;
    // Others may differ in their last digit.
    if (!(Number.isInteger(x) && Number.isInteger(y) && Number.isSafeInteger(value)) && y !== 0.5 && y !== 1 && y !== 2)
      throw new Unknown('a power');
    return value;
  },
  'bits.OnesCount': (_, [value]) => BigInt(ones(BigInt(numberIn(value)))),
  'bits.OnesCount64': (_, [value]) => BigInt(ones(BigInt(numberIn(value)))),
  'bits.Len': (_, [value]) => BigInt(numberIn(value) === 0n ? 0 : BigInt(numberIn(value)).toString(2).length),
  'math.Float64bits': (_, [value]) => {
    const view = new DataView(new ArrayBuffer(8));
    view.setFloat64(0, num(value));
    return scalar(basicType('uint64')!, view.getBigUint64(0));
  },
};
