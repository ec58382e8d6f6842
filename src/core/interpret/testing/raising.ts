import { AssertFailed, thrownOf, throwsError } from './assertions';
import { refuse, type Named } from '../library/parts';
import { isCallable } from '../values/builtInTypes';
import { Foreign, List, Obj, type Machine, type Value } from '../values/value';

/** A check that some code throws an error; undefined where a name is none. */
export function raises(it: Machine, name: string, args: Value[], named: Named): Value {
  if (it.family === 'python' && /^assertRaises(?:Regex)?$/.test(name)) {
    const [type, ...rest] = args;
    const match = name.endsWith('Regex') ? rest.shift() : undefined;
    if (rest.length === 0)
      return new Obj(
        undefined,
        new Map<string, Value>([
          ['type', type],
          ['match', match],
        ]),
        'raises',
      );
    if (match !== undefined) return refuse('a message that has to match');
    thrownOf(it, type instanceof List ? type.items : [type], () => it.call(rest[0], rest.slice(1), named));
    return null;
  }
  if (it.family === 'ruby' && /^assert_raises?$/.test(name)) {
    const block = args.at(-1);
    const types = args.slice(0, -1).filter((each) => typeof each !== 'string');
    return thrownOf(it, types.length > 0 ? types : [new Foreign('StandardError')], () => it.call(block, []));
  }
  if (it.family === 'ruby' && /^assert_nothing_raised$|^assert_silent$/.test(name)) {
    it.call(args.at(-1), []);
    return null;
  }
  if (name === 'assertThrows' && isCallable(args.at(-1))) {
    if (!throwsError(it, args.at(-1))) throw new AssertFailed();
    return null;
  }
  return undefined;
}
