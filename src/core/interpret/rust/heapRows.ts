import { Unknown, type Value } from '../values/value';
import type { Rows } from './rows';
import { Heap, inside, UNIT, usize, Vec } from './values';
import type { World } from './machine';
import { option } from './options';

/** Where the greatest is. @throws {Unknown} where several are the greatest that can be told apart */
function top(w: World, { items }: Heap): number {
  let best = 0;
  for (let at = 1; at < items.length; at += 1) {
    const by = w.order(items[at], items[best]);
    if (by === 0 && !w.isAlike(items[at], items[best])) throw new Unknown('the order of equal elements');
    if (by > 0) best = at;
  }
  return best;
}

/** `BinaryHeap`: what it is inside does not show. */
export const HEAPS: Rows<Heap> = {
  len: (_, of) => usize(of.items.length),
  is_empty: (_, of) => of.items.length === 0,
  push: (w, of, [value]) => {
    of.items.push(of.elem ? w.typed(value, of.elem) : value);
    return UNIT;
  },
  pop: (w, of) => option(of.items.length === 0 ? undefined : of.items.splice(top(w, of), 1)[0]),
  peek: (w, of) => option(of.items[top(w, of)]),
  clear: (_, of) => (of.items.splice(0), UNIT),
  extend: (w, of, [more]) => (of.items.push(...w.all(more)), UNIT),
  append: (_, of, [other]) => (of.items.push(...(inside(other) as Heap).items.splice(0)), UNIT),
  into_sorted_vec: (w, of) => new Vec(of.items.toSorted((a, b) => w.order(a, b))),
  clone: (w, of) => new Heap(of.items.map((each: Value) => w.clone(each))),
};
