import { isErrorOf } from '../values/errorKinds';
import { listOf } from '../values/iteration';
import { ofRe } from '../python/patterns';
import { compared, equal, identical, isTrue, same } from '../values/comparing';
import { operated } from '../values/operators';
import { Cls, Dict, Foreign, isNumber, List, Obj, Pattern, Sym, Unknown, nameOf, type Machine, type Value } from '../values/value';
import { matchIn } from '../ruby/matches';
import { matchesPhp } from '../php/patterns';

type Check = (it: Machine, args: readonly Value[]) => boolean;

/** Whether two numbers, or all of two lists, are as near as that. */
export const isWithin = (it: Machine, a: Value, b: Value, delta: number): boolean => {
  if (a instanceof List) {
    const others = listOf(it, b);
    return a.items.length === others.length && a.items.every((each, at) => isWithin(it, each, others[at], delta));
  }
  if (!isNumber(a) || !isNumber(b)) throw new Unknown('a check of something else');
  return Math.abs(Number(a) - Number(b)) <= delta;
};

const sizeOf = (it: Machine, of: Value): number =>
  typeof of === 'string' ? of.length : of instanceof Dict ? of.entries.size : listOf(it, of).length;

const holds = (it: Machine, of: Value, item: Value): boolean =>
  typeof of === 'string' && typeof item === 'string'
    ? of.includes(item)
    : of instanceof Dict && it.family !== 'php'
      ? of.has(item)
      : isTrue(it, operated(it, 'in', item, of instanceof Dict ? new List(of.values()) : of));

/** Whether both have the same elements, in any order. */
const sameItems: Check = (it, [a, b]) => {
  const left = [...listOf(it, b)];
  for (const item of listOf(it, a)) {
    const at = left.findIndex((other) => same(it, item, other));
    if (at < 0) return false;
    left.splice(at, 1);
  }
  return left.length === 0;
};

const ofType = (it: Machine, value: Value, type: Value): boolean => {
  if (type instanceof List) return type.items.some((each) => ofType(it, value, each));
  if (it.family === 'php' && typeof type === 'string') return it.isA(value, type.replace(/^.*\\/, ''));
  return isTrue(it, it.kindOf(value, type));
};

const matches = (it: Machine, pattern: Value, of: Value): boolean => {
  if (it.family === 'python') return ofRe(it, 'search', [pattern, of], new Map()) !== null;
  if (it.family === 'php') return matchesPhp(pattern, of);
  if (typeof pattern === 'string') return nameOf(of).includes(pattern);
  if (pattern instanceof Pattern) return matchIn(it, nameOf(of), pattern) !== null;
  throw new Unknown('a match');
};

/** Names of checks, in lower case and without `_`, by what they ask. */
const CHECKS: Readonly<Record<string, Check>> = {
  equal: (it, [a, b]) => (it.family === 'javascript' || it.family === 'php' ? equal(it, a, b) : same(it, a, b)),
  same: (it, [a, b]) => same(it, a, b),
  identical: (it, [a, b]) =>
    it.family === 'php'
      ? identical(it, a, b)
      : /^(?:python|ruby)$/.test(it.family)
        ? equal(it, a, b, 'is')
        : it.family === 'java'
          ? equal(it, a, b)
          : same(it, a, b),
  holds: (it, [a]) => isTrue(it, a),
  true: (it, [a]) => (it.family === 'php' || (it.family === 'ruby' && typeof a === 'boolean') ? a === true : isTrue(it, a)),
  false: (it, [a]) => (it.family === 'php' ? a === false : !isTrue(it, a)),
  nothing: (_, [a]) => a === null || a === undefined,
  contains: (it, [a, b]) => holds(it, b, a),
  includes: (it, [a, b]) => holds(it, a, b),
  more: (it, [a, b]) => compared(it, a, b) > 0,
  moreOrSame: (it, [a, b]) => compared(it, a, b) >= 0,
  less: (it, [a, b]) => compared(it, a, b) < 0,
  lessOrSame: (it, [a, b]) => compared(it, a, b) <= 0,
  near: (it, [a, b, places]) => isWithin(it, a, b, 0.5 * 10 ** -Number(isNumber(places) ? places : 7)),
  within: (it, [a, b, delta]) => isWithin(it, a, b, Number(isNumber(delta) ? delta : 0.001)),
  count: (it, [a, b]) => (isNumber(a) ? sizeOf(it, b) === Number(a) : sizeOf(it, a) === Number(b)),
  empty: (it, [a]) => (it.family === 'php' ? !isTrue(it, a) : sizeOf(it, a) === 0),
  sameItems,
  ofType: (it, [a, b]) => ofType(it, a, b),
  typeOf: (it, [a, b]) => ofType(it, b, a),
  exactType: (it, [a, b]) =>
    b instanceof Obj && b.cls ? b.cls === a : b instanceof Obj && a instanceof Foreign ? b.type === a.name : ofType(it, b, a),
  matches: (it, [a, b]) => matches(it, a, b),
  matched: (it, [a, b]) => matches(it, b, a),
  key: (_, [key, of]) => {
    if (of instanceof Dict) return of.has(key);
    if (of instanceof List && typeof key === 'bigint') return key >= 0n && Number(key) < of.items.length;
    if (of instanceof List) return false;
    throw new Unknown('a check of something else');
  },
  begins: (_, [a, b]) => nameOf(b).startsWith(nameOf(a)),
  ends: (_, [a, b]) => nameOf(b).endsWith(nameOf(a)),
  predicate: (it, [of, name]) => isTrue(it, it.send(of, nameOf(name), [])),
  operator: (it, [a, sign, b]) => isTrue(it, it.send(a, nameOf(sign), [b])),
  answers: (it, [of, name]) => isTrue(it, it.send(of, 'respond_to?', [name])),
  text: (_, [a]) => typeof a === 'string',
  whole: (_, [a]) => typeof a === 'bigint',
  fraction: (_, [a]) => typeof a === 'number',
  truth: (_, [a]) => typeof a === 'boolean',
  array: (_, [a]) => a instanceof List || a instanceof Dict,
  object: (_, [a]) => a instanceof Obj,
};

/** After each check its names in the libraries; with a first letter `~` the other way round of its arguments. */
const LISTED: Readonly<Record<string, string>> = {
  equal: 'equal equals looselyequal',
  same: 'deepequal deepstrictequal areequal eq listequal dictequal setequal tupleequal sequenceequal multilineequal arrayequals iterableequals equalobjects',
  identical: 'strictequal same is areidentical',
  holds: 'ok holds block',
  true: 'true istrue',
  false: 'false isfalse',
  nothing: 'null isnull isnone nil',
  contains: 'in contains containsequals stringcontainsstring',
  includes: 'includes include',
  more: 'greater ~greaterthan',
  moreOrSame: 'greaterequal ~greaterthanorequal',
  less: 'less ~lessthan',
  lessOrSame: 'lessequal ~lessthanorequal',
  near: 'almostequal',
  within: 'indelta withindelta equalswithdelta inepsilon',
  count: 'count',
  empty: 'empty',
  sameItems: 'countequal equalscanonicalizing sameelements',
  ofType: 'isinstance',
  typeOf: 'kindof typeof instanceofclass',
  exactType: 'instanceof',
  matches: 'match matchesregularexpression',
  matched: 'regex regexpmatches',
  key: 'arrayhaskey',
  begins: 'stringstartswith',
  ends: 'stringendswith',
  predicate: 'predicate',
  operator: 'operator',
  answers: 'respondto',
  text: 'isstring',
  whole: 'isint',
  fraction: 'isfloat',
  truth: 'isbool boolean',
  array: 'isarray',
  object: 'isobject',
};

/** Checks of one value. */
const ALONE = new Set(['holds', 'true', 'false', 'nothing', 'empty', 'text', 'whole', 'fraction', 'truth', 'array', 'object']);

const NAMES = new Map<string, { check: Check; turned: boolean; needs: number }>(
  Object.entries(LISTED).flatMap(([check, names]) =>
    names
      .split(' ')
      .map((name): [string, { check: Check; turned: boolean; needs: number }] => [
        name.replace('~', ''),
        { check: CHECKS[check]!, turned: name.startsWith('~'), needs: ALONE.has(check) ? 1 : 2 },
      ]),
  ),
);
NAMES.set('', { check: CHECKS['holds']!, turned: false, needs: 1 });

/** What a name of a check asks, without `assert` before it; undefined where it is none. */
export function checkNamed(family: string, name: string): { check: Check; turned: boolean; needs: number; isNot: boolean } | undefined {
  const own = family === 'php' && name === 'instanceof' ? 'instanceofclass' : family === 'ruby' && name === 'same' ? 'is' : name;
  const found = NAMES.get(own);
  if (found) return { ...found, isNot: false };
  // `assertNotIn`, `assertIsNotNone`, `assertArrayNotHasKey`, `assertStringNotContainsString`, `assertIsNot`
  const without = /^n(?:ot)?e(?:quals?)?$/.test(name)
    ? 'equal'
    : name === 'isnot'
      ? 'is'
      : name === 'doesnotmatchregularexpression'
        ? 'match'
        : name.replace('not', '');
  const other = without === name ? undefined : NAMES.get(without === 'nil' || without === 'null' ? 'nil' : without);
  return other && { ...other, isNot: true };
}

/** Whether an error of the program is of one of some types. */
export function isOfTypes(it: Machine, error: Value, types: readonly Value[]): boolean {
  return types.some((type) => {
    const name =
      type instanceof Cls || type instanceof Foreign
        ? type.name.replace(/^.*[.:\\]/, '')
        : type instanceof Sym
          ? type.name
          : typeof type === 'string'
            ? type.replace(/^.*\\/, '')
            : undefined;
    if (name === undefined) throw new Unknown('a type of an error');
    return it.isA(error, name) || (error instanceof Obj && isErrorOf(it.family, error.type, name));
  });
}
