import assert from 'node:assert/strict';
import type { Hypothesis } from '../../../../src/core/hypothesis';
import { withoutTitle } from '../../../../src/core/suspects/explain/storyText';
import { causeText } from '../../../support/causesOf';
import { hypothesesOf } from '../../../support/hypothesesOf';

const config = [
  'function portOf(text) {',
  '  const parsed = JSON.parse(text);',
  '  const server = parsed.server;',
  '  return server.port.toString();',
  '}',
  'module.exports = { portOf };',
];
const wrapper = [
  "const { portOf } = require('./config');",
  'function load(text) {',
  '  try {',
  '    return portOf(text);',
  '  } catch (error) {',
  "    throw new Error('cannot load', { cause: error });",
  '  }',
  '}',
  "load('{}');",
];

describe('localHypotheses', () => {
  it('ranks the function of the deepest cause first, and describes it with its own message', async () => {
    const { hypotheses } = await hypothesesOf(
      [
        'Error: cannot load',
        '    at load (lib/load.js:6:11)',
        '    at Object.<anonymous> (lib/load.js:9:1)',
        "  [cause]: TypeError: Cannot read properties of undefined (reading 'port')",
        '      at portOf (lib/config.js:4:17)',
        '      at load (lib/load.js:4:12)',
      ],
      { 'lib/config.js': config, 'lib/load.js': wrapper },
    );
    const [first] = hypotheses;
    assert.match(first?.title ?? '', /^`server` is undefined in `portOf`$/);
    assert.ok(first);
    assert.match(
      first.rootCause,
      /^Line 4 reads `server\.port`, but `server` is undefined\. `parsed` is assigned on line 2 from `JSON\.parse\(text\)`\./,
    );
    assert.match(causeText(first), /^lib\/config\.js:3 sets `server`: const server = parsed\.server;$/m);
    assert.ok(first.evidence.some(({ file, line, why }) => file === 'lib/config.js' && line === 4 && why === 'fails here'));
    for (const { title, rootCause } of hypotheses.slice(1)) assert.doesNotMatch(`${title} ${rootCause}`, /is undefined in `load`/);
  });

  it('gives the reason for a throw in a catch, and ranks the code in the try', async () => {
    const { hypotheses } = await hypothesesOf(['Error: cannot load', '    at load (lib/load.js:6:11)', '    at main (lib/load.js:9:1)'], {
      'lib/config.js': config,
      'lib/load.js': wrapper,
    });
    const load = hypotheses.find(({ title }) => title.includes('`load`'));
    assert.equal(load?.title, 'An error inside `load` is caught and rethrown');
    assert.match(load?.rootCause ?? '', /^An error inside lines 3–4 is caught and rethrown on line 6\./);
    assert.doesNotMatch(load?.rootCause ?? '', /assigns `error`|on purpose/);
    assert.ok(
      hypotheses.some(({ title }) => title.includes('`portOf`')),
      JSON.stringify(hypotheses.map(({ title }) => title)),
    );
  });

  it('uses the expectation of the described failure', async () => {
    const test = (name: string, body: string): string[] => [`it('${name}', () => {`, `  ${body}`, '});'];
    const { hypotheses, expected } = await hypothesesOf(
      [
        '  2 failing',
        '',
        '  1) folds:',
        "     TypeError: Cannot read properties of undefined (reading 'length')",
        '      at fold (lib/fold.js:2:15)',
        '      at Context.<anonymous> (test/fold.test.js:2:3)',
        '',
        '  2) counts:',
        '',
        '      AssertionError: expected 2 to equal 3',
        '      + expected - actual',
        '',
        '      -2',
        '      +3',
        '',
        '      at Context.<anonymous> (test/fold.test.js:5:3)',
      ],
      {
        'lib/fold.js': ['exports.fold = function fold(text) {', '  return text.length;', '};'],
        'test/fold.test.js': [...test('folds', 'fold();'), ...test('counts', 'expect(2).to.equal(3);')],
      },
    );
    assert.equal(expected, undefined);
    assert.match(hypotheses[0]?.title ?? '', /`text` is undefined in `fold`/);
  });

  describe('for a recently changed function', () => {
    const total = [
      'def total(items):',
      '    rate = rate_for(items)',
      '    return sum(items) * rate',
      '',
      'def rate_for(items):',
      '    return items[0].rate',
    ];
    const label = ['def label(value):', '    return str(value)'];
    const trace = (message: string): string[] => [
      'Traceback (most recent call last):',
      '  File "shop/total.py", line 3, in total',
      '    return sum(items) * rate',
      message,
    ];
    const about = async (message: string, file: string, line: number, code = total): Promise<Hypothesis | undefined> => {
      const files = {
        'shop/total.py': code,
        'shop/label.py': label,
        'web/label.js': ['export function label(value) {', '  return `${value}`;', '}'],
      };
      const { hypotheses } = await hypothesesOf(trace(message), files, [{ file, line }]);
      return hypotheses.find(({ rootCause }) => rootCause.includes('Recent change'));
    };

    it('describes the path from the failure, and mentions a value only where one comes from it', async () => {
      const made = await about("TypeError: unsupported operand type(s) for *: 'int' and 'NoneType'", 'shop/total.py', 6);
      assert.match(made?.title ?? '', /^`rate` is `None` in `total`, and it comes from `rate_for`$/);
      assert.ok(made);
      assert.match(
        made.rootCause,
        /^In shop\/total\.py, line 3 computes `sum\(items\) \* rate`, where the left side is an `int` and the right side `None`\. `rate_for` returns `items\[0\]\.rate` \(line 6\)\. Recent change: line 6/,
      );
      assert.match(causeText(made), /^shop\/total\.py:2 sets `rate`: rate = rate_for\(items\)$/m);
    });

    it('says once how it is reached', () => {
      const title = '`read` is called by `height` and was changed recently';
      const sentences = ['`read` is called by `height`.', 'Recent change: line 2.'];
      assert.deepEqual(withoutTitle(sentences, title), ['Recent change: line 2.']);
      assert.deepEqual(withoutTitle(sentences.slice(0, 1), title), sentences.slice(0, 1), 'a card has a sentence');
      assert.deepEqual(withoutTitle(sentences, '`read` was changed recently'), sentences);
    });

    it('has no card beside the failing function where nothing leads to it', async () => {
      assert.equal(await about("TypeError: 'NoneType' object is not iterable", 'shop/label.py', 2), undefined);
    });

    it('does not claim a path from the failure where there is none, and has a low chance', async () => {
      const near = await about("TypeError: 'NoneType' object is not iterable", 'shop/label.py', 2, []);
      assert.equal(near?.title, '`label` was changed recently');
      assert.match(near.rootCause, /^Nothing in the output leads to `label`: it was changed recently\. Recent change: line 2/);
      assert.doesNotMatch(near.rootCause, /may come from/);
      assert.ok(near.confidence <= 0.3);
    });

    it("treats the failing test's imports as reached", async () => {
      const output = ['AssertionError: expected 2 to equal 3', '    at Context.<anonymous> (test/cart.test.js:3:17)'];
      const { hypotheses } = await hypothesesOf(
        output,
        {
          'src/cart.js': ['const handlers = { add: sum };', 'function sum(a, b) {', '  return a + b;', '}', 'exports.handlers = handlers;'],
          'test/cart.test.js': [
            "const { handlers } = require('../src/cart');",
            "it('adds', () => {",
            '  expect(handlers.add(1, 1)).to.equal(3);',
            '});',
          ],
        },
        [{ file: 'src/cart.js', line: 3 }],
      );
      assert.doesNotMatch(hypotheses[0]?.rootCause ?? '', /Nothing in the output leads to/);
      assert.match(hypotheses[0]?.title ?? '', /^`sum` .*and was changed recently$/);
      assert.ok((hypotheses[0]?.confidence ?? 0) > 0.3);
    });

    it('leaves out code in a language outside the trace', async () => {
      assert.equal(await about("TypeError: 'NoneType' object is not iterable", 'web/label.js', 2), undefined);
    });
  });

  it('recognises endless recursion', async () => {
    const frame = '    at depth (lib/tree.js:2:10)';
    const { hypotheses } = await hypothesesOf(['RangeError: Maximum call stack size exceeded', frame, frame, frame], {
      'lib/tree.js': ['exports.depth = function depth(node) {', '  return 1 + depth(node);', '};'],
    });
    assert.equal(hypotheses[0]?.title, '`depth` recurses without end');
    assert.match(hypotheses[0].rootCause, /^Line 2 calls `depth` again before it has ended, until the stack is used up\./);
  });

  it('ranks the first of several failed tests', async () => {
    const { hypotheses } = await hypothesesOf(
      [
        ' FAIL  test/cart.test.js > sums',
        'AssertionError: expected 20 to be 30',
        ' ❯ test/cart.test.js:3:17',
        '',
        ' FAIL  test/cart.test.js > first',
        "TypeError: Cannot read properties of undefined (reading 'name')",
        ' ❯ first src/cart.js:5:18',
        ' ❯ test/cart.test.js:6:3',
      ],
      {
        'src/cart.js': ['export function sum() {', '  return 20;', '}', 'export function first(items) {', '  return items[0].name;', '}'],
        'test/cart.test.js': [
          "import { first, sum } from '../src/cart';",
          "it('sums', () => {",
          '  expect(sum()).toBe(30);',
          '});',
          "it('first', () => {",
          '  first([]);',
          '});',
        ],
      },
    );
    assert.match(hypotheses[0]?.title ?? '', /^`sum` gives `20` where `30` was expected$/);
    for (const { title } of hypotheses) assert.doesNotMatch(title, /is undefined/);
  });

  it('describes an error before anything runs in its own words', async () => {
    const files = { 'src/a.ts': ["import { b } from './bb';", 'export function f(): string {', '  return 1;', '}'] };
    const compile = await hypothesesOf(["src/a.ts(3,3): error TS2322: Type 'number' is not assignable to type 'string'."], files);
    assert.equal(compile.hypotheses[0]?.title, '`f` returns a `number` where a `string` is wanted');
    assert.equal(compile.hypotheses[0]?.rootCause, 'Line 3 returns `1`, a `number`, where `f` (line 2) is to return a `string`.');
    const missing = await hypothesesOf(
      ["Error [ERR_MODULE_NOT_FOUND]: Cannot find module '/home/dev/app/src/bb' imported from /home/dev/app/src/a.ts"],
      files,
    );
    assert.match(missing.hypotheses[0]?.title ?? '', /^`\.\/bb` cannot be found$/);
    assert.equal(missing.hypotheses[0]?.evidence[0]?.line, 1);
  });

  it("ranks a test's own line first where a name in it does not exist", async () => {
    const { hypotheses } = await hypothesesOf(
      ['ReferenceError: greeet is not defined', '    at Object.<anonymous> (test/greet.test.js:3:10)'],
      {
        'lib/greet.js': ['exports.greet = function greet(name) {', '  return `hi ${name}`;', '};'],
        'test/greet.test.js': ["const { greet } = require('../lib/greet');", "it('greets', () => {", "  expect(greeet('Ann'));", '});'],
      },
    );
    assert.equal(hypotheses[0]?.title, '`greeet` is not defined');
    assert.deepEqual([hypotheses[0]?.evidence[0]?.file, hypotheses[0]?.evidence[0]?.line], ['test/greet.test.js', 3]);
  });

  it('names a callback without a name by its place, and shows values of several lines on one', async () => {
    const { hypotheses } = await hypothesesOf(
      ["TypeError: Cannot read properties of undefined (reading 'name')", '    at Timeout._onTimeout (main.js:2:25)'],
      { 'main.js': ['const users = {};', 'setTimeout(() => { users.ann.name; }, 1);'] },
    );
    assert.ok(hypotheses.length > 0);
    for (const { title, rootCause, check } of hypotheses) assert.doesNotMatch(`${title} ${rootCause} ${check}`, /``/);

    const object = await hypothesesOf(
      [
        ' FAIL  test/cart.test.ts > sums',
        'AssertionError: expected { cents: 20 } to deeply equal { cents: 30 }',
        '',
        '- Expected',
        '+ Received',
        '',
        '  {',
        '-   "cents": 30,',
        '+   "cents": 20,',
        '  }',
        '',
        ' ❯ test/cart.test.ts:3:17',
      ],
      {
        'src/cart.ts': ['export function sum(): object {', '  return { cents: 20 };', '}'],
        'test/cart.test.ts': ["import { sum } from '../src/cart';", "it('sums', () => {", '  expect(sum()).toEqual({ cents: 30 });', '});'],
      },
    );
    assert.match(object.hypotheses[0]?.rootCause ?? '', /got \{ "cents": 20, \} where \{ "cents": 30, \} was expected/);
  });
});
