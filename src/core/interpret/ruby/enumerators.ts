import { changed, each, firstOf, itemsOfEnumerator, listOf, next } from '../values/iteration';
import { counted } from '../values/limits';
import { asked } from '../library/methodParts';
import { isCallable } from '../values/builtInTypes';
import { same } from '../values/comparing';
import { List, Moment, Native, nameOf, Obj, Stream, Thrown, Unknown, type Machine, type Value } from '../values/value';

/** Methods of Ruby that wait for their block: `map.with_index { … }`. */
const WAITS =
  /^(?:each|map|collect|flat_map|select|filter|reject|filter_map|sort_by|min_by|max_by|group_by|partition|find|detect|find_index|each_entry|map!|select!|reject!|times|sum_by|each_key|each_value|each_pair|each_index)$/;

/** A method of Ruby without its block; undefined where it has one, or needs none. */
export function enumerator(of: Value, name: string, args: readonly Value[]): Obj | undefined {
  if (!WAITS.test(name) || args.some((each) => isCallable(each) || each instanceof Native)) return undefined;
  if (args.length > 0 && name !== 'each') return undefined;
  return new Obj(
    undefined,
    new Map<string, Value>([
      ['of', of],
      ['name', name],
      ['args', new List([...args])],
    ]),
    'enumerator',
  );
}

/** A method of such an enumerator. */
export function ofEnumerator(it: Machine, of: Obj, name: string, args: Value[], named: ReadonlyMap<string, Value>): Value {
  const [on, own] = [of.fields.get('of'), nameOf(of.fields.get('name'))];
  const fn = args.at(-1);
  if (/^(?:with_index|each_with_index|with_object)$/.test(name) && isCallable(fn)) {
    let at = name === 'with_index' && typeof args[0] === 'bigint' ? args[0] : 0n;
    const given = new Native((items) => {
      const item = items.length > 1 ? new List(items) : items[0];
      return it.callEach(fn, name === 'with_object' ? [item, args[0]] : [item, at++]);
    });
    const gave = it.send(on, own, [given]);
    return name === 'with_object' ? args[0] : gave;
  }
  if (/^(?:next|peek|rewind|size)$/.test(name)) {
    let stream = of.fields.get('stream');
    if (!(stream instanceof Stream) || name === 'rewind') {
      const items = itemsOfEnumerator(it, of);
      const made = new Stream((give) => void items.every((item) => give(item)));
      made.isLocal = true;
      of.fields.set('stream', (stream = made));
    }
    if (name === 'rewind') return of;
    return name === 'size' ? BigInt(itemsOfEnumerator(it, of).length) : nextOf(it, stream, name === 'peek');
  }
  return it.send(new List(itemsOfEnumerator(it, of)), name, args, named);
}

function nextOf(it: Machine, stream: Stream, stays: boolean): Value {
  const one = next(it, stream);
  if (!one) throw new Thrown(new Obj(undefined, new Map<string, Value>([['message', 'iteration reached an end']]), 'StopIteration'));
  if (stays) stream.rest!.unshift([one.item, one.key]);
  return one.item;
}

/** An open range as what it goes through, one by one. */
export function streamOfRange(of: Obj): Stream {
  const from = of.fields.get('from');
  const made = new Stream((give) => {
    for (let at = from; give(at);)
      if (typeof at === 'bigint') at += 1n;
      else if (at instanceof Moment && at.kind === 'day') at = new Moment('day', at.ms + 86_400_000);
      else throw new Unknown('a range of something else');
  });
  made.isLocal = true;
  return made;
}

/** `[1, 2].cycle` */
export function cycled(items: readonly Value[]): Stream {
  const made = new Stream((give) => {
    while (items.length > 0 && items.every((item) => give(item)));
  });
  made.isLocal = true;
  return made;
}

/** A method of what Ruby makes one by one. */
export function ofStream(it: Machine, of: Stream, name: string, args: Value[], named: ReadonlyMap<string, Value>): Value {
  const [fn] = args;
  const by = (item: Value): Value => it.callEach(fn, [item]);
  switch (name) {
    case 'lazy':
    case 'each_entry':
    case 'eager':
      return of;
    case 'map':
    case 'collect':
      return changed(it, of, (item) => [by(item)]);
    case 'select':
    case 'filter':
      return changed(it, of, (item) => (asked(it, fn, item) ? [item] : []));
    case 'reject':
      return changed(it, of, (item) => (asked(it, fn, item) ? [] : [item]));
    case 'filter_map':
      return changed(it, of, (item) => {
        const made = by(item);
        return made === null || made === false ? [] : [made];
      });
    case 'flat_map':
      return changed(it, of, (item) => {
        const made = by(item);
        return made instanceof List ? made.items : [made];
      });
    case 'with_index':
    case 'each_with_index': {
      const from = typeof fn === 'bigint' ? fn : 0n;
      const block = isCallable(args.at(-1)) ? args.at(-1) : undefined;
      return changed(it, of, (item, at) => [
        block === undefined ? new List([item, from + BigInt(at)]) : it.callEach(block, [item, from + BigInt(at)]),
      ]);
    }
    case 'take_while':
      return changed(
        it,
        of,
        (item) => [item],
        (item) => asked(it, fn, item),
      );
    case 'drop':
      return changed(it, of, (item, at) => (at < Number(fn) ? [] : [item]));
    case 'first':
      return fn === undefined ? (firstOf(it, of, 1)[0] ?? null) : new List(firstOf(it, of, Number(fn)));
    case 'take':
      return new List(firstOf(it, of, Number(fn)));
    case 'find':
    case 'detect':
    case 'anyMatch':
    case 'include?': {
      let found: Value = null;
      const whole = each(it, of, (item) => {
        if (name === 'include?' ? !same(it, item, fn) : !asked(it, fn, item)) return true;
        found = item;
        return false;
      });
      return /^(?:find|detect)$/.test(name) ? found : !whole;
    }
    case 'each': {
      if (fn === undefined) return of;
      let turns = 0;
      each(it, of, (item) => {
        counted((turns += 1));
        by(item);
        return true;
      });
      return of;
    }
    case 'next':
    case 'peek':
      return nextOf(it, of, name === 'peek');
    case 'rewind':
      throw new Unknown('a new beginning');
    case 'zip':
      return undefined;
    default:
      return it.send(new List(listOf(it, of)), name === 'force' ? 'to_a' : name, args, named);
  }
}
