import type { Core } from '../running/machine';
import { Unknown, type Value } from '../values/value';
import { libraryFunction } from './core';
import type { CppFrame } from './frames';
import { StreamOf } from './streamValues';
import { manipulatorNamed } from './streams';
import { library, LONG, SIZE, UNSIGNED } from './types';
import { Callable, Cell, Optional, Ptr, whole } from './values';
import { cppWorld } from './world';

const LIMITS: Readonly<Record<string, () => Value>> = {
  INT_MAX: () => 2147483647n,
  INT_MIN: () => -2147483648n,
  UINT_MAX: () => whole(UNSIGNED, 4294967295n),
  LONG_MAX: () => whole(LONG, 9223372036854775807n),
  INT32_MAX: () => 2147483647n,
  SIZE_MAX: () => whole(SIZE, 18446744073709551615n),
  _IONBF: () => 2n,
  _IOLBF: () => 1n,
  _IOFBF: () => 0n,
  EXIT_SUCCESS: () => 0n,
  EXIT_FAILURE: () => 1n,
  M_PI: () => Math.PI,
  M_E: () => Math.E,
  DBL_MAX: () => Number.MAX_VALUE,
  NULL: () => new Ptr(undefined, undefined),
  'numbers::pi': () => Math.PI,
  'numbers::e': () => Math.E,
  'string::npos': () => whole(SIZE, 18446744073709551615n),
  'string_view::npos': () => whole(SIZE, 18446744073709551615n),
  nullopt: () => new Optional(library('nullopt_t'), undefined),
};

const STREAMS = new WeakMap<Core, Map<string, Cell>>();

/** What a name of the library stands for that is no function. */
export function constantNamed(it: Core, name: string, frame: CppFrame): Value {
  const plain = name.replace(/^(?:::)?std::/, '');
  if (Object.hasOwn(LIMITS, plain)) return LIMITS[plain]!();
  if (/^(?:cout|cerr|clog|cin|stdout|stderr)$/.test(plain)) {
    if (plain === 'cin') throw new Unknown('what is given to the program');
    const known = STREAMS.get(it) ?? new Map<string, Cell>();
    STREAMS.set(it, known);
    let cell = known.get(plain);
    const printed = (it as unknown as { printed: string[] }).printed;
    if (!cell) known.set(plain, (cell = new Cell(new StreamOf(library('ostream'), '', printed))));
    return cell;
  }
  if (plain === '__func__' || plain === '__FILE__') throw new Unknown(plain);
  void cppWorld;
  void frame;
  return manipulatorNamed(plain.replace(/^ios(?:_base)?::/, ''));
}

/** A function of the library as a value. */
export function functionNamed(it: Core, name: string): Value {
  const plain = name.replace(/^(?:::)?(?:std::)?/, '');
  if (!/^(?:tolower|toupper|isdigit|isalpha|isspace|isalnum|ispunct|isupper|islower|abs|sqrt)$/.test(plain)) return undefined;
  return new Callable((args) => libraryFunction(it, plain, args, []));
}
