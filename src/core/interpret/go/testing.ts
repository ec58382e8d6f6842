import { AssertFailed } from '../testing/assertions';
import type { Core } from '../running/machine';
import { lineOf } from '../../syntax/lower/places';
import type { SyntaxFile } from '../../syntax/syntax';
import { type Fn, nodesIn } from '../../syntax/lower/ir';
import { Foreign, Func, Pointer, Thrown, Unknown, type Value } from '../values/value';
import { coerce } from './conversions';
import { codeOf, formatGo, printedLine } from './formats';
import type { GoMethod, GoRow } from './libraryRow';
import { deepEquals, isNil, isTruth } from './operators';
import { GoArray, GoMap, numberIn, raw, Slice, textIn } from './values';
import { byteCount } from '../values/bytes';
import { libraryStruct, worldOf } from './world';

const failed = (said?: string): never => {
  throw new AssertFailed([], said);
};

const unlike = (what: string): never => {
  throw new Unknown(what);
};

const METHODS: Readonly<Record<string, GoMethod>> = {
  Errorf: (it, _, [format, ...args]) => failed(formatGo(it, textIn(format), args)),
  Fatalf: (it, _, [format, ...args]) => failed(formatGo(it, textIn(format), args)),
  Error: (it, _, args) => failed(printedLine(it, args).slice(0, -1)),
  Fatal: (it, _, args) => failed(printedLine(it, args).slice(0, -1)),
  Fail: () => failed(),
  FailNow: () => failed(),
  Run: (it, _, [, fn]) => {
    it.call(fn, [tester(it)]);
    return true;
  },
  Helper: () => null,
  Log: () => null,
  Logf: () => null,
  // Tests that run beside each other begin after the loop that lists them.
  Parallel: (it) => (worldOf(it).sharesVariables ? unlike('parallel tests') : null),
  Cleanup: () => null,
  Name: () => unlike('the name of a test'),
};

export const CHECK_METHODS: Readonly<Record<string, GoMethod>> = Object.fromEntries(
  Object.entries(METHODS).map(([name, method]) => [`testing.T.${name}`, method]),
);

const tester = (it: Core): Value => new Pointer(libraryStruct(it, 'testing.T'));

type Holds = (it: Core, args: Value[]) => boolean;

function sizeOf(value: Value): number {
  const plain = raw(value);
  if (typeof plain === 'string') return byteCount(plain);
  if (value instanceof Slice) return value.length;
  if (value instanceof GoMap) return value.entries.size;
  if (value instanceof GoArray) return value.items.length;
  throw new Unknown('the size of something else');
}

const isEmpty = (value: Value): boolean => {
  if (value === null) return true;
  const plain = raw(value);
  return typeof plain === 'object' || typeof plain === 'string' ? sizeOf(value) === 0 : plain === false || plain === 0n || plain === 0;
};

const errorIs: Holds = (it, [error, target]) => it.call(new Foreign('errors.Is'), [error, target]) === true;

function holds(it: Core, of: Value, part: Value): boolean {
  if (typeof raw(of) === 'string') return textIn(of).includes(textIn(part));
  if (of instanceof GoMap) return of.has(coerce(part, of.type.key));
  if (of instanceof Slice) return of.items.some((each) => deepEquals(it, each, part));
  throw new Unknown('what something is looked for in');
}

/** Checks of `testify` by their names: the values that are compared, wanted first, and whether it holds. */
const TESTIFY: Readonly<Record<string, { compares: number; holds: Holds }>> = {
  Equal: { compares: 2, holds: (it, [a, b]) => deepEquals(it, a, b) },
  NotEqual: { compares: 0, holds: (it, [a, b]) => !deepEquals(it, a, b) },
  EqualValues: { compares: 2, holds: (it, [a, b]) => deepEquals(it, a, b) || Number(numberIn(a)) === Number(numberIn(b)) },
  True: { compares: 0, holds: (_, [a]) => isTruth(a) },
  False: { compares: 0, holds: (_, [a]) => !isTruth(a) },
  Nil: { compares: 0, holds: (_, [a]) => isNil(a) },
  NotNil: { compares: 0, holds: (_, [a]) => !isNil(a) },
  NoError: { compares: 0, holds: (_, [a]) => isNil(a) },
  Error: { compares: 0, holds: (_, [a]) => !isNil(a) },
  ErrorIs: { compares: 0, holds: errorIs },
  EqualError: { compares: 0, holds: (it, [a, text]) => textIn(it.send(a, 'Error', [])) === textIn(text) },
  Len: { compares: 0, holds: (_, [of, size]) => sizeOf(of) === Number(numberIn(size)) },
  Empty: { compares: 0, holds: (_, [of]) => isEmpty(of) },
  NotEmpty: { compares: 0, holds: (_, [of]) => !isEmpty(of) },
  Contains: { compares: 0, holds: (it, [of, part]) => holds(it, of, part) },
  NotContains: { compares: 0, holds: (it, [of, part]) => !holds(it, of, part) },
  InDelta: { compares: 0, holds: (_, [a, b, by]) => Math.abs(Number(numberIn(a)) - Number(numberIn(b))) <= Number(numberIn(by)) },
  Greater: { compares: 0, holds: (_, [a, b]) => numberIn(a) > numberIn(b) },
  GreaterOrEqual: { compares: 0, holds: (_, [a, b]) => numberIn(a) >= numberIn(b) },
  Less: { compares: 0, holds: (_, [a, b]) => numberIn(a) < numberIn(b) },
  LessOrEqual: { compares: 0, holds: (_, [a, b]) => numberIn(a) <= numberIn(b) },
};

export const CHECKS: Readonly<Record<string, GoRow>> = Object.fromEntries(
  Object.entries(TESTIFY).flatMap(([name, check]) =>
    ['assert', 'require'].map((pkg): [string, GoRow] => [
      `${pkg}.${name}`,
      (it, [, ...args]) => {
        if (check.holds(it, args)) return true;
        throw new AssertFailed(args.slice(0, check.compares).map((each) => codeOf(it, each)));
      },
    ]),
  ),
);

/** Runs the test, or the program, around a line. */
export function runGoTest(it: Core, file: SyntaxFile, line: number): void {
  const fns = [...nodesIn(file.code, (node) => node.kind === 'fn')].filter((node): node is Fn => node.kind === 'fn');
  const own = fns.find((fn) => lineOf(file, fn.start) <= line && line <= lineOf(file, fn.end));
  const world = worldOf(it);
  const pkg = world.packageOf(file);
  it.stack.length = 0;
  world.start(pkg);
  it.stack.length = 0;
  const run = (fn: Fn): void => {
    it.stack.length = 0;
    it.call(new Func(fn, file, pkg.env), fn.params.length > 0 ? [tester(it)] : []);
    world.runStarted();
  };
  if (own && (/^Test/.test(own.name) || own.name === 'main')) {
    run(own);
    return;
  }
  // A line of a helper: the test is the first one that fails there.
  const tests = fns.filter(({ name, params }) => /^Test(?![a-z])/.test(name) && params.length === 1);
  if (!/_test\.go$/.test(file.file) || !own) throw new Unknown('no test');
  for (const fn of tests) {
    try {
      run(fn);
    } catch (error) {
      const isHere = it.stack.some((at) => at.file === file && at.line === line);
      if (!(error instanceof AssertFailed || error instanceof Thrown) || isHere) throw error;
    }
  }
}
