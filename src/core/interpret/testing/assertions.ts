import { checkNamed, isOfTypes, isWithin } from './checks';
import { equal } from '../values/comparing';
import { Dict, isNumber, List, Obj, Thrown, Unknown, type Value, type Machine } from '../values/value';

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

/** A check of a test library by its name; undefined where the name is no check. */
export function checked(
  it: Machine,
  name: string,
  args: readonly Value[],
  named: ReadonlyMap<string, Value> = new Map(),
): true | undefined {
  const plain = name.replace(/[_.!?]/g, '').toLowerCase();
  const [, word, bare] = /^(assertthat|assert|require|refute)(.*)$/.exec(plain) ?? [];
  if (bare === undefined) return undefined;
  const found = checkNamed(it.family, bare);
  if (!found) throw new Unknown(`the check ${name}`);
  const { check, turned, needs, isNot } = found;
  let given = [...args];
  // JUnit 4 takes a message first, others last.
  const isFirst = it.family === 'java' && !/org\.junit\.jupiter/.test(it.stack.at(-1)?.file.text ?? '');
  if (given.length > needs && isFirst && typeof given[0] === 'string' && !isNumber(given[2])) given = given.slice(1);
  const delta = named.get('delta') ?? (bare === 'almostequal' ? undefined : given[2]);
  const isDelta = isNumber(delta) && (named.has('delta') || (/^(?:java|kotlin|csharp)$/.test(it.family) && needs === 2));
  const holds = isDelta
    ? isWithin(it, given[0], given[1], Number(delta))
    : check(it, turned ? [given[1], given[0], ...given.slice(2)] : named.has('places') ? [given[0], given[1], named.get('places')] : given);
  if ((holds === isNot) !== (word === 'refute')) throw new AssertFailed(given.slice(0, needs));
  return true;
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
  return thrownBy(it, () => it.call(fn, [])) !== undefined;
}

/** The error that some code throws; undefined where it throws none. */
export function thrownBy(it: Machine, run: () => Value): Obj | undefined {
  const depth = it.stack.length;
  try {
    run();
    return undefined;
  } catch (error) {
    if (!(error instanceof Thrown)) throw error;
    if (!(error.value instanceof Obj)) throw new Unknown('an error of another kind');
    it.stack.length = depth;
    return error.value;
  }
}

/** The error of one of some types that some code has to throw. @throws {AssertFailed} where it throws none, and another error as it is */
export function thrownOf(it: Machine, types: readonly Value[], run: () => Value): Obj {
  const stack = it.stack.map((each) => ({ ...each }));
  try {
    run();
  } catch (error) {
    if (!(error instanceof Thrown) || !isOfTypes(it, error.value, types)) throw error;
    it.stack.splice(0, it.stack.length, ...stack);
    if (error.value instanceof Obj) return error.value;
    throw new Unknown('an error of another kind');
  }
  throw new AssertFailed();
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
