import { thrown } from './errors';
import { typeOf } from './operators';
import { Dict, Foreign, Hosted, Iterating, List, type Machine, Native, Obj, Unknown, type Value } from '../values/value';
import { valueOf } from './host';

/** `{ value, done }` */
export function stepOf(value: Value, done: boolean): Obj {
  return new Obj(
    undefined,
    new Map<string, Value>([
      ['value', value],
      ['done', done],
    ]),
  );
}

/** The elements of a value, one after the other. @throws an error of the program where it has none */
export function iterated(it: Machine, value: Value, written = 'object'): Iterator<Value, Value, Value> {
  if (value instanceof List) return value.items.values();
  if (typeof value === 'string') return value[Symbol.iterator]();
  if (value instanceof Dict) return pairsOf(value) as Iterator<Value, Value, Value>;
  if (value instanceof Iterating && !value.isAsync) return value.source;
  if (value instanceof Hosted && Symbol.iterator in value.object) return fromHost(value.object as Iterable<unknown>);
  if (value instanceof Foreign) throw new Unknown('a name that nothing sets');
  const own = value instanceof Obj ? it.property(value, '[Symbol.iterator]') : undefined;
  if (own !== undefined) return iteratorOf(it, it.callOn(own, value, []));
  const name = value === undefined || value === null ? `${written === 'object' ? String(value) : written}` : written;
  throw thrown(it, 'TypeError', `${name === 'object' ? typeOf(value) : name} is not iterable`);
}

/** What a method gives that makes an iterator. */
export function iteratorOf(it: Machine, of: Value): Iterator<Value, Value, Value> {
  if (of instanceof Iterating) return of.source;
  const step = (made: Value): IteratorResult<Value, Value> => {
    if (!(made instanceof Obj)) throw thrown(it, 'TypeError', `Iterator result ${it.shown(made)} is not an object`);
    const done = it.property(made, 'done');
    if (done instanceof Foreign) throw new Unknown('a name that nothing sets');
    return { value: it.property(made, 'value'), done: Boolean(done) };
  };
  return {
    next: (given) => step(it.callOn(it.property(of, 'next'), of, given === undefined ? [] : [given])),
    return: (given) => {
      const method = it.property(of, 'return');
      return method === undefined ? { value: given, done: true } : step(it.callOn(method, of, [given]));
    },
  };
}

/** All elements of a value. */
export function listed(it: Machine, value: Value, written?: string): Value[] {
  if (value instanceof List) return value.items;
  const items: Value[] = [];
  const from = iterated(it, value, written);
  for (let next = from.next(undefined); !next.done; next = from.next(undefined)) {
    items.push(next.value);
    if (items.length > MOST_TURNS) throw new Unknown('a long list');
  }
  return items;
}

const MOST_TURNS = 20_000;

function* pairsOf(of: Dict): Generator<Value> {
  for (const [key, value] of of.entries.values()) yield of.kind === 'set' ? key : new List([key, value]);
}

function* fromHost(of: Iterable<unknown>): Generator<Value> {
  for (const each of of) yield valueOf(each);
}

/** What an iterator of the program has under a name. */
export function iteratingProperty(of: Iterating, name: string): Value {
  if (of.isAsync) {
    if (name === '[Symbol.asyncIterator]') return new Native(() => of);
    if (name === '[Symbol.iterator]') return undefined;
  } else if (name === '[Symbol.iterator]') return new Native(() => of);
  const step = (made: IteratorResult<Value, Value>): Value => (of.isAsync ? made.value : stepOf(made.value, made.done === true));
  switch (name) {
    case 'next':
      return new Native((args) => step(of.source.next(args[0])));
    case 'return':
      return of.source.return && new Native((args) => step(of.source.return!(args[0])));
    case 'throw':
      return of.source.throw && new Native((args) => step(of.source.throw!(args[0])));
    default:
      // Newer versions have methods of lists here.
      if (Object.hasOwn(Array.prototype, name)) throw new Unknown(`${name} of an iterator`);
      return undefined;
  }
}
