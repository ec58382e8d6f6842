import { decimalOf } from '../values/decimals';
import { fixed, rounded } from './formats';
import { counted } from '../values/limits';
import { count, named, num, refuse } from './parts';
import { compared, same } from '../values/comparing';
import { operated } from '../values/operators';
import { isNumber, List, sameNumber, type Value } from '../values/value';

/** Methods of numbers. */
export const NUMBER = named<number | bigint>({
  tofixed: (_, of, [digits]) => fixed(of, Number(digits ?? 0), 'javascript'),
  'tostring tos': (it, of, [base]) => {
    if (isNumber(base) && Number(base) !== 10) return of.toString(Number(base));
    if (typeof base === 'string') return refuse('a format');
    return it.shown(of);
  },
  tolocalestring: () => refuse('a locale'),
  'toi toint tolong intvalue longvalue truncate': (_, of) => BigInt(Math.trunc(Number(of))),
  'tof todouble tofloat doublevalue': (_, of) => Number(of),
  round: (it, of, [digits]) => {
    if (digits === undefined && it.family === 'ruby') return typeof of === 'bigint' ? of : BigInt(Math.sign(of) * Math.round(Math.abs(of)));
    if (it.family === 'ruby') return typeof of === 'bigint' ? of : rounded(of, num(digits), 'java');
    return it.family === 'rust' ? Math.sign(Number(of)) * Math.round(Math.abs(Number(of))) : refuse('round');
  },
  floor: (it, of) => (it.family === 'ruby' ? BigInt(Math.floor(Number(of))) : Math.floor(Number(of))),
  ceil: (it, of) => (it.family === 'ruby' ? BigInt(Math.ceil(Number(of))) : Math.ceil(Number(of))),
  abs: (_, of) => (of < 0 ? -of : of),
  times: (it, of, [fn]) => {
    const turns = Array.from({ length: counted(Number(of)) }, (_, at) => BigInt(at));
    if (fn === undefined) return new List(turns);
    for (const each of turns) it.callEach(fn, [each]);
    return of;
  },
  upto: (it, of, [to, fn]) => {
    if (typeof of !== 'bigint' || typeof to !== 'bigint') return refuse('upto');
    const turns = Array.from({ length: counted(Math.max(0, Number(to - of) + 1)) }, (_, at) => of + BigInt(at));
    if (fn === undefined) return new List(turns);
    for (const each of turns) it.callEach(fn, [each]);
    return of;
  },
  downto: (it, of, [to, fn]) => {
    if (typeof of !== 'bigint' || typeof to !== 'bigint') return refuse('downto');
    const turns = Array.from({ length: counted(Math.max(0, Number(of - to) + 1)) }, (_, at) => of - BigInt(at));
    if (fn === undefined) return new List(turns);
    for (const each of turns) it.callEach(fn, [each]);
    return of;
  },
  step: (it, of, [to, by, fn]) => {
    const [a, b, c] = [num(of), num(to), num(by)];
    const turns = Array.from({ length: counted(Math.max(0, Math.floor((b - a) / c) + 1)) }, (_, at): Value =>
      typeof of === 'bigint' && typeof by === 'bigint' ? of + BigInt(at) * by : a + at * c,
    );
    if (fn === undefined) return new List(turns);
    for (const each of turns) it.callEach(fn, [each]);
    return of;
  },
  fdiv: (_, of, [other]) => num(of) / num(other),
  'between?': (it, of, [low, high]) => compared(it, of, low) >= 0 && compared(it, of, high) <= 0,
  chr: (_, of) => String.fromCodePoint(num(of)),
  digits: (_, of) => new List([...String(of)].toReversed().map((each) => BigInt(each))),
  pow: (it, of, [other]) => operated(it, '**', of, other),
  gcd: (_, of, [other]) => {
    let [a, b] = [of as bigint, other as bigint];
    while (b !== 0n) [a, b] = [b, a % b];
    return a < 0n ? -a : a;
  },
  'integer?': (_, of) => typeof of === 'bigint',
  'nan?': (_, of) => Number.isNaN(of),
  magnitude: (_, of) => (of < 0 ? -of : of),
  divmod: (it, of, [other]) => new List([operated(it, '//', of, other), operated(it, '%', of, other)]),
  'zero?': (_, of) => sameNumber(of, 0),
  'positive?': (_, of) => of > 0,
  'negative?': (_, of) => of < 0,
  'even?': (_, of) => Number(of) % 2 === 0,
  'odd?': (_, of) => Math.abs(Number(of) % 2) === 1,
  tod: (it, of) => decimalOf(it, of),
  succ: (_, of) => (typeof of === 'bigint' ? of + 1n : refuse('succ')),
  pred: (_, of) => (typeof of === 'bigint' ? of - 1n : refuse('pred')),
  'clamp coercein': (it, of, [low, high]) => (compared(it, of, low) < 0 ? low : compared(it, of, high) > 0 ? high : of),
  'coerceatleast max': (it, of, [low]) => (compared(it, of, low) < 0 ? low : of),
  'coerceatmost min': (it, of, [high]) => (compared(it, of, high) > 0 ? high : of),
  compareto: (it, of, [other]) => count(it, compared(it, of, other)),
  equals: (it, of, [other]) => same(it, of, other),
  saturatingsub: (_, of, [other]) =>
    typeof of === 'bigint' && typeof other === 'bigint' ? (of > other ? of - other : 0n) : refuse('a number'),
  isinteger: (_, of) => Number.isInteger(Number(of)),
});
