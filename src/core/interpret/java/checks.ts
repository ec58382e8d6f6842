import { AssertFailed, checked } from '../testing/assertions';
import { isOfType } from '../values/kinds';
import { refuse } from '../library/parts';
import { compared, same } from '../values/comparing';
import { list, num, type Row } from '../library/rowParts';
import { Cls, Foreign, List, type Machine, Native, Obj, Thrown, type Value } from '../values/value';

/** The error that a call throws, where it is of a type. */
const throwing: Row = (it, [type, fn]) => {
  const name = type instanceof Cls || type instanceof Foreign ? type.name : refuse('a type');
  const depth = it.stack.length;
  try {
    it.call(fn, []);
  } catch (error) {
    if (!(error instanceof Thrown)) throw error;
    if (!isOfType(it, error.value, name)) throw new AssertFailed();
    it.stack.length = depth;
    return error.value;
  }
  throw new AssertFailed();
};

const matcher = (holds: (it: Machine, value: Value) => boolean, it: Machine): Native => new Native(([value]) => holds(it, value));

/** A check of one value against another one. */
const matching =
  (holds: (it: Machine, value: Value, args: Value[]) => boolean): Row =>
  (it, args) =>
    matcher((_, value) => holds(it, value, args), it);

const fits = (it: Machine, value: Value, by: Value): boolean =>
  by instanceof Native ? it.call(by, [value]) === true : same(it, value, by);

/** Checks of JUnit, Hamcrest and AssertJ that are more than a comparison. */
export const JAVA_CHECKS: Readonly<Record<string, Row>> = {
  assertThrows: throwing,
  assertThrowsExactly: throwing,
  assertDoesNotThrow: (it, [fn]) => it.call(fn, []),
  assertAll: (it, args) => {
    for (const each of args) if (typeof each !== 'string') it.call(each, []);
    return null;
  },
  assertInstanceOf: (it, [type, value]) => {
    if (isOfType(it, value, type instanceof Cls || type instanceof Foreign ? type.name : '')) return value;
    throw new AssertFailed();
  },
  'java fail': (it, [said]) => {
    throw new AssertFailed([], said === undefined ? undefined : it.shown(said));
  },
  arguments: (_, args) => new Obj(undefined, new Map([['items', new List(args)]]), 'arguments'),
  'Arguments.of': (_, args) => new Obj(undefined, new Map([['items', new List(args)]]), 'arguments'),
  'Arguments.arguments': (_, args) => new Obj(undefined, new Map([['items', new List(args)]]), 'arguments'),
  'java assertThat': (it, args) => {
    const by = args.at(-1);
    if (args.length === 1) return new Obj(undefined, new Map([['value', args[0]]]), 'assertj');
    const value = args.at(-2);
    if (!fits(it, value, by)) throw new AssertFailed();
    return null;
  },
  'java is': matching((it, value, [by]) => fits(it, value, by)),
  'java equalTo': matching((it, value, [by]) => fits(it, value, by)),
  'java not': matching((it, value, [by]) => !fits(it, value, by)),
  'java hasItem': matching((it, value, [by]) => list(it, value).some((each) => fits(it, each, by))),
  'java hasSize': matching((it, value, [size]) => list(it, value).length === num(size)),
  'java contains': matching((it, value, args) => same(it, value, new List(args))),
  'java containsString': matching((_, value, [part]) => typeof value === 'string' && typeof part === 'string' && value.includes(part)),
  'java nullValue': matching((_, value) => value === null),
  'java notNullValue': matching((_, value) => value !== null),
  'java greaterThan': matching((it, value, [other]) => compared(it, value, other) > 0),
  'java lessThan': matching((it, value, [other]) => compared(it, value, other) < 0),
  'java closeTo': matching((_, value, [other, delta]) => Math.abs(num(value) - num(other)) <= num(delta)),
};

const ASSERTJ: Readonly<Record<string, string>> = {
  isEqualTo: 'assertEquals',
  isNotEqualTo: 'assertNotEquals',
  isSameAs: 'assertSame',
  isTrue: 'assertTrue',
  isFalse: 'assertFalse',
  isNull: 'assertNull',
  isNotNull: 'assertNotNull',
};

/** `assertThat(value).isEqualTo(other)`. */
export function ofAssertion(it: Machine, of: Obj, name: string, args: Value[]): Value {
  const value = of.fields.get('value');
  const check = ASSERTJ[name];
  const hold = (holds: boolean, ...values: Value[]): Value => {
    if (!holds) throw new AssertFailed(values);
    return of;
  };
  if (check !== undefined) {
    checked(it, check, args.length > 0 ? [args[0], value] : [value]);
    return of;
  }
  switch (name) {
    case 'as':
    case 'describedAs':
      return of;
    case 'isEmpty':
      return hold(it.send(value, 'isEmpty', []) === true);
    case 'isNotEmpty':
      return hold(it.send(value, 'isEmpty', []) === false);
    case 'hasSize':
      return hold(list(it, value).length === num(args[0]));
    case 'contains':
      return hold(
        typeof value === 'string'
          ? value.includes(it.shown(args[0]))
          : args.every((each) => list(it, value).some((one) => same(it, one, each))),
      );
    case 'containsExactly':
      return hold(same(it, new List([...list(it, value)]), new List(args)));
    case 'isGreaterThan':
      return hold(compared(it, value, args[0]) > 0);
    case 'isLessThan':
      return hold(compared(it, value, args[0]) < 0);
    case 'isBetween':
      return hold(compared(it, value, args[0]) >= 0 && compared(it, value, args[1]) <= 0);
    case 'isZero':
      return hold(num(value) === 0);
    default:
      return refuse(`the check ${name}`);
  }
}
