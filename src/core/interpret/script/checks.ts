import { AssertFailed } from '../testing/assertions';
import { isTrue } from '../values/comparing';
import { Cls, Foreign, type Machine, Obj, Pattern, Promised, Thrown, Unknown, type Value } from '../values/value';
import { errorOf } from './errors';
import { type Comparison, sameParts } from './equality';
import { whenSettled } from './jobs';
import { keysOf } from './objects';
import { areSame, scriptOperated, textOf } from './operators';
import { errorType, matchesType } from './types';

const failed = (values: readonly Value[], said?: Value): never => {
  throw new AssertFailed(values, typeof said === 'string' ? said : undefined);
};

const holds = (is: boolean, values: readonly Value[], said?: Value): undefined => (is ? undefined : failed(values, said));

/** The error that a function throws; undefined where it throws none. */
export function errorOfCall(it: Machine, fn: Value): { error: Value } | undefined {
  const depth = it.stack.length;
  try {
    it.callOn(fn, undefined, []);
    return undefined;
  } catch (error) {
    it.stack.length = depth;
    return thrownValue(it, error);
  }
}

/** What the program sees of an error: a failed check is one, too. */
export function thrownValue(it: Machine, error: unknown): { error: Value } {
  if (error instanceof Thrown) return { error: error.value };
  if (error instanceof AssertFailed) return { error: errorOf(it, 'AssertionError', error.said ?? '') };
  throw error;
}

/** Whether an error is as a check wants it. */
function isWanted(it: Machine, error: Value, wanted: Value): boolean {
  if (wanted === undefined || typeof wanted === 'string') return true;
  if (wanted instanceof Pattern) return patternHolds(wanted, textOf(it, error));
  if (wanted instanceof Cls || (wanted instanceof Foreign && /Error$/.test(wanted.name))) return matchesType(it, error, wanted);
  if (wanted instanceof Obj)
    return [...keysOf(it, wanted), ...(errorType(wanted) === undefined ? [] : ['message', 'name'])].every((key) => {
      const [own, asked] = [it.property(error, key), it.property(wanted, key)];
      return asked instanceof Pattern && typeof own === 'string' ? patternHolds(asked, own) : sameParts(it, own, asked, { isTyped: true });
    });
  if (wanted instanceof Foreign) throw new Unknown('a check of an error');
  return isTrue(it, it.call(wanted, [error]));
}

/** A pattern begins anew for each check. */
export function patternHolds({ regex }: Pattern, text: string): boolean {
  regex.lastIndex = 0;
  return regex.test(text);
}

/** An error that came, or did not. */
function judged(it: Machine, came: { error: Value } | undefined, wanted: Value): undefined {
  if (!came) return failed([], 'Missing expected');
  if (isWanted(it, came.error, wanted)) return undefined;
  if (wanted instanceof Cls || wanted instanceof Foreign) throw new Thrown(came.error);
  return failed([]);
}

/** A check of what a promise gives; it fails where it was asked. */
export function later(it: Machine, given: Value, onKept: (value: Value) => void, onBroken: (error: Value) => void): Promised {
  const stack = it.stack.map((each) => ({ ...each }));
  const made = new Promised();
  const promise = given instanceof Promised ? given : it.callOn(given, undefined, []);
  if (!(promise instanceof Promised)) throw new Unknown('a check of something else');
  const after = (run: (value: Value) => void) => (value: Value) => {
    const before = it.stack.splice(0, it.stack.length, ...stack);
    run(value);
    it.stack.splice(0, it.stack.length, ...before);
    made.settle('kept', undefined);
  };
  whenSettled(it, promise, after(onKept), after(onBroken));
  return made;
}

const DEEP: Comparison = { isTyped: true };

/** Checks of Node's `assert`, and of chai's. */
const CHECKS: Readonly<Record<string, (it: Machine, args: Value[], isStrict: boolean) => Value>> = {
  ok: (it, [value, said]) => holds(isTrue(it, value), [value], said),
  equal: (it, [a, b, said], isStrict) =>
    holds(isStrict ? Object.is(a, b) || areSameKnown(a, b) : scriptOperated(it, '==', a, b) === true || bothNaN(a, b), [a, b], said),
  notEqual: (it, [a, b, said], isStrict) => holds(!(isStrict ? areSameKnown(a, b) : scriptOperated(it, '==', a, b) === true), [a, b], said),
  strictEqual: (_, [a, b, said]) => holds(areSameKnown(a, b), [a, b], said),
  notStrictEqual: (_, [a, b, said]) => holds(!areSameKnown(a, b), [a, b], said),
  deepEqual: (it, [a, b, said], isStrict) => holds(sameParts(it, a, b, isStrict ? DEEP : { isLoose: true }), [a, b], said),
  notDeepEqual: (it, [a, b, said], isStrict) => holds(!sameParts(it, a, b, isStrict ? DEEP : { isLoose: true }), [a, b], said),
  deepStrictEqual: (it, [a, b, said]) => holds(sameParts(it, a, b, DEEP), [a, b], said),
  notDeepStrictEqual: (it, [a, b, said]) => holds(!sameParts(it, a, b, DEEP), [a, b], said),
  partialDeepStrictEqual: (it, [a, b, said]) => holds(sameParts(it, a, b, { ...DEEP, isPart: true }), [a, b], said),
  match: (_, [text, pattern, said]) =>
    holds(pattern instanceof Pattern && typeof text === 'string' && patternHolds(pattern, text), [], said),
  doesNotMatch: (_, [text, pattern, said]) =>
    holds(!(pattern instanceof Pattern && typeof text === 'string' && patternHolds(pattern, text)), [], said),
  throws: (it, [fn, wanted]) => judged(it, errorOfCall(it, fn), wanted),
  doesNotThrow: (it, [fn]) => {
    it.callOn(fn, undefined, []);
    return undefined;
  },
  rejects: (it, [given, wanted]) =>
    later(
      it,
      given,
      () => failed([], 'Missing expected rejection'),
      (error) => judged(it, { error }, wanted),
    ),
  doesNotReject: (it, [given]) =>
    later(
      it,
      given,
      () => undefined,
      () => failed([]),
    ),
  fail: (_, [said]) => failed([], said ?? 'Failed'),
  ifError: (_, [value]) => {
    if (value === null || value === undefined) return undefined;
    throw new Thrown(value);
  },
  isTrue: (_, [value]) => holds(value === true, [value, true]),
  isFalse: (_, [value]) => holds(value === false, [value, false]),
  isNull: (_, [value]) => holds(value === null, [value, null]),
  isUndefined: (_, [value]) => holds(value === undefined, [value, undefined]),
  lengthOf: (it, [of, size]) => holds(it.property(of, 'length') === size, [it.property(of, 'length'), size]),
};

const bothNaN = (a: Value, b: Value): boolean => Number.isNaN(a) && Number.isNaN(b);

function areSameKnown(a: Value, b: Value): boolean {
  return (a !== null && typeof a === 'object') || (b !== null && typeof b === 'object') ? areSame(a, b) : Object.is(a, b);
}

/** A check of `assert` by its name; undefined for what is none. */
export function scriptChecked(it: Machine, name: string, args: Value[]): { value: Value } | undefined {
  const found = /^(?:assert|chai\.assert)(\.strict|\.default)*(?:\.(\w+))?$/.exec(name);
  if (!found) return undefined;
  const check = found[2] ?? 'ok';
  if (!Object.hasOwn(CHECKS, check)) return undefined;
  return { value: CHECKS[check]!(it, args, /\.strict/.test(name)) };
}
