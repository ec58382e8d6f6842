import { Dict, List, Obj, Thrown, type Machine, type Value } from './value';

/** The error of something that is not to be changed. */
export function frozen(it: Machine, of: Value): Thrown {
  if (it.family === 'python') return new Thrown(new Obj(undefined, new Map([['message', null]]), 'AttributeError'));
  if (it.family !== 'ruby') return new Thrown(new Obj(undefined, new Map([['message', null]]), 'UnsupportedOperationException'));
  const type = of instanceof List ? 'Array' : of instanceof Dict ? (of.kind === 'set' ? 'Set' : 'Hash') : 'String';
  const said = `can't modify frozen ${type}: ${it.shown(of, true)}`;
  return new Thrown(new Obj(undefined, new Map<string, Value>([['message', said]]), 'FrozenError'));
}
