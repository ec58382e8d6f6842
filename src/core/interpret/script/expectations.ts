import { AssertFailed } from '../testing/assertions';
import { isTrue } from '../values/comparing';
import { Cls, Dict, Foreign, Hosted, List, type Machine, Native, Obj, Pattern, Unknown, type Value } from '../values/value';
import { errorOfCall, later, patternHolds } from './checks';
import { type Comparison, sameParts } from './equality';
import { hostProperty } from './host';
import { listed } from './iteration';
import { callsOf } from './mocks';
import { keyOf, scriptOperated, textOf, typeOf } from './operators';
import { errorType, matchesType } from './types';

type Matcher = (it: Machine, value: Value, args: readonly Value[]) => boolean;

const EQUAL: Comparison = { ignoresUndefined: true };
const STRICT: Comparison = { isTyped: true };

const compares =
  (sign: string): Matcher =>
  (it, value, [other]) =>
    scriptOperated(it, sign, value, other) === true;

/** Whether an error is as `toThrow` asks. */
const throws: Matcher = (it, value, [wanted, said]) => {
  const came = value instanceof Obj && errorType(value) !== undefined ? { error: value as Value } : errorOfCall(it, value);
  if (!came) return false;
  const message = came.error instanceof Obj ? it.property(came.error, 'message') : came.error;
  const fits = (asked: Value): boolean => {
    if (asked === undefined) return true;
    if (typeof asked === 'string') return typeof message === 'string' && message.includes(asked);
    if (asked instanceof Pattern) return typeof message === 'string' && patternHolds(asked, message);
    if (asked instanceof Cls || asked instanceof Foreign) return matchesType(it, came.error, asked);
    if (asked instanceof Obj && errorType(asked) !== undefined) return it.property(asked, 'message') === message;
    if (asked instanceof Obj) return sameParts(it, came.error, asked, { isPart: true });
    throw new Unknown('a check of an error');
  };
  return fits(wanted) && fits(said);
};

const sizeOf = (it: Machine, value: Value): Value => (value instanceof Dict ? value.entries.size : it.property(value, 'length'));

const contains: Matcher = (it, value, [part]) => {
  if (typeof value === 'string') return value.includes(textOf(it, part));
  return listed(it, value).some((each) => Object.is(each, part));
};

const hasAt: Matcher = (it, value, args) => {
  const path =
    args[0] instanceof List
      ? args[0].items.map((each) => keyOf(it, each))
      : keyOf(it, args[0])
          .replace(/\[(\d+)\]/g, '.$1')
          .split('.');
  let at = value;
  for (const name of path) {
    if (at === null || at === undefined) return false;
    at = it.property(at, name);
  }
  return args.length > 1 ? sameParts(it, at, args[1], EQUAL) : at !== undefined;
};

const calls = (of: Value): Value[][] => {
  const found = callsOf(of);
  if (!found) throw new Unknown('a check of something else');
  return found;
};

/** Checks of jest and vitest. */
const MATCHERS: Readonly<Record<string, Matcher>> = {
  toBe: (_, value, [other]) => {
    if (value instanceof Foreign || other instanceof Foreign) throw new Unknown('a name that nothing sets');
    return Object.is(value, other);
  },
  toEqual: (it, value, [other]) => sameParts(it, value, other, EQUAL),
  toStrictEqual: (it, value, [other]) => sameParts(it, value, other, STRICT),
  toMatchObject: (it, value, [other]) => sameParts(it, value, other, { isPart: true }),
  toBeCloseTo: (it, value, [other, digits]) => Math.abs(Number(textOf(it, value)) - Number(other)) < 10 ** -Number(digits ?? 2) / 2,
  toHaveLength: (it, value, [size]) => it.property(value, 'length') === size,
  toContain: contains,
  toContainEqual: (it, value, [part]) => listed(it, value).some((each) => sameParts(it, each, part, EQUAL)),
  toBeNull: (_, value) => value === null,
  toBeUndefined: (_, value) => value === undefined,
  toBeDefined: (_, value) => value !== undefined,
  toBeNaN: (_, value) => Number.isNaN(value),
  toBeTruthy: (it, value) => isTrue(it, value),
  toBeFalsy: (it, value) => !isTrue(it, value),
  toBeGreaterThan: compares('>'),
  toBeGreaterThanOrEqual: compares('>='),
  toBeLessThan: compares('<'),
  toBeLessThanOrEqual: compares('<='),
  toMatch: (it, value, [wanted]) =>
    wanted instanceof Pattern ? patternHolds(wanted, textOf(it, value)) : textOf(it, value).includes(textOf(it, wanted)),
  toBeInstanceOf: (it, value, [type]) => matchesType(it, value, type),
  toBeTypeOf: (_, value, [type]) => typeOf(value) === type,
  toBeOneOf: (it, value, [list]) => listed(it, list).some((each) => sameParts(it, value, each, EQUAL)),
  toHaveProperty: hasAt,
  toThrow: throws,
  toThrowError: throws,
  toHaveBeenCalled: (_, value) => calls(value).length > 0,
  toHaveBeenCalledOnce: (_, value) => calls(value).length === 1,
  toHaveBeenCalledTimes: (_, value, [times]) => calls(value).length === times,
  toHaveBeenCalledWith: (it, value, args) => calls(value).some((each) => sameParts(it, new List(each), new List([...args]), EQUAL)),
  toHaveBeenLastCalledWith: (it, value, args) => sameParts(it, new List(calls(value).at(-1) ?? []), new List([...args]), EQUAL),
  toHaveBeenNthCalledWith: (it, value, [nth, ...args]) =>
    sameParts(it, new List(calls(value)[Number(nth) - 1] ?? []), new List(args), EQUAL),
};

/** Words of chai's sentences that ask nothing. */
const WORDS = /^(?:to|be|been|is|that|which|and|has|have|with|at|of|same|but|does|still|also|a|an)$/;

const chaiEqual: Matcher = (it, value, [other]) => MATCHERS['toBe']!(it, value, [other]);

/** Checks of chai that are called. */
const CHAI: Readonly<Record<string, Matcher>> = {
  equal: chaiEqual,
  equals: chaiEqual,
  eq: chaiEqual,
  eql: (it, value, [other]) => sameParts(it, value, other, STRICT),
  above: compares('>'),
  gt: compares('>'),
  greaterThan: compares('>'),
  least: compares('>='),
  gte: compares('>='),
  below: compares('<'),
  lt: compares('<'),
  lessThan: compares('<'),
  most: compares('<='),
  lte: compares('<='),
  within: (_, value, [low, high]) => Number(value) >= Number(low) && Number(value) <= Number(high),
  closeTo: (_, value, [other, delta]) => Math.abs(Number(value) - Number(other)) <= Number(delta),
  lengthOf: (it, value, [size]) => sizeOf(it, value) === size,
  length: (it, value, [size]) => sizeOf(it, value) === size,
  include: contains,
  includes: contains,
  contain: contains,
  contains,
  match: (it, value, [pattern]) => pattern instanceof Pattern && patternHolds(pattern, textOf(it, value)),
  property: (it, value, args) => hasAt(it, value, args),
  instanceof: (it, value, [type]) => matchesType(it, value, type),
  instanceOf: (it, value, [type]) => matchesType(it, value, type),
  members: (it, value, [list]) => {
    const [own, others] = [listed(it, value), listed(it, list)];
    return own.length === others.length && others.every((each) => own.some((one) => Object.is(one, each)));
  },
  keys: (it, value, args) => {
    const wanted = args[0] instanceof List ? args[0].items : args;
    return sameParts(it, new List(hostKeys(it, value)), new List([...wanted].sort()), EQUAL);
  },
  throw: throws,
  throws,
  a: (_, value, [type]) => (value instanceof List ? 'array' : value === null ? 'null' : typeOf(value)) === type,
  an: (_, value, [type]) => (value instanceof List ? 'array' : value === null ? 'null' : typeOf(value)) === type,
};

function hostKeys(it: Machine, value: Value): Value[] {
  if (value instanceof Obj) return [...value.fields.keys()].sort();
  if (value instanceof Hosted) return [hostProperty(it, value, 'keys')];
  throw new Unknown('keys of something else');
}

/** Checks of chai that are read. */
const READ: Readonly<Record<string, Matcher>> = {
  true: (_, value) => value === true,
  false: (_, value) => value === false,
  null: (_, value) => value === null,
  undefined: (_, value) => value === undefined,
  exist: (_, value) => value !== null && value !== undefined,
  ok: (it, value) => isTrue(it, value),
  NaN: (_, value) => Number.isNaN(value),
  empty: (it, value) => (value instanceof Obj ? value.fields.size : sizeOf(it, value)) === 0,
};

/** `expect(value)`; of chai, whose words stand in sentences, or of jest and vitest. */
export function expectation(value: Value, isChai: boolean): Obj {
  return new Obj(undefined, new Map<string, Value>([['value', value]]), isChai ? 'expect chai' : 'expect');
}

const withFlag = (of: Obj, name: string, value: Value = true): Obj => new Obj(undefined, new Map([...of.fields, [name, value]]), of.type);

/** What `expect(value)` has under a name. */
export function expectationProperty(it: Machine, of: Obj, name: string): Value {
  const value = of.fields.get('value');
  const isNot = of.fields.get('not') === true;
  const check = (matcher: Matcher, own: Value, args: readonly Value[]): void => {
    if (matcher(it, own, args) !== isNot) return;
    // Of a list that is too long or too short the tools show the length.
    if (/length/i.test(name)) throw new AssertFailed([sizeOf(it, own), args[0]]);
    throw new AssertFailed([own, READ[name] === matcher ? literalOf(name) : args[0]]);
  };
  if (name === 'not') return withFlag(of, 'not', !isNot);
  if (of.type === 'expect chai') {
    if (/^(?:deep|own|nested|ordered|any|all)$/.test(name)) return withFlag(of, name);
    if (Object.hasOwn(READ, name)) {
      check(READ[name]!, value, []);
      return of;
    }
    const matcher =
      of.fields.get('deep') === true && /^(?:equals?|eq)$/.test(name) ? CHAI['eql']! : Object.hasOwn(CHAI, name) ? CHAI[name]! : undefined;
    if (WORDS.test(name) && name !== 'a' && name !== 'an') return of;
    if (!matcher || of.fields.size > 3) throw new Unknown(`expect.${name}`);
    if (of.fields.get('deep') === true && /include|contain|members|property/.test(name)) throw new Unknown(`expect.deep.${name}`);
    const run = new Native((args) => {
      check(matcher, value, args);
      return name === 'property' && args.length === 1 ? withFlag(of, 'value', it.property(value, keyOf(it, args[0]))) : of;
    });
    run.fields = new Map(['that', 'and', 'of', 'instanceof', 'above', 'least'].map((word) => [word, of]));
    if (!/^an?$/.test(name)) return run;
    // `to.be.an('array')`, and `to.be.a.string` before other words.
    return run;
  }
  if (name === 'resolves' || name === 'rejects') return withFlag(of, 'of', name);
  const matcher = Object.hasOwn(MATCHERS, name) ? MATCHERS[name]! : undefined;
  if (!matcher) throw new Unknown(`expect.${name}`);
  const from = of.fields.get('of');
  const wrong = (): never => {
    throw new AssertFailed([]);
  };
  return new Native((args) => {
    if (from === undefined) {
      check(matcher, value, args);
      return undefined;
    }
    const onValue = (own: Value): void => check(matcher, own, args);
    return from === 'resolves' ? later(it, value, onValue, wrong) : later(it, value, wrong, onValue);
  });
}

function literalOf(name: string): Value {
  return { true: true, false: false, null: null }[name];
}

const matcherOf = (matches: (it: Machine, value: Value) => boolean, it: Machine): Obj =>
  new Obj(undefined, new Map<string, Value>([['matches', new Native(([value]) => matches(it, value))]]), 'matcher');

const KINDS: Readonly<Record<string, string>> = {
  String: 'string',
  Number: 'number',
  Boolean: 'boolean',
  Function: 'function',
  BigInt: 'bigint',
};

/** `expect.any(Number)` and others, which stand for values. */
export const MATCHER_ROWS = Object.fromEntries(
  Object.entries<(args: Value[]) => (it: Machine, value: Value) => boolean>({
    anything: () => (_, value) => value !== null && value !== undefined,
    any:
      ([type]) =>
      (it, value) =>
        type instanceof Foreign && Object.hasOwn(KINDS, type.name) ? typeOf(value) === KINDS[type.name] : matchesType(it, value, type),
    objectContaining:
      ([part]) =>
      (it, value) =>
        sameParts(it, value, part, { isPart: true }),
    arrayContaining:
      ([part]) =>
      (it, value) =>
        listed(it, part).every((each) => listed(it, value).some((own) => sameParts(it, own, each, EQUAL))),
    stringContaining:
      ([part]) =>
      (it, value) =>
        typeof value === 'string' && value.includes(textOf(it, part)),
    stringMatching:
      ([part]) =>
      (it, value) =>
        typeof value === 'string' && (part instanceof Pattern ? patternHolds(part, value) : value.includes(textOf(it, part))),
    closeTo:
      ([other, digits]) =>
      (_, value) =>
        Math.abs(Number(value) - Number(other)) < 10 ** -Number(digits ?? 2) / 2,
  }).map(([name, make]) => [`expect.${name}`, (it: Machine, args: Value[]): Value => matcherOf(make(args), it)]),
);
