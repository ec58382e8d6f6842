import { fail } from '../library/errors';
import type { Row } from '../library/rowParts';
import { compared } from '../values/comparing';
import { List, Unknown, type Machine, type Value } from '../values/value';

/** Python's `heapq`, with the places and the comparisons that it has there: what is equal comes in no other order. */
export const HEAPS: Readonly<Record<string, Row>> = {
  'heapq.heappush': (it, [of, value]) => {
    const items = itemsOf(of);
    items.push(value);
    up(it, items, 0, items.length - 1);
    return null;
  },
  'heapq.heappop': (it, [of]) => {
    const items = itemsOf(of);
    if (items.length === 0) return fail('IndexError', 'index out of range');
    const last = items.pop();
    return items.length === 0 ? last : replaced(it, items, last);
  },
  'heapq.heapify': (it, [of]) => {
    const items = itemsOf(of);
    for (let at = Math.floor(items.length / 2) - 1; at >= 0; at -= 1) down(it, items, at);
    return null;
  },
  'heapq.heapreplace': (it, [of, value]) => {
    const items = itemsOf(of);
    return items.length === 0 ? fail('IndexError', 'index out of range') : replaced(it, items, value);
  },
  'heapq.heappushpop': (it, [of, value]) => {
    const items = itemsOf(of);
    return items.length > 0 && isLess(it, items[0], value) ? replaced(it, items, value) : value;
  },
};

function itemsOf(of: Value): Value[] {
  if (!(of instanceof List)) throw new Unknown('a heap');
  return of.items;
}

function isLess(it: Machine, a: Value, b: Value): boolean {
  return compared(it, a, b) < 0;
}

/** Puts another value in the place of the least one. */
function replaced(it: Machine, items: Value[], value: Value): Value {
  const least = items[0];
  items[0] = value;
  down(it, items, 0);
  return least;
}

/** `_siftdown` of CPython: moves what is at a place towards the first, as long as it is less than what is above it. */
function up(it: Machine, items: Value[], from: number, place: number): void {
  const own = items[place];
  let at = place;
  while (at > from) {
    const above = (at - 1) >> 1;
    if (!isLess(it, own, items[above])) break;
    items[at] = items[above];
    at = above;
  }
  items[at] = own;
}

/** `_siftup` of CPython: the lesser of two goes up until there is none below, and what was at the place takes that one's. */
function down(it: Machine, items: Value[], place: number): void {
  const own = items[place];
  let at = place;
  for (let below = 2 * at + 1; below < items.length; below = 2 * at + 1) {
    if (below + 1 < items.length && !isLess(it, items[below], items[below + 1])) below += 1;
    items[at] = items[below];
    at = below;
  }
  items[at] = own;
  up(it, items, place, at);
}
