import type { Core } from '../running/machine';
import { OwnValue, Unknown, type Value } from '../values/value';
import { valueText } from '../history/valueText';
import { count, holds, integer, isNumeric } from './conversions';
import { callMethod, callValue, convert } from './core';
import { between, iteratorOf, movedIterator } from './iterators';
import { put } from './maps';
import { equal, less, operated } from './operators';
import { append, asPlace, stableSorted } from './sequences';
import { LONG } from './types';
import { type Cell, Iter, load, MapOf, MISSING, Moved, peek, Ptr, Struct, Tuple, typeOf, Vec, whole } from './values';

/** `std::back_inserter(list)` */
class Inserter extends OwnValue {
  constructor(readonly into: Value) {
    super();
  }

  get plain(): Value {
    return undefined;
  }
}

/** Writes to where an algorithm puts its results. @returns what it gives at last */
function emit(it: Core, out: Value, values: readonly Value[]): Value {
  const held = load(out);
  if (held instanceof Inserter) {
    const into = load(held.into);
    for (const each of values) {
      if (into instanceof Vec) append(into, convert(it, asGiven(each), into.elem));
      else if (into instanceof MapOf && into.isSet) put(it, into, convert(it, asGiven(each), into.type.args[0]!), true);
      else if (into instanceof MapOf) callMethod(it, held.into, 'insert', [asGiven(each)]);
      else if (typeof into === 'string') callMethod(it, held.into, 'push_back', [each]);
      else throw new Unknown('where results go');
    }
    return held;
  }
  if (!(held instanceof Iter || held instanceof Ptr)) throw new Unknown('where results go');
  let at: Iter | Ptr = held;
  for (const each of values) {
    const [cell] = between(it, at, movedIterator(at, 1)).cells;
    if (!cell) throw new Unknown('where results go');
    cell.value = convert(it, asGiven(each), cell.type ?? typeOf(cell));
    at = movedIterator(at, 1) as Iter | Ptr;
  }
  return at;
}

function asGiven(value: Value): Value {
  return value instanceof Struct ? value.cell : value;
}

function asksOf(it: Core, by: Value): (each: Value) => boolean {
  return (each) => holds(it, callValue(it, by, [each]));
}

/** Sorts as the library does it: up to 16 elements one after the other, of more only where equal ones are alike. */
function sorted(it: Core, cells: readonly Cell[], by: Value): void {
  const isLess = (a: Value, b: Value): boolean =>
    by === undefined ? less(it, a, b) : holds(it, callValue(it, by, [asPlace(a), asPlace(b)]));
  const values = cells.map((each) => load(each));
  if (values.length <= 16) {
    for (let at = 1; at < values.length; at += 1) {
      const own = values[at];
      if (isLess(own, values[0])) {
        values.splice(at, 1);
        values.unshift(own);
        continue;
      }
      let to = at;
      while (to > 0 && isLess(own, values[to - 1])) {
        values[to] = values[to - 1];
        to -= 1;
      }
      if (to === 0) throw new Unknown('an order that is none');
      values[to] = own;
    }
    cells.forEach((cell, at) => (cell.value = values[at]));
    return;
  }
  const result = stableSorted(it, values, by);
  for (let at = 1; at < result.length; at += 1) {
    const [a, b] = [result[at - 1], result[at]];
    if (isLess(b, a)) throw new Unknown('an order that is none');
    if (!isLess(a, b) && valueText(a, 'cpp') !== valueText(b, 'cpp')) throw new Unknown('the order of equal elements');
  }
  cells.forEach((cell, at) => (cell.value = result[at]));
}

/** `std::ranges::sort(list)` takes the whole collection. */
function asRange(it: Core, name: string, args: readonly Value[]): { plain: string; given: readonly Value[] } {
  if (!name.startsWith('ranges::')) return { plain: name, given: args };
  const [first, ...rest] = args;
  const held = load(first);
  const plain = name.slice('ranges::'.length);
  if (held instanceof Iter) return { plain, given: args };
  if (rest.some((each) => peek(each) instanceof Tuple) || rest.length > 2) throw new Unknown('a range');
  if (held instanceof Vec || held instanceof MapOf || typeof held === 'string')
    return { plain, given: [iteratorOf(it, first, 'begin'), iteratorOf(it, first, 'end'), ...rest] };
  throw new Unknown('a range');
}

/** An algorithm of the library; {@link MISSING} where the name is none. */
export function algorithm(it: Core, name: string, args: readonly Value[]): Value {
  const { plain, given } = asRange(it, name, args);
  const [first, last, third, fourth] = given;
  const range = (): Cell[] => between(it, first, last).cells;
  const iteratorAt = (at: number): Value => (at < 0 ? last : between(it, first, last).at(at));
  switch (plain) {
    case 'min':
    case 'max':
      return extreme(it, plain, given);
    case 'minmax':
      throw new Unknown('minmax');
    case 'clamp':
      return less(it, first, last) ? last : less(it, third, first) ? third : first;
    case 'sort':
      sorted(it, range(), third);
      return undefined;
    case 'stable_sort': {
      const cells = range();
      const values = stableSorted(
        it,
        cells.map((each) => load(each)),
        third,
      );
      cells.forEach((cell, at) => (cell.value = values[at]));
      return undefined;
    }
    case 'find':
      return iteratorAt(range().findIndex((each) => equal(it, each, third)));
    case 'find_if':
      return iteratorAt(range().findIndex(asksOf(it, third)));
    case 'find_if_not':
      return iteratorAt(range().findIndex((each) => !asksOf(it, third)(each)));
    case 'count':
      return whole(LONG, BigInt(range().filter((each) => equal(it, each, third)).length));
    case 'count_if':
      return whole(LONG, BigInt(range().filter(asksOf(it, third)).length));
    case 'any_of':
      return range().some(asksOf(it, third));
    case 'all_of':
      return range().every(asksOf(it, third));
    case 'none_of':
      return !range().some(asksOf(it, third));
    case 'for_each':
      for (const each of range()) callValue(it, third, [each]);
      return third;
    case 'accumulate':
    case 'reduce': {
      let sum = third === undefined ? undefined : convert(it, third, typeOf(third).kind === 'pointer' ? typeOf(third) : typeOf(third));
      if (sum === undefined) throw new Unknown('a sum');
      const type = typeOf(sum);
      for (const each of range())
        sum = convert(
          it,
          fourth === undefined ? operated(it, '+', sum, each) : callValue(it, fourth, [sum instanceof Struct ? sum.cell : sum, each]),
          type,
        );
      return sum;
    }
    case 'transform': {
      const cells = range();
      const [, , , by, two] = given;
      if (two !== undefined) {
        const others = between(it, third, movedIterator(load(third) as Iter, cells.length)).cells;
        return emit(
          it,
          by,
          cells.map((each, at) => load(callValue(it, two, [each, others[at]!]))),
        );
      }
      return transformed(it, cells, third, by);
    }
    case 'copy':
      return emit(
        it,
        third,
        range().map((each) => load(each)),
      );
    case 'copy_if':
      return emit(
        it,
        third,
        range()
          .filter(asksOf(it, fourth))
          .map((each) => load(each)),
      );
    case 'copy_n':
      return emit(
        it,
        third,
        between(it, first, movedIterator(load(first) as Iter, count(last))).cells.map((each) => load(each)),
      );
    case 'move':
      return emit(
        it,
        third,
        range().map((each) => new Moved(each)),
      );
    case 'fill':
      for (const each of range()) each.value = convert(it, third, each.type ?? typeOf(third));
      return undefined;
    case 'iota': {
      let value = load(third);
      for (const each of range()) {
        each.value = convert(it, value, each.type ?? typeOf(value));
        value = operated(it, '+', value, 1n);
      }
      return undefined;
    }
    case 'generate':
      for (const each of range()) each.value = convert(it, callValue(it, third, []), each.type!);
      return undefined;
    case 'reverse': {
      const cells = range();
      const values = cells.map((each) => load(each)).toReversed();
      cells.forEach((cell, at) => (cell.value = values[at]));
      return undefined;
    }
    case 'rotate': {
      const middle = between(it, first, last).cells.length;
      const cells = between(it, first, third).cells;
      const values = cells.map((each) => load(each));
      const turned = [...values.slice(middle), ...values.slice(0, middle)];
      cells.forEach((cell, at) => (cell.value = turned[at]));
      return undefined;
    }
    case 'remove':
    case 'remove_if': {
      const cells = range();
      const asks = plain === 'remove' ? (each: Value) => equal(it, each, third) : asksOf(it, third);
      const kept = cells.filter((each) => !asks(each)).map((each) => load(each));
      // What is behind the new end is left as it was moved from: nobody reads it.
      kept.forEach((value, at) => (cells[at]!.value = value));
      return between(it, first, last).at(kept.length);
    }
    case 'unique': {
      const cells = range();
      const same = (a: Value, b: Value): boolean => (third === undefined ? equal(it, a, b) : holds(it, callValue(it, third, [a, b])));
      const kept: Value[] = [];
      for (const each of cells) if (kept.length === 0 || !same(asPlace(kept.at(-1)), each)) kept.push(load(each));
      kept.forEach((value, at) => (cells[at]!.value = value));
      return between(it, first, last).at(kept.length);
    }
    case 'min_element':
    case 'max_element': {
      const cells = range();
      const isLess = (a: Value, b: Value): boolean => (third === undefined ? less(it, a, b) : holds(it, callValue(it, third, [a, b])));
      let best = cells.length > 0 ? 0 : -1;
      for (let at = 1; at < cells.length; at += 1)
        if (plain === 'min_element' ? isLess(cells[at], cells[best]) : isLess(cells[best], cells[at])) best = at;
      return iteratorAt(best);
    }
    case 'lower_bound':
    case 'upper_bound': {
      const cells = range();
      const isLess = (a: Value, b: Value): boolean => (fourth === undefined ? less(it, a, b) : holds(it, callValue(it, fourth, [a, b])));
      let [low, high] = [0, cells.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (plain === 'lower_bound' ? isLess(cells[middle], third) : !isLess(third, cells[middle])) low = middle + 1;
        else high = middle;
      }
      return low === cells.length ? last : iteratorAt(low);
    }
    case 'binary_search':
      return range().some((each) => equal(it, each, third));
    case 'equal': {
      const cells = range();
      const others = between(it, third, fourth instanceof Iter ? fourth : movedIterator(load(third) as Iter, cells.length)).cells;
      return cells.length === others.length && cells.every((each, at) => equal(it, each, others[at]));
    }
    case 'is_sorted':
      return range().every(
        (each, at, all) =>
          at === 0 || !(third === undefined ? less(it, each, all[at - 1]) : holds(it, callValue(it, third, [each, all[at - 1]!]))),
      );
    case 'adjacent_find': {
      const cells = range();
      return iteratorAt(
        cells.findIndex(
          (each, at) =>
            at + 1 < cells.length &&
            (third === undefined ? equal(it, each, cells[at + 1]) : holds(it, callValue(it, third, [each, cells[at + 1]!]))),
        ),
      );
    }
    case 'partial_sum': {
      let sum: Value;
      return emit(
        it,
        third,
        range().map((each) => (sum = sum === undefined ? load(each) : operated(it, '+', sum, each))),
      );
    }
    case 'inner_product': {
      const cells = range();
      const others = between(it, third, movedIterator(load(third) as Iter, cells.length)).cells;
      let sum = load(fourth);
      const type = typeOf(sum);
      cells.forEach((each, at) => (sum = convert(it, operated(it, '+', sum, operated(it, '*', each, others[at])), type)));
      return sum;
    }
    case 'back_inserter':
    case 'inserter':
      return new Inserter(first);
    default:
      return MISSING;
  }
}

/** Each result is put before the next one is worked out: both may be one collection. */
function transformed(it: Core, cells: readonly Cell[], out: Value, by: Value): Value {
  let at = out;
  for (const each of cells) at = emit(it, at, [load(callValue(it, by, [each]))]);
  return at;
}

function extreme(it: Core, name: string, [first, second, third]: readonly Value[]): Value {
  if (second === undefined) {
    if (!(first !== undefined && typeof first === 'object' && first !== null && 'elements' in first)) throw new Unknown(name);
    const braces = first as unknown as { elements: readonly Parameters<Core['evaluate']>[0][]; frame: Parameters<Core['evaluate']>[1] };
    const values = braces.elements.map((each) => it.evaluate(each, braces.frame));
    return values.reduce((best, each) => ((name === 'max' ? less(it, best, each) : less(it, each, best)) ? each : best));
  }
  const [a, b] = [load(first), load(second)];
  if (isNumeric(a) && isNumeric(b) && typeOf(a).id !== typeOf(b).id) {
    const wide = operated(it, '+', a, operated(it, '-', b, b));
    void wide;
    if (integer(a) < 0n || integer(b) < 0n) throw new Unknown('numbers of two types');
  }
  const isLess = third === undefined ? less(it, first, second) : holds(it, callValue(it, third, [first, second]));
  const isMore = name === 'max' ? isLess : third === undefined ? less(it, second, first) : holds(it, callValue(it, third, [second, first]));
  return isMore ? second : first;
}
