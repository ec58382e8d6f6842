import { List, type Value } from '../values/value';

/** A part of a slice of Go: it has the elements of the whole, so that each sees what is set in the other. */
export function viewOf(of: List, from: number, to: number): List {
  const base = of.base ?? of;
  const start = (of.from ?? 0) + from;
  const made = new List(of.items.slice(from, to));
  made.base = base;
  made.from = start;
  (base.views ??= []).push(made);
  return made;
}

/** Sets an element of a slice, and of all that have it. */
export function setElement(of: List, at: number, value: Value): void {
  const base = of.base ?? of;
  const place = (of.from ?? 0) + at;
  of.items[at] = value;
  if (place < base.items.length) base.items[place] = value;
  for (const each of base.views ?? []) {
    const own = place - (each.from ?? 0);
    if (own >= 0 && own < each.items.length) each.items[own] = value;
  }
}

/** A slice with more elements: where the whole that it is a part of goes on behind it, they are written there. */
export function appended(of: List, more: readonly Value[]): List {
  const end = (of.from ?? 0) + of.items.length;
  if (!of.base || end + more.length > of.base.items.length) return new List([...of.items, ...more]);
  more.forEach((value, at) => setElement(of.base!, end + at, value));
  return viewOf(of.base, of.from ?? 0, end + more.length);
}
