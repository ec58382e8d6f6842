import { fail } from '../library/errors';
import { named, num, refuse } from '../library/parts';
import { compared, same } from './comparing';
import { iteratorOf } from './iterators';
import { itemsOf, List, Obj, type Machine, type Value } from './value';

interface Heap {
  readonly items: Value[];
  /** Below 0 where the first comes out first. */
  readonly order: (a: Value, b: Value) => number;
}

const HEAPS = new WeakMap<Obj, Heap>();

/** A queue whose least element comes out first, in the order in which Java's does. */
export function heapOf(it: Machine, items: readonly Value[], by: Value): Obj {
  const made = new Obj(undefined, new Map(), 'heap');
  const order = (a: Value, b: Value): number => (by === undefined || by === null ? compared(it, a, b) : num(it.call(by, [a, b])));
  HEAPS.set(made, { items: [], order });
  for (const each of items) pushed(HEAPS.get(made)!, each);
  return made;
}

function pushed({ items, order }: Heap, value: Value): void {
  let at = items.length;
  items.push(value);
  while (at > 0) {
    const parent = (at - 1) >>> 1;
    if (order(value, items[parent]) >= 0) break;
    items[at] = items[parent];
    at = parent;
  }
  items[at] = value;
}

function sunk({ items, order }: Heap, from: number, value: Value): void {
  let at = from;
  while (2 * at + 1 < items.length) {
    let child = 2 * at + 1;
    if (child + 1 < items.length && order(items[child], items[child + 1]) > 0) child += 1;
    if (order(value, items[child]) <= 0) break;
    items[at] = items[child];
    at = child;
  }
  items[at] = value;
}

function popped(heap: Heap): Value {
  const [first] = heap.items;
  const last = heap.items.pop();
  if (heap.items.length > 0) sunk(heap, 0, last);
  return first;
}

const of = (heap: Obj): Heap => HEAPS.get(heap)!;

/** The elements of such a queue, as they lie in it. */
export const heapItems = (heap: Obj): Value[] => of(heap).items;

/** Methods of such a queue. */
export const HEAP = named<Obj>({
  'add offer enqueue': (_, heap, [value]) => {
    pushed(of(heap), value);
    return true;
  },
  addall: (it, heap, [more]) => {
    for (const each of itemsOf(more, it.family)) pushed(of(heap), each);
    return true;
  },
  'poll remove': (it, heap, [value], _, name) => {
    if (value !== undefined) {
      const rest = of(heap).items.splice(0);
      const at = rest.findIndex((each) => each === value || compared(it, each, value) === 0);
      if (at >= 0) return refuse('a removal from a queue');
      of(heap).items.push(...rest);
      return false;
    }
    if (of(heap).items.length === 0) return name === 'poll' ? null : fail('NoSuchElementException');
    return popped(of(heap));
  },
  peek: (_, heap) => of(heap).items[0] ?? null,
  element: (_, heap) => of(heap).items[0] ?? fail('NoSuchElementException'),
  size: (_, heap) => BigInt(of(heap).items.length),
  isempty: (_, heap) => of(heap).items.length === 0,
  clear: (_, heap) => {
    of(heap).items.length = 0;
    return null;
  },
  contains: (it, heap, [value]) => of(heap).items.some((each) => same(it, each, value)),
  iterator: (_, heap) => iteratorOf([...of(heap).items]),
  'stream toarray': (_, heap) => new List([...of(heap).items]),
  tostring: (it, heap) => it.shown(new List(of(heap).items)),
});
