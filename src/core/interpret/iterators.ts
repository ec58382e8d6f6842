import { Dict, List, Native, Obj, Thrown, Unknown, type Machine, type Value } from './values';

interface Turn {
  readonly items: readonly Value[];
  at: number;
  /** Takes an element out of what is gone through. */
  readonly drop?: (value: Value, at: number) => void;
}

const TURNS = new WeakMap<Obj, Turn>();

/** An iterator over some elements. @param drop takes one out of what is gone through */
export function iteratorOf(items: readonly Value[], drop?: Turn['drop']): Obj {
  const made = new Obj(undefined, new Map(), 'iterator');
  TURNS.set(made, { items, at: 0, ...(drop && { drop }) });
  return made;
}

/** An iterator over a list, or over a map's keys, values or entries, which can take out what it gave last. */
export function iteratorOver(of: List | Dict, items: readonly Value[]): Obj {
  const map = of instanceof Dict ? of : of.map;
  const keys = map?.keys();
  let gone = 0;
  return iteratorOf([...items], (_, at) => {
    if (map) map.delete(keys![at]);
    else (of as List).items.splice(at - gone++, 1);
  });
}

/** What an iterator has not given yet; it is at its end then. */
export function restOf(of: Obj): Value[] {
  const turn = TURNS.get(of)!;
  const rest = turn.items.slice(turn.at);
  turn.at = turn.items.length;
  return rest;
}

/** A method of an iterator; undefined for another name. */
export function ofIterator(it: Machine, of: Obj, name: string, args: readonly Value[]): Value | undefined {
  const turn = TURNS.get(of);
  if (!turn) return undefined;
  switch (name) {
    case 'hasNext':
    case 'hasMoreElements':
      return turn.at < turn.items.length;
    case 'next':
    case 'nextInt':
    case 'nextElement':
      if (turn.at >= turn.items.length) throw new Thrown(new Obj(undefined, new Map(), 'NoSuchElementException'));
      return turn.items[turn.at++];
    case 'readLine':
      return turn.at < turn.items.length ? turn.items[turn.at++] : null;
    case 'lines':
      return new List(restOf(of));
    case 'close':
      return null;
    case 'remove':
      if (turn.at === 0 || !turn.drop) throw new Unknown('a removal');
      turn.drop(turn.items[turn.at - 1], turn.at - 1);
      return null;
    case 'forEachRemaining':
      for (const each of restOf(of)) it.call(args[0], [each]);
      return null;
    default:
      return undefined;
  }
}

/** What has no end: what comes next is made when it is asked for. */
export function endless(next: () => Value): Obj {
  const made = new Obj(undefined, new Map([['next', new Native(next)]]), 'endless');
  return made;
}

/** A method of what has no end; undefined for another name. */
export function ofEndless(it: Machine, of: Obj, name: string, [first]: readonly Value[]): Value | undefined {
  const next = (): Value => it.call(of.fields.get('next'), []);
  const until = (enough: (value: Value) => boolean): Value => {
    for (let turn = 0; turn < 20_000; turn += 1) {
      const value = next();
      if (enough(value)) return value;
    }
    throw new Unknown('a long loop');
  };
  switch (name) {
    case 'limit':
    case 'take':
      return new List(Array.from({ length: Math.min(20_000, Number(first)) }, next));
    case 'map':
    case 'mapToObj':
    case 'mapToInt':
    case 'boxed':
      return endless(() => (first === undefined ? next() : it.call(first, [next()])));
    case 'filter':
      return endless(() => until((value) => it.call(first, [value]) === true));
    case 'skip':
      for (let turn = 0; turn < Number(first); turn += 1) next();
      return of;
    case 'takeWhile': {
      const items: Value[] = [];
      until((value) => it.call(first, [value]) !== true || (items.push(value), false));
      return new List(items);
    }
    case 'anyMatch':
      return until((value) => it.call(first, [value]) === true) !== undefined;
    default:
      return undefined;
  }
}
