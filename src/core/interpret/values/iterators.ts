import { Dict, List, Obj, Stream, Thrown, Unknown, type Machine, type Value } from './value';

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
export function endless(next: () => Value): Stream {
  return new Stream((give) => {
    for (let turn = 0; give(next()); turn += 1) if (turn > 20_000) throw new Unknown('a long loop');
  });
}
