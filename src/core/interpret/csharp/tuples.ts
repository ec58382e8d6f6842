import { elementTypeIn } from './types';
import { List, type Value } from '../values/value';

/** A tuple whose parts have the names of a type: `(int low, int high)`. */
export function withNames(of: List, type: string): List {
  const names = type
    .slice(1, -1)
    .split(',')
    .map((each) => each.trim().split(/\s+/).at(-1)!);
  if (!/^\([\w.?[\]]+\s+\w+\s*(?:,\s*[\w.?[\]]+\s+\w+\s*)*\)$/.test(type) || names.length !== of.items.length) return of;
  const made = new List(of.items, 'tuple');
  made.fields = new Map(names.map((name, at) => [name, of.items[at]]));
  return made;
}

/** A list whose type names the parts of its elements: `List<(string Name, int Size)>`. */
export function withElementNames(of: List, type: string): List {
  const own = elementTypeIn(type);
  if (!own?.startsWith('(')) return of;
  of.elementType = own;
  of.items = of.items.map((each): Value => (each instanceof List && each.kind === 'tuple' ? withNames(each, own) : each));
  return of;
}
