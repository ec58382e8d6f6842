import { fail } from '../library/errors';
import { listOf } from '../values/iteration';
import { counted } from '../values/limits';
import { Dict, List, Obj, pairOf, type Machine, type Value } from '../values/value';
import { charOf } from './chars';
import { Query } from './query';

/** What there is to go through in a value, one after the other; a list or map that changes meanwhile is an error of the program. */
export function* itemsFrom(it: Machine, of: Value): Generator<Value, void> {
  if (of === null) return fail('NullReferenceException');
  let size = 0;
  if (of instanceof Query) {
    const from = of.begin();
    for (let step = from.next(); !step.done; step = from.next()) {
      counted((size += 1));
      yield step.value;
    }
    return;
  }
  if (of instanceof Obj && of.type === 'group') return yield* itemsFrom(it, of.fields.get('items'));
  if (typeof of === 'string') return yield* [...of].map((each) => charOf(it, each));
  if (!(of instanceof List || of instanceof Dict)) return yield* listOf(it, of);
  if (of instanceof List && of.fields?.has('Length')) {
    for (const row of of.items) yield* itemsFrom(it, row);
    return;
  }
  const sizeNow = (): number => (of instanceof List ? of.items.length : of.entries.size);
  const items = of instanceof Dict ? (of.kind === 'set' ? of.keys() : of.pairs().map(([key, value]) => pairOf(key, value))) : undefined;
  size = sizeNow();
  for (let at = 0; at < size; at += 1) {
    yield items ? items[at] : (of as List).kind === 'stack' ? (of as List).items[size - 1 - at] : (of as List).items[at];
    if (sizeNow() !== size) return fail('InvalidOperationException', 'Collection was modified; enumeration operation may not execute.');
  }
}

/** Whether a value can be gone through as LINQ does. */
export function isSeries(it: Machine, of: Value): boolean {
  if (of instanceof Obj) return of.type === 'group' || it.methodOf(of, /^GetEnumerator$/) !== undefined;
  return of instanceof List || of instanceof Dict || of instanceof Query || typeof of === 'string';
}

/** An array: its size is fixed. */
export function arrayOf(items: Value[]): List {
  const made = new List(items);
  made.fixed = 'size';
  return made;
}
