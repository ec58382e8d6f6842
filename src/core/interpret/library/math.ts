import { rounded } from './formats';
import { operated } from '../values/operators';
import { bests, num, type Row, whole } from './rowParts';
import { type Machine, type Value } from '../values/value';

/** What functions of `Math` give in Java, Kotlin and C#, by name. */
export const MATH_ROWS: Readonly<Record<string, Row>> = {
  'Math.round': (it, [value, digits]) => {
    if (it.family === 'csharp') return rounded(num(value), Number(digits ?? 0), 'python');
    return whole(it, Math.floor(num(value) + 0.5));
  },
  'Math.floor': (_, [value]) => Math.floor(num(value)),
  'Math.ceil': (_, [value]) => Math.ceil(num(value)),
  'Math.abs': (_, [value]) => (typeof value === 'bigint' ? (value < 0n ? -value : value) : Math.abs(num(value))),
  'Math.max': bests(1),
  'Math.min': bests(-1),
  'Math.sqrt': (_, [value]) => Math.sqrt(num(value)),
  'Math.hypot': (_, args) => Math.hypot(...args.map(num)),
  'Math.pow': (_, [a, b]) => num(a) ** num(b),
  'Math.sign': (_, [value]) => Math.sign(num(value)),
  'Math.trunc': (_, [value]) => Math.trunc(num(value)),
  'Math.floorMod': (_, [a, b]) => (((a as bigint) % (b as bigint)) + (b as bigint)) % (b as bigint),
  'Math.floorDiv': (_, [a, b]) => operated({ family: 'python' } as Machine, '//', a, b),
  'Math.ceilDiv': (_, [a, b]) => -(operated({ family: 'python' } as Machine, '//', -(a as bigint), b) as bigint),
  'Math.toIntExact': (_, [value]): Value => value,
};
