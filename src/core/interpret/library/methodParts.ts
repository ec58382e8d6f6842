import { compared, isTrue } from '../values/comparing';
import { listOf } from '../values/iteration';
import { operated } from '../values/operators';
import { count, num, refuse } from './parts';

import { type Dict, Func, type List, type Machine, Native, type Value } from '../values/value';

/** Items in the order of their keys or of a function that compares two. */
export function sortedBy(it: Machine, items: readonly Value[], key: Value | undefined, reverse = false): Value[] {
  const keyed = items.map((each) => ({ each, by: key === undefined || key === null ? each : it.callEach(key, [each]) }));
  keyed.sort((a, b) => (reverse ? compared(it, b.by, a.by) : compared(it, a.by, b.by)));
  return keyed.map(({ each }) => each);
}

/** Items in the order of a function that compares two. */
export function sortedWith(it: Machine, items: readonly Value[], by: Value): Value[] {
  return [...items].sort((a, b) => {
    const order = it.call(by, [a, b]);
    if (typeof order === 'boolean') return refuse('an order by a truth');
    return num(order);
  });
}

/** What a function gives for a value; the value itself where there is no function. */
export const by = (it: Machine, fn: Value | undefined, ...args: Value[]): Value => (fn === undefined ? args[0]! : it.callEach(fn, args));

/** Whether a function holds for a value. */
export const asked = (it: Machine, fn: Value | undefined, ...args: Value[]): boolean => isTrue(it, by(it, fn, ...args));

/** The elements of a list, a set or a map, which has pairs. */
export const parts = (it: Machine, of: List | Dict): Value[] => listOf(it, of);

/** A place that was found; -1 is none, which Ruby tells by nothing. */
export const found = (it: Machine, at: number): Value => (at < 0 && it.family === 'ruby' ? null : count(it, at));

/** The greatest (1) or least (-1) of some items, by a function. */
export const extreme = (it: Machine, items: readonly Value[], fn: Value | undefined, sign: 1 | -1): Value => {
  if (items.length === 0) return it.family === 'ruby' || it.family === 'kotlin' ? null : refuse('the most of nothing');
  const isComparator = /^(?:java|csharp)$/.test(it.family) && (fn instanceof Native || (fn instanceof Func && fn.fn.params.length === 2));
  const first = items
    .map((each) => ({ each, by: fn === undefined || isComparator ? each : by(it, fn, each) }))
    .reduce((a, b) => {
      const order = isComparator ? num(it.call(fn, [b.each, a.each])) : compared(it, b.by, a.by);
      return order * sign > 0 ? b : a;
    });
  return first.each;
};

/** All items added up. */
export const sum = (it: Machine, items: readonly Value[], start?: Value): Value =>
  items.some((each) => typeof each === 'string') && /^(?:java|kotlin|csharp|cpp)$/.test(it.family)
    ? refuse('a sum of letters')
    : items.reduce((total, each) => operated(it, '+', total, each), start ?? (it.family === 'javascript' ? 0 : 0n));

/** Items in the order of their texts, as JavaScript sorts. */
export function sortedAsText(it: Machine, items: readonly Value[]): Value[] {
  return [...items].sort((a, b) => {
    const [x, y] = [it.shown(a), it.shown(b)];
    return x < y ? -1 : Number(x > y);
  });
}
