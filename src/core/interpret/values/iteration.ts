import { lineOfFile } from '../library/dataFiles';
import { fail } from '../library/errors';
import { heapItems } from './heaps';
import { restOf } from './iterators';
import { counted } from './limits';
import { Cls, Dict, Func, itemsOf, List, nameOf, Native, Obj, OwnValue, Stream, Thrown, Unknown, type Machine, type Value } from './value';

/** Values that a stream is asked for one by one, up to which it is run ahead. */
const MOST_AHEAD = 500;

/** Ends a stream whose rest nobody asks for. */
export class Enough extends Error {}

/** The elements of a value that can be gone through; a stream is used up by it. */
export function listOf(it: Machine, value: Value): Value[] {
  if (value instanceof Stream) {
    const items: Value[] = [];
    each(it, value, (item) => {
      items.push(item);
      counted(items.length);
      return true;
    });
    return items;
  }
  if (value instanceof OwnValue && value.steps) {
    const items: Value[] = [];
    const steps = value.steps();
    for (let step = steps.next(); !step.done; step = steps.next()) items.push(step.value);
    return items;
  }
  if (value instanceof Obj && value.held) return listOf(it, value.held);
  if (value instanceof Obj || value instanceof Cls) {
    const stream = streamOf(it, value);
    if (stream) return listOf(it, stream);
    if (value instanceof Obj && value.parts) return value.parts;
  }
  if (it.family === 'java' && value === null) return fail('NullPointerException');
  if (it.family === 'java' && value instanceof Func) return listOf(it, it.call(value, []));
  if (it.family === 'python' && isPlainlyNoList(value)) throw noList(value);
  return itemsOf(value, it.family);
}

/** Asks for one value of Python after the other: what changes meanwhile is seen. @throws an error of the program where it has none */
export function pulled(it: Machine, value: Value): Iterator<Value, Value, Value> {
  if (value instanceof Stream && value.source) return value.source;
  const held = value instanceof Dict ? value : value instanceof List ? value.map : undefined;
  if (held) return ofMap(held, value instanceof Dict ? held.keys() : (value as List).items);
  if (value instanceof List) return ofItems(value);
  const stream = streamOf(it, value);
  if (!stream) return listOf(it, value).values();
  return stream.source ?? asked(it, stream);
}

function* ofItems(list: List): Generator<Value, Value, Value> {
  for (let at = 0; at < list.items.length; at += 1) yield list.items[at];
  return null;
}

function* ofMap(map: Dict, parts: readonly Value[]): Generator<Value, Value, Value> {
  const { size } = map.entries;
  for (const each of parts) {
    yield each;
    if (map.entries.size !== size)
      return fail('RuntimeError', `${map.kind === 'set' ? 'Set' : 'dictionary'} changed size during iteration`);
  }
  return null;
}

function* asked(it: Machine, stream: Stream): Generator<Value, Value, Value> {
  for (let one = next(it, stream); one; one = next(it, stream)) yield one.item;
  return null;
}

function isPlainlyNoList(value: Value): boolean {
  return value === null || typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean';
}

function noList(value: Value): Thrown {
  const type = value === null ? 'NoneType' : typeof value === 'boolean' ? 'bool' : typeof value === 'bigint' ? 'int' : 'float';
  return new Thrown(new Obj(undefined, new Map<string, Value>([['message', `'${type}' object is not iterable`]]), 'TypeError'));
}

/** What an object of the program gives one by one; undefined where it does not say. */
export function streamOf(it: Machine, value: Value): Stream | undefined {
  if (value instanceof Stream) return value;
  if (value instanceof Cls) {
    const members = value.members;
    return members && new Stream((give) => void members.every((each) => give(each)));
  }
  if (value instanceof Obj && value.type === 'enumerator') {
    const items = itemsOfEnumerator(it, value);
    return new Stream((give) => void items.every((item) => give(item)));
  }
  if (value instanceof Obj && value.type === 'file')
    return new Stream((give) => {
      for (let line = lineOfFile(value); line !== undefined && give(line); line = lineOfFile(value));
    });
  if (value instanceof Obj && value.type === 'iterator') return new Stream((give) => void restOf(value).every((item) => give(item)));
  if (value instanceof Obj && value.type === 'heap') return new Stream((give) => void heapItems(value).every((item) => give(item)));
  if (value instanceof Obj && value.type === 'section') return Stream.of((value.fields.get('options') as Dict).keys().values());
  if (value instanceof Obj && value.type === 'reader') return value.fields.get('rows') as Stream;
  if (value instanceof Obj && it.family === 'php') return it.collectionStream(value) ?? (value.cls ? phpStream(it, value) : undefined);
  if (!(value instanceof Obj) || !value.cls) return undefined;
  const begin = it.methodOf(value, it.family === 'ruby' ? /^(?:__iter__|iterator)$/ : /^(?:__iter__|iterator|each|GetEnumerator)$/);
  if (begin === undefined) {
    const [more, following] = [it.methodOf(value, /^hasNext$/), it.methodOf(value, /^next$/)];
    if (more && following)
      return new Stream((give) => {
        while (it.call(more, []) === true) if (!give(it.call(following, []))) return;
      });
    const item = it.family === 'python' ? it.methodOf(value, /^__getitem__$/) : undefined;
    return item === undefined ? undefined : byPlaces(it, item);
  }
  const made = it.call(begin, []);
  const next = it.methodOf(made, /^__next__$/);
  if (next === undefined) {
    if (made instanceof Obj && made !== value) return streamOf(it, made);
    if (made instanceof Stream) return made;
    if (made instanceof OwnValue && made.steps) return Stream.of(made.steps());
    const items = itemsOf(made, it.family);
    return new Stream((give) => void items.every((each) => give(each)));
  }
  return byNext(it, next, 'StopIteration');
}

function byNext(it: Machine, next: Value, end: string): Stream {
  return Stream.of({
    next: () => {
      const depth = it.stack.length;
      try {
        return { value: it.call(next, []), done: false };
      } catch (error) {
        if (!(error instanceof Thrown && error.value instanceof Obj && it.isA(error.value, end))) throw error;
        it.stack.length = depth;
        return { value: null, done: true };
      }
    },
  });
}

/** Python's older way: elements from 0 until there is none. */
function byPlaces(it: Machine, item: Value): Stream {
  let at = 0n;
  return byNext(it, new Native(() => it.call(item, [at++])), 'IndexError');
}

/** `Iterator` and `IteratorAggregate` of PHP. */
function phpStream(it: Machine, value: Obj): Stream | undefined {
  const aggregate = it.methodOf(value, /^getIterator$/);
  if (aggregate !== undefined) {
    const made = it.call(aggregate, []);
    return streamOf(it, made) ?? ofPairs(made);
  }
  const [rewind, valid, current, key, next] = ['rewind', 'valid', 'current', 'key', 'next'].map((name) =>
    it.methodOf(value, new RegExp(`^${name}$`)),
  );
  if (valid === undefined) return undefined;
  return new Stream((give) => {
    it.call(rewind, []);
    while (it.call(valid, []) === true) {
      const item = it.call(current, []);
      if (!give(item, it.call(key, []))) return;
      it.call(next, []);
    }
  });
}

/** The elements of a list or map with their keys. */
export function ofPairs(value: Value): Stream {
  const pairs: [Value, Value][] =
    value instanceof Dict ? value.pairs() : value instanceof List ? value.items.map((each, at) => [BigInt(at), each]) : none();
  return new Stream((give) => void pairs.every(([key, each]) => give(each, key)));
}

function none(): never {
  throw new Unknown('no list');
}

/**
 * Goes through a value until there is no more or `on` gives false.
 * @returns whether there was no more
 */
export function each(it: Machine, of: Value, on: (item: Value, key: Value) => boolean): boolean {
  const stream = it.family === 'php' && of instanceof Dict ? ofPairs(of) : streamOf(it, of);
  if (!stream) return listOf(it, of).every((item, at) => on(item, BigInt(at)));
  if (stream.source) {
    for (let at = 0n; ; at += 1n) {
      const step = stream.source.next(undefined);
      if (step.done) return true;
      if (!on(step.value, at)) return false;
    }
  }
  const kept = stream.rest?.splice(0) ?? [];
  for (const [at, [item, key]] of kept.entries())
    if (!on(item, key)) {
      stream.rest!.push(...kept.slice(at + 1));
      return false;
    }
  if (stream.state === 'cut') throw new Unknown('the rest of what is made one by one');
  if (stream.state === 'used') return true;
  stream.state = 'used';
  const depth = it.stack.length;
  let place = 0n;
  let whole = true;
  let failed: { error: unknown; stack: typeof it.stack } | undefined;
  try {
    stream.run((item, key) => {
      const inner = it.stack.splice(depth);
      try {
        if (on(item, key === undefined ? place++ : key)) {
          it.stack.push(...inner);
          return true;
        }
      } catch (error) {
        // What is thrown around a generator is none of its errors.
        failed = { error, stack: it.stack.slice() };
      }
      whole = false;
      throw new Enough();
    });
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
    it.stack.length = depth;
    stream.state = 'cut';
  }
  if (failed) {
    it.stack.splice(0, it.stack.length, ...failed.stack);
    throw failed.error;
  }
  return whole;
}

/** The next value of a stream; undefined where there is none. */
export function next(it: Machine, stream: Stream): { item: Value; key: Value } | undefined {
  if (stream.source) {
    const step = stream.source.next(undefined);
    return step.done ? undefined : { item: step.value, key: null };
  }
  if (!stream.rest) {
    const rest: [Value, Value][] = [];
    const isWhole = each(it, stream, (item, key) => rest.push([item, key]) < MOST_AHEAD);
    if (!(isWhole || stream.isLocal)) throw new Unknown('an endless stream');
    stream.rest = rest;
  }
  const first = stream.rest.shift();
  if (!first) {
    if (stream.state === 'cut') throw new Unknown('an endless stream');
    return undefined;
  }
  return { item: first[0], key: first[1] };
}

/** The first values of what can be gone through, which goes on behind them where it is asked again. */
export function firstOf(it: Machine, of: Value, size: number): Value[] {
  const found: Value[] = [];
  counted(size);
  const stream = streamOf(it, of);
  if (!stream) return listOf(it, of).slice(0, size);
  if (stream.source || stream.rest || stream.isLocal) {
    while (found.length < size) {
      const one = next(it, stream);
      if (!one) break;
      found.push(one.item);
    }
    return found;
  }
  if (size > 0) each(it, stream, (item) => found.push(item) < size);
  return found;
}

/** A stream of what a function makes of the values of another one; those that it makes nothing of are left out. */
export function changed(
  it: Machine,
  of: Value,
  change: (item: Value, at: number) => Value[],
  whileHolds?: (item: Value) => boolean,
): Stream {
  const made = new Stream((give) => {
    let at = 0;
    each(it, of, (item) => (whileHolds?.(item) ?? true) && change(item, at++).every((one) => give(one)));
  });
  made.isLocal = streamOf(it, of)?.isLocal ?? true;
  return made;
}

/** What an enumerator goes through. */
export function itemsOfEnumerator(it: Machine, of: Obj): Value[] {
  const [on, own] = [of.fields.get('of'), nameOf(of.fields.get('name'))];
  const items: Value[] = [];
  const plain = /^(?:times|each_key|each_value|each_pair|each_index)$/.test(own) ? own : 'each';
  it.send(on, plain, [new Native((given) => (items.push(given.length > 1 ? new List(given) : given[0]), null))]);
  return items;
}
