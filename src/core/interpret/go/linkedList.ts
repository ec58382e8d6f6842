import type { Core } from '../running/machine';
import { Pointer, type Value } from '../values/value';
import { Struct } from './values';
import { worldOf } from './world';

const ELEMENTS = new WeakMap<Struct, Struct[]>();

/** The elements of a list of `container/list`, in their order. */
export function elementsOf(list: Struct): Struct[] {
  let items = ELEMENTS.get(list);
  if (!items) ELEMENTS.set(list, (items = []));
  return items;
}

/** Puts a value into such a list. @returns its element */
export function pushed(it: Core, list: Struct, value: Value, at: number): Struct {
  const fields = new Map<string, Value>([
    ['Value', value ?? null],
    ['list', new Pointer(list)],
  ]);
  const element = new Struct(worldOf(it).libraryType('list.Element'), fields);
  elementsOf(list).splice(at, 0, element);
  return element;
}
