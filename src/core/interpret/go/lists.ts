import { Dict, isNumber, List, Obj, Pointer, Unknown, type Value } from '../values/value';

const ITEMS = new WeakMap<Obj, Obj[]>();
const HELD = new WeakMap<Obj, Obj>();

/** An empty list of `container/list`. */
export function goList(): Obj {
  const made = new Obj(undefined, new Map(), 'golist');
  ITEMS.set(made, []);
  return made;
}

function elementOf(list: Obj, value: Value): Obj {
  const made = new Obj(undefined, new Map([['Value', value]]), 'goelement');
  HELD.set(made, list);
  return made;
}

/** A method of such a list, or of one of its elements; undefined for another value or another name. */
export function ofGoList(of: Obj, name: string, args: readonly Value[]): Value | undefined {
  if (of.type === 'goelement') {
    const items = ITEMS.get(HELD.get(of)!) ?? [];
    const at = items.indexOf(of);
    if (name === 'Next') return items[at + 1] ?? null;
    return name === 'Prev' ? (items[at - 1] ?? null) : undefined;
  }
  const items = ITEMS.get(of);
  if (!items) return undefined;
  const [first, second] = args;
  const placed = (element: Obj, at: number): Value => {
    items.splice(at, 0, element);
    return element;
  };
  const taken = (element: Value): Obj => {
    const at = element instanceof Obj ? items.indexOf(element) : -1;
    if (at < 0) throw new Unknown('an element of another list');
    return items.splice(at, 1)[0]!;
  };
  switch (name) {
    case 'Len':
      return BigInt(items.length);
    case 'Front':
      return items[0] ?? null;
    case 'Back':
      return items.at(-1) ?? null;
    case 'PushFront':
      return placed(elementOf(of, first), 0);
    case 'PushBack':
      return placed(elementOf(of, first), items.length);
    case 'Remove':
      return taken(first).fields.get('Value') ?? null;
    case 'MoveToFront':
      return placed(taken(first), 0) && null;
    case 'MoveToBack':
      return placed(taken(first), items.length) && null;
    case 'InsertBefore':
      return placed(elementOf(of, first), items.indexOf(second as Obj));
    case 'InsertAfter':
      return placed(elementOf(of, first), items.indexOf(second as Obj) + 1);
    default:
      return undefined;
  }
}

/** Whether a value of Go is of a type, as `x.(T)` asks. @throws {@link Unknown} where values do not tell it */
export function isOfGoType(value: Value, written: string): boolean {
  const type = written.trim();
  if (type === 'nil') return value === null;
  if (value === null) return false;
  if (/^(?:interface\s*\{\}|any)$/.test(type)) return true;
  if (type === 'string') return typeof value === 'string';
  if (type === 'bool') return typeof value === 'boolean';
  if (/^(?:int|float64)$/.test(type)) return isNumber(value) && (typeof value === 'bigint') === (type === 'int');
  if (type.startsWith('[]')) return value instanceof List;
  if (type.startsWith('map[')) return value instanceof Dict;
  const name = type.replace(/^\*/, '').replace(/\[.*$/s, '');
  const held = value instanceof Pointer ? value.to : value;
  if (!(held instanceof Obj) || held.cls === undefined) {
    if (isNumber(value) || typeof value === 'string' || typeof value === 'boolean') throw new Unknown('a type');
    return false;
  }
  if (held.cls.name !== name) {
    if (!/^[A-Z]?\w+$/.test(name) || /er$|^error$|^Shape$/.test(name)) throw new Unknown('an interface');
    return false;
  }
  return type.startsWith('*') === value instanceof Pointer;
}
