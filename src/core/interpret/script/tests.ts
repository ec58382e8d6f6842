import { lineOf } from '../../syntax/lower/places';
import type { SyntaxFile } from '../../syntax/syntax';
import type { Core } from '../running/machine';
import type { Row } from '../library/rowParts';
import { Foreign, Func, List, type Machine, Native, Obj, Promised, type Suite, Thrown, Unknown, type Value } from '../values/value';
import { expectation } from './expectations';
import { finished, promiseOf, runRest } from './jobs';
import { listed } from './iteration';
import { exits } from './setting';
import { newMock, spied } from './mocks';
import { keyOf } from './operators';

const functionIn = (args: readonly Value[]): Func | undefined => {
  const found = args.findLast((each) => each instanceof Func);
  return found instanceof Func ? found : undefined;
};

const registered = (it: Machine, title: Value, fn: Func | undefined, args?: readonly Value[]): undefined => {
  if (fn) it.tests.push({ title, fn, befores: [], suites: it.suites, ...(args && { args }) });
  return undefined;
};

const test: Row = (it, args) => registered(it, args[0], functionIn(args));

function described(it: Machine, fn: Func | undefined, args: readonly Value[] = []): undefined {
  const before = it.suites;
  it.suites = [...before, { once: [], each: [] }];
  if (fn) it.callOn(fn, context, [...args]);
  it.suites = before;
  return undefined;
}

/** What the functions of a suite have as `this`. */
const context = new Obj(
  undefined,
  new Map<string, Value>(['timeout', 'retries', 'slow'].map((name) => [name, new Native(() => undefined)])),
  'context',
);

const hook =
  (kind: keyof Suite): Row =>
  (it, args) => {
    const fn = functionIn(args);
    if (it.suites.length === 0) it.suites = [{ once: [], each: [] }];
    if (fn) it.suites.at(-1)![kind].push(fn);
    return undefined;
  };

/** `test.each(rows)(title, fn)` */
const each =
  (run: (it: Machine, title: Value, fn: Func | undefined, args: readonly Value[]) => undefined): Row =>
  (it, [table, ...values]) => {
    const rows = table instanceof List && table.fields?.has('raw') ? tabled(it, table, values) : listed(it, table);
    return new Native((args) => {
      for (const row of rows) run(it, args[0], functionIn(args), row instanceof List ? row.items : [row]);
      return undefined;
    });
  };

/** The rows of a table that is written as a template: its first line has the names. */
function tabled(it: Machine, { items }: List, values: readonly Value[]): Value[] {
  const names = it
    .shown(items[0])
    .trim()
    .split('|')
    .map((name) => name.trim())
    .filter(Boolean);
  return Array.from({ length: Math.floor(values.length / names.length) }, (_, at) => {
    const row = values.slice(at * names.length, (at + 1) * names.length);
    return new Obj(undefined, new Map(names.map((name, place) => [name, row[place]])));
  });
}

const none: Row = () => undefined;
const mock: Row = (it, [fn]) => newMock(it, fn);
const spy: Row = (it, [of, name, fn]) => {
  const made = spied(it, of, keyOf(it, name));
  if (fn !== undefined) it.callOn(made.fields.get('mockImplementation'), made, [fn]);
  return made;
};

const TEST_ROWS: Readonly<Record<string, Row>> = {
  test,
  it: test,
  specify: test,
  describe: (it, args) => described(it, functionIn(args)),
  each: each(registered),
  'describe.each': each((it, _, fn, args) => described(it, fn, args)),
  before: hook('once'),
  beforeAll: hook('once'),
  beforeEach: hook('each'),
  after: none,
  afterAll: none,
  afterEach: none,
  expect: (_, [value]) => expectation(value, false),
  'chai.expect': (_, [value]) => expectation(value, true),
  'expect.assertions': none,
  'expect.hasAssertions': none,
  'mock.fn': mock,
  'mock.method': spy,
  spyOn: spy,
  'mock.restoreAll': none,
  'mock.reset': none,
};

/** The row of a function of a test runner; undefined for another function. */
export function testRow(name: string): Row | undefined {
  const plain = name
    .replace(/^(?:test|mocha)\.(?=(?:test|it|describe|suite|before|after|mock))/, '')
    .replace(/^(?:jest|vi)\.(?=spyOn$)/, '')
    .replace(/^(?:jest|vi)\.(?=fn$)/, 'mock.')
    .replace(/^(?:jest|vi)\.(?:clear|reset|restore)AllMocks$/, 'mock.reset')
    .replace(/\.(?:only|concurrent|sequential|parallel|serial)(?=\.|$)/g, '')
    .replace(/^(?:suite|context)\b/, 'describe')
    .replace(/^setup$/, 'beforeEach')
    .replace(/^suiteSetup$/, 'before')
    .replace(/^(?:test|it)\.each$/, 'each');
  if (/^(?:test|it|describe)\.(?:skip|todo|skipIf|runIf)$|^x(?:it|describe|test)$/.test(plain)) return none;
  return Object.hasOwn(TEST_ROWS, plain) ? TEST_ROWS[plain] : undefined;
}

/** What Node's runner hands to a test. */
function nodeContext(it: Machine): Obj {
  const run: Row = (own, args) => {
    const fn = functionIn(args);
    return fn ? promiseOf(own, own.call(fn, [nodeContext(own)])) : undefined;
  };
  const fields = new Map<string, Value>([
    ['test', new Native((args) => run(it, args, new Map()))],
    ['mock', new Foreign('mock')],
  ]);
  for (const name of ['diagnostic', 'after', 'afterEach', 'plan', 'skip', 'todo']) fields.set(name, new Native(() => undefined));
  fields.set('before', new Native(([fn]) => it.call(fn, [])));
  fields.set('assert', new Foreign('assert.strict'));
  return new Obj(undefined, fields, 'context');
}

/** Runs the test around a line, with what runs before it; a program without tests as a whole. */
export function runScript(it: Core, file: SyntaxFile, line: number): void {
  it.module(file);
  if (it.tests.length === 0) {
    runRest(it);
    const code = exits.get(it) ?? 0;
    if (Number(code) !== 0) throw new Thrown(new Obj(undefined, new Map([['code', code]]), 'exit'));
    return;
  }
  const around = it.tests.filter(({ fn }) => fn.file === file && lineOf(file, fn.fn.start) <= line && line <= lineOf(file, fn.fn.end));
  const inner = Math.max(...around.map(({ fn }) => fn.fn.start));
  const own = around.filter(({ fn }) => fn.fn.start === inner);
  if (own.length === 0) throw new Unknown('no test');
  const isNode = /['"]node:test['"]/.test(file.text);
  const begun = new Set<Suite>();
  const run = (fn: Value, args: readonly Value[] | undefined): void => {
    const takes = fn instanceof Func ? fn.fn.params.length : 0;
    const done = new Promised();
    const isCalledBack = !isNode && args === undefined && takes === 1;
    const given =
      args ??
      (isNode
        ? [nodeContext(it)]
        : isCalledBack
          ? [new Native(([error]) => (error === undefined ? done.settle('kept', undefined) : done.settle('broken', error), undefined))]
          : []);
    finished(it, it.callOn(fn, context, [...given]));
    if (isCalledBack) finished(it, done);
  };
  for (const { fn, args, suites = [] } of own) {
    it.stack.length = 0;
    for (const suite of suites) {
      if (!begun.has(suite)) for (const each of suite.once) run(each, undefined);
      begun.add(suite);
    }
    for (const suite of suites) for (const each of suite.each) run(each, undefined);
    it.stack.length = 0;
    run(fn, args);
  }
}
