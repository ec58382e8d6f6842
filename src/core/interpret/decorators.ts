import type { Fn } from '../syntax/lower/ir';
import { above } from './lookup';
import type { Core, Frame } from './machine';
import { List, Native, Unknown, keyText, type Func, type Value } from './values';

/** Decorators of Python that leave a function as it is, for what it gives. */
const PLAIN =
  /^@(?:(?:functools\.)?wraps|staticmethod|classmethod|property|\w+\.setter|(?:functools\.)?cached_property|(?:abc\.)?abstractmethod|override|(?:typing\.)?overload|pytest\.\w|dataclass|(?:dataclasses\.)?dataclass|total_ordering|(?:unittest\.)?skip|final)/;
const KEEPS = /^@(?:functools\.)?(?:lru_cache|cache)\b/;

/** What a function of Python is after its decorators. */
export function decorated(it: Core, fn: Fn, frame: Frame, func: Func): Value {
  if (it.family !== 'python') return func;
  const lines = above(frame.file, fn)
    .split('\n')
    .filter((line) => line !== '' && !PLAIN.test(line));
  return lines.reduce<Value>((of, line) => (KEEPS.test(line) ? kept(it, of) : by(it, line, of, frame)), func);
}

/** A function that gives what it gave for the same arguments. */
function kept(it: Core, of: Value): Value {
  const known = new Map<string, Value>();
  return new Native((args, named) => {
    const key = `${keyText(new List(args))} ${[...named].map(([name, value]) => name + keyText(value)).join()}`;
    if (!known.has(key)) known.set(key, it.call(of, args, named));
    return known.get(key);
  });
}

/** A function of the program that takes one: called when its result is first used, as it may be declared further down. */
function by(it: Core, line: string, of: Value, frame: Frame): Value {
  let made: Value;
  return new Native((args, named) => {
    const [, name] = /^@(\w+)$/.exec(line) ?? [];
    if (name === undefined) throw new Unknown('a decorator');
    made ??= it.call(it.evaluate({ start: 0, end: 0, kind: 'name', name }, frame), [of]);
    return it.call(made, args, named);
  });
}
