import { printed } from './formats';
import { compared, equal, isTrue, same } from './operators';
import { Dict, Foreign, isNumber, itemsOf, List, Obj, Thrown, Unknown, nameOf, type Value, type Machine } from './values';

/** A failed check of a test. */
export class AssertFailed extends Error {
  constructor(
    /** The values that it compared, in the order of the call. */
    readonly values: readonly Value[] = [],
    /** What it says. */
    readonly said?: string,
  ) {
    super('a failed check');
  }
}

/** Names of checks, in lower case and without `_`, by what they ask. */
const CHECKS: Readonly<Record<string, (it: Machine, args: readonly Value[]) => boolean>> = {
  equal: (it, [a, b]) => same(it, a, b),
  same: (it, [a, b]) => same(it, a, b),
  notEqual: (it, [a, b]) => !same(it, a, b),
  holds: (it, [a]) => isTrue(it, a),
  holdsNot: (it, [a]) => !isTrue(it, a),
  nothing: (_, [a]) => a === null || a === undefined,
  something: (_, [a]) => a !== null && a !== undefined,
  contains: (it, [a, b]) =>
    typeof b === 'string' && typeof a === 'string' ? b.includes(a) : itemsOf(b, it.family).some((each) => same(it, each, a)),
  includes: (it, [a, b]) =>
    typeof b === 'string' && typeof a === 'string'
      ? a.includes(b)
      : a instanceof Dict
        ? a.has(b)
        : itemsOf(a, it.family).some((each) => same(it, each, b)),
  more: (it, [a, b]) => compared(it, a, b) > 0,
  moreOrSame: (it, [a, b]) => compared(it, a, b) >= 0,
  less: (it, [a, b]) => compared(it, a, b) < 0,
  lessOrSame: (it, [a, b]) => compared(it, a, b) <= 0,
  near: (_, [a, b, places]) => {
    if (!isNumber(a) || !isNumber(b)) throw new Unknown('a check of something else');
    return Math.abs(Number(a) - Number(b)) < 0.5 * 10 ** -Number(isNumber(places) ? places : 7);
  },
  within: (_, [a, b, delta]) => {
    if (!isNumber(a) || !isNumber(b)) throw new Unknown('a check of something else');
    return Math.abs(Number(a) - Number(b)) <= Number(isNumber(delta) ? delta : 0.001);
  },
  count: (it, [a, b]) => (isNumber(a) ? itemsOf(b, it.family).length === Number(a) : itemsOf(a, it.family).length === Number(b)),
};

const NAMES: Readonly<Record<string, keyof typeof CHECKS>> = {
  equal: 'equal', strictequal: 'same', deepequal: 'same', deepstrictequal: 'same', equals: 'same', areequal: 'same', eq: 'same', same: 'same',
  listequal: 'same', dictequal: 'same', setequal: 'same', tupleequal: 'same', sequenceequal: 'same', multilineequal: 'same', arrayequals: 'same', iterableequals: 'same',
  notequal: 'notEqual', notequals: 'notEqual', notstrictequal: 'notEqual', arenotequal: 'notEqual', ne: 'notEqual', notsame: 'notEqual',
  '': 'holds', ok: 'holds', true: 'holds', istrue: 'holds', holds: 'holds', false: 'holdsNot', isfalse: 'holdsNot', refute: 'holdsNot',
  null: 'nothing', isnull: 'nothing', isnone: 'nothing', nil: 'nothing', notnull: 'something', isnotnull: 'something', isnotnone: 'something', notnil: 'something',
  in: 'contains', includes: 'includes', contains: 'contains', greater: 'more', greaterequal: 'moreOrSame', less: 'less', lessequal: 'lessOrSame', almostequal: 'near', indelta: 'within', withindelta: 'within',
  count: 'count',
}; // prettier-ignore

/** A check of a test library by its name; undefined where the name is no check. */
export function checked(it: Machine, name: string, args: readonly Value[]): true | undefined {
  const plain = name.replace(/[_.!]/g, '').toLowerCase();
  const [, bare] = /^(?:assert|require|assertthat)(.*)$/.exec(plain) ?? [];
  const check = bare === undefined ? (plain === 'refute' ? 'holdsNot' : undefined) : NAMES[bare];
  if (check === undefined) {
    if (plain.startsWith('assert') || plain.startsWith('refute')) throw new Unknown(`the check ${name}`);
    return undefined;
  }
  let given = [...args];
  // JUnit 4 takes a message first, others last.
  const needed = /^(?:holds|holdsNot|nothing|something)$/.test(check) ? 1 : 2;
  const isMessage = (value: Value): boolean => typeof value === 'string';
  const isFirst = it.family === 'java' && !/org\.junit\.jupiter/.test(it.stack.at(-1)?.file.text ?? '');
  if (given.length > needed && isFirst && isMessage(given[0]) && !isNumber(given[2])) given = given.slice(1);
  if (plain === 'assertsame' && it.family === 'java') {
    if (given[0] !== given[1]) throw new AssertFailed(given.slice(0, 2));
    return true;
  }
  if (given.length > 2 && given[0] instanceof List && isNumber(given[2])) {
    const [a, b, by] = given as [List, Value, Value];
    const others = itemsOf(b, it.family);
    if (a.items.length !== others.length || !a.items.every((each, at) => CHECKS['within']!(it, [each, others[at], by])))
      throw new AssertFailed([a, b]);
    return true;
  }
  const isWithin = check === 'same' && given.length > 2 && isNumber(given[2]) && isNumber(given[0]);
  if (!CHECKS[isWithin ? 'within' : check]!(it, given)) throw new AssertFailed(given.slice(0, needed));
  return true;
}

/** `t.Errorf` and others of Go; undefined for another method. */
export function checkedInGo(it: Machine, name: string, args: readonly Value[]): Value | undefined {
  switch (name) {
    case 'Errorf':
    case 'Fatalf':
      throw new AssertFailed([], printed(it, nameOf(args[0]), args.slice(1), 'go'));
    case 'Error':
    case 'Fatal':
      throw new AssertFailed([], args.map((each) => it.shown(each)).join(' '));
    case 'FailNow':
    case 'Fail':
      throw new AssertFailed();
    case 'Run':
      return it.call(args[1], [new Foreign('t')]) ?? true;
    case 'Helper':
    case 'Log':
    case 'Logf':
    case 'Parallel':
    case 'Cleanup':
      return null;
    default:
      throw new Unknown(`t.${name}`);
  }
}

/** `_(value).must_equal …` of Ruby. */
export function expected(it: Machine, of: Obj, name: string, args: readonly Value[]): Value {
  const value = of.fields.get('value');
  if (/^(?:must|wont)_/.test(name)) {
    const check = name.replace(/^must_(?:be_)?/, '').replace(/^wont_(?:be_)?/, 'not_');
    const given = args.length > 0 ? [args[0], value] : [value];
    if (!checked(it, `assert_${check}`, given)) throw new Unknown(`the check ${name}`);
    return null;
  }
  throw new Unknown(`expect.${name}`);
}

/** Whether a call of a function throws an error. */
export function throwsError(it: Machine, fn: Value): boolean {
  const depth = it.stack.length;
  try {
    it.call(fn, []);
    return false;
  } catch (error) {
    if (!(error instanceof Thrown)) throw error;
    it.stack.length = depth;
    return true;
  }
}

/** `value == expected` of a test in Python. */
export function pairHolds(it: Machine, a: Value, b: Value): void {
  const near = [a, b].find((each) => each instanceof Obj && each.type === 'approx');
  if (near instanceof Obj) {
    const other = near === a ? b : a;
    const wanted = near.fields.get('value');
    if (!isNumber(other) || !isNumber(wanted)) throw new Unknown('a check of something else');
    if (
      Math.abs(Number(other) - Number(wanted)) <=
      Math.max(Number(near.fields.get('abs') ?? 1e-12), Number(near.fields.get('rel') ?? 1e-6) * Math.abs(Number(wanted)))
    )
      return;
    throw new AssertFailed([other, wanted]);
  }
  if (!equal(it, a, b)) throw new AssertFailed([a, b]);
}

/** Whether a list, for what a check shows, has only plain values. */
export function isPlain(value: Value): boolean {
  if (value === null || value === undefined || typeof value !== 'object') return true;
  if (value instanceof List) return value.items.every(isPlain);
  if (value instanceof Dict) return value.pairs().every(([key, each]) => isPlain(key) && isPlain(each));
  return value instanceof Obj && value.cls === undefined && value.type === '' && [...value.fields.values()].every(isPlain);
}
