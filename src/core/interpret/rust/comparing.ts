import { List, Unknown, type Value } from '../values/value';
import { CellBox, Char, Data, F32, inside, Int, itemsIn, Library, plainKey, Range, RustMap, truthIn, View } from './values';
import { commonType } from './numbers';
import type { World } from './machine';

/** `a == b` */
export function equal(w: World, one: Value, other: Value): boolean {
  const [a, b] = [inside(one), inside(other)];
  if (a instanceof Data && !a.decl.isBuiltIn) {
    const own = w.methodsFor(a, 'eq').filter(({ trait }) => trait?.name === 'PartialEq');
    if (own.length > 0) return truthIn(w.callMethod(a, 'eq', [b]));
    if (!(b instanceof Data) || a.decl !== b.decl) throw new Unknown('an equality');
  }
  if (b instanceof Data && !(a instanceof Data)) throw new Unknown('an equality');
  if (a instanceof Data && b instanceof Data)
    return a.variant === b.variant && [...a.fields].every(([name, each]) => equal(w, each, b.fields.get(name)));
  if (a instanceof Int && b instanceof Int) {
    commonType(a, b);
    return a.value === b.value;
  }
  const [x, y] = [floatOf(a), floatOf(b)];
  if (x !== undefined && y !== undefined) return x === y;
  if (isSequence(a) && isSequence(b)) {
    const [left, right] = [itemsIn(a), itemsIn(b)];
    return left.length === right.length && left.every((each, at) => equal(w, each, right[at]));
  }
  if (a instanceof RustMap && b instanceof RustMap)
    return (
      a.entries.size === b.entries.size &&
      [...a.entries.values()].every(([key, each]) => b.has(plainKey(key)) && (a.kind === 'set' || equal(w, each, b.get(plainKey(key)))))
    );
  if (a instanceof Char && b instanceof Char) return a.text === b.text;
  if (a instanceof CellBox && b instanceof CellBox) return equal(w, a.value, b.value);
  if (a instanceof Range && b instanceof Range) return equal(w, a.from, b.from) && equal(w, a.to, b.to);
  if (a instanceof Library && b instanceof Library && a.type === b.type) return a.debug === b.debug;
  if (typeof a === typeof b && (typeof a === 'string' || typeof a === 'boolean')) return a === b;
  throw new Unknown('an equality');
}

const isSequence = (value: Value): boolean => value instanceof List || value instanceof View;

function floatOf(value: Value): number | undefined {
  return value instanceof F32 ? value.value : typeof value === 'number' ? value : undefined;
}

/** The order of two values: below 0, 0, above 0; undefined where they have none. */
export function compared(w: World, one: Value, other: Value): number | undefined {
  const [a, b] = [inside(one), inside(other)];
  if (a instanceof Int && b instanceof Int) {
    commonType(a, b);
    return a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
  }
  const [x, y] = [floatOf(a), floatOf(b)];
  if (x !== undefined && y !== undefined) return x < y ? -1 : x > y ? 1 : x === y ? 0 : undefined;
  if (typeof a === 'string' && typeof b === 'string') return textOrder(a, b);
  if (a instanceof Char && b instanceof Char) return a.code - b.code;
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if (isSequence(a) && isSequence(b)) return orderOfAll(w, itemsIn(a), itemsIn(b));
  if (a instanceof Data && b instanceof Data && a.decl === b.decl) return dataOrder(w, a, b);
  if (a instanceof RustMap && b instanceof RustMap && !a.isHash && !b.isHash)
    return orderOfAll(
      w,
      a.pairs().map((pair) => new List([...pair], 'tuple')),
      b.pairs().map((pair) => new List([...pair], 'tuple')),
    );
  throw new Unknown('an order');
}

function dataOrder(w: World, a: Data, b: Data): number | undefined {
  for (const name of ['partial_cmp', 'cmp']) {
    const own = a.decl.isBuiltIn ? [] : w.methodsFor(a, name).filter(({ trait }) => /^(?:Partial)?Ord$/.test(trait?.name ?? ''));
    if (own.length === 0) continue;
    const said = inside(w.callMethod(a, name, [b]));
    const order = said instanceof Data && said.variant === 'Some' ? inside(said.first) : said;
    if (!(order instanceof Data)) throw new Unknown('an order');
    return order.variant === 'None' ? undefined : ['Less', 'Equal', 'Greater'].indexOf(order.variant) - 1;
  }
  if (a.decl.name === 'Reverse' && a.decl.isBuiltIn) return compared(w, b.first, a.first);
  if (!a.decl.derives.has('PartialOrd')) throw new Unknown('an order');
  const names = a.decl.item.variants.map(({ name }) => name);
  if (a.variant !== b.variant) return names.indexOf(a.variant) - names.indexOf(b.variant);
  return orderOfAll(w, [...a.fields.values()], [...b.fields.values()]);
}

function orderOfAll(w: World, left: readonly Value[], right: readonly Value[]): number | undefined {
  for (const [at, each] of left.entries()) {
    if (at >= right.length) return 1;
    const order = compared(w, each, right[at]);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

/** Texts are in the order of their bytes, which is that of their characters. */
function textOrder(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  for (const [at, each] of left.entries()) {
    if (at >= right.length) return 1;
    const by = each.codePointAt(0)! - right[at]!.codePointAt(0)!;
    if (by !== 0) return by;
  }
  return left.length - right.length;
}

/** The same for values that always have an order. */
export function order(w: World, a: Value, b: Value): number {
  const found = compared(w, a, b);
  if (found === undefined) throw new Unknown('an order of what has none');
  return found;
}
