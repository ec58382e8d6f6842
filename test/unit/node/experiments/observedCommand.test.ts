import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { openSyntax, openTrees } from '../../../../src/core/syntax/openSyntax';
import type { RanLines } from '../../../../src/core/experiments/coverage';
import { recogniseRunner } from '../../../../src/core/experiments/runnerTable';
import { packageScripts } from '../../../../src/node/experiments/packageScripts';
import { coverageExperiment } from '../../../../src/node/experiments/coverageExperiment';
import type { ObserveOptions } from '../../../../src/node/experiments/observedCommand';
import { traceExperiment } from '../../../../src/node/experiments/traceExperiment';
import { valuesExperiment } from '../../../../src/node/experiments/valuesExperiment';
import { traceSentence, valuesSentence } from '../../../../src/app/runWords';
import { renderExperiment } from '../../../../src/cli/renderExperiment';
import { packagedGrammars } from '../../../../realBugs/packagedGrammars';
import { builtInstruments } from '../../../support/builtInstruments';

const syntax = openSyntax(packagedGrammars);
const parse = openTrees(packagedGrammars);

const SHOP = `const cache = {};

async function find(id) {
  if (id === 'nobody') return null;
  return [{ id, price: 2 }];
}

async function load(id) {
  const found = await find(id);
  if (found) cache[id] = found;
  return cache[id];
}

function total(orders) {
  return orders.reduce((sum, order) => sum + order.price, 0);
}

module.exports = { load, total };
`;

const TESTS = `const { test } = require('node:test');
const assert = require('node:assert/strict');
const { load, total } = require('./shop');
test('of a customer', async () => {
  const orders = await load('ada');
  assert.equal(total(orders), 2);
});
test('of another one', async () => {
  assert.equal(total(await load('grace')), 2);
});
test('of nobody', async () => {
  const orders = await load('nobody');
  assert.equal(total(orders), 0);
});
`;

describe('looking into a failing command', function () {
  let root: string;

  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'observed-command-')));
    file('shop.js', SHOP);
    file('shop.test.js', TESTS);
  });

  afterEach(() => {
    rmSync(root, { recursive: true, force: true });
  });

  function file(name: string, text: string): void {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }

  async function options(...command: string[]): Promise<ObserveOptions> {
    return { command, cwd: root, root, assets: await builtInstruments() };
  }

  const runTests = [process.execPath, '--test', 'shop.test.js'];

  it('says of a language without an instrument why there are no values, and what works', async () => {
    const trace = 'panic: runtime error: index out of range [3] with length 2\n\ngoroutine 1 [running]:\nmain.pick(...)\n\t/ws/main.go:7\n';
    file('fail.js', `process.stderr.write(${JSON.stringify(trace)}); process.exitCode = 2;`);
    const command = await options('node', 'fail.js');
    const why =
      'A run reads values only in JavaScript, TypeScript, Python and the JVM, not in Go: a debugger that stops at the failure shows them; trying a fix and searching for the change that broke it work here, too.';
    const values = await valuesExperiment(command, syntax);
    assert.deepEqual([values.baseline.outcome, values.baseline.why, values.verdict.frames, values.runs], ['fails', why, [], 1]);
    const value = { file: 'fail.js', line: 1, expression: 'x' };
    const followed = await traceExperiment(command, value, syntax, parse);
    const notFollowed = why.replace(/reads values only in .*, not/, 'follows values only in JavaScript, TypeScript and Python, not');
    assert.deepEqual([followed.baseline.why, followed.runs], [notFollowed, 1]);
    assert.deepEqual((await coverageExperiment(command)).verdict, {});
    assert.equal(valuesSentence(values), `inconclusive: ${why}`);
    assert.equal(traceSentence('x', followed), `inconclusive: ${notFollowed}`);
    assert.deepEqual(renderExperiment(followed).split('\n').slice(2, 5), [
      'Fails as it is: panic: runtime error: index out of range [3] with length 2',
      notFollowed,
      '',
    ]);
  });

  it('gives the values of every frame, and leaves no file behind', async () => {
    const before = readdirSync(root);
    const { baseline, verdict } = await valuesExperiment(await options(...runTests), syntax);
    assert.equal(baseline.outcome, 'fails');
    assert.deepEqual(
      verdict.frames.map(({ file: name, line, values }) => [name, line, Object.fromEntries(values.map((each) => [each.name, each.shape]))]),
      [
        ['shop.js', 15, { orders: 'undefined' }],
        ['shop.test.js', 13, { orders: 'undefined', this: 'TestContext{}' }],
      ],
    );
    assert.deepEqual(readdirSync(root), before);
    assert.deepEqual(
      readdirSync(tmpdir()).filter((name) => name.startsWith(`debug-context-${process.pid}-`)),
      [],
    );
  });

  it('keeps contents of texts and numbers only on request', async () => {
    file('told.js', "function load(name, count) {\n  throw new TypeError('no ' + typeof count);\n}\nload('Grace', 3);\n");
    file('told.py', "def load(name, count):\n    raise ValueError('no ' + str(count))\n\nload('Grace', 3)\n");
    for (const [command, name] of [
      [['node', 'told.js'], '"Grace"'],
      [['python3', 'told.py'], "'Grace'"],
    ] as const) {
      const contentsOf = async (contents: boolean) => {
        const { verdict } = await valuesExperiment(await options(...command), syntax, contents);
        return verdict.frames[0]?.values.map((each) => [each.name, each.content]);
      };
      assert.deepEqual(await contentsOf(true), [
        ['name', name],
        ['count', '3'],
      ]);
      assert.deepEqual(await contentsOf(false), [
        ['name', undefined],
        ['count', undefined],
      ]);
    }
  });

  it('gives arguments and return values of functions before an assertion failed', async () => {
    file(
      'shop.test.js',
      `${TESTS.split("test('of nobody'")[0]}test('three', async () => {\n  const orders = await load('ada');\n  assert.equal(total(orders), 3);\n});\n`,
    );
    const { verdict } = await valuesExperiment(await options(...runTests), syntax);
    const called = verdict.frames.filter(({ function: name }) => name === 'total' || name === 'load');
    assert.deepEqual(
      called.map(({ function: name, values }) => [name, Object.fromEntries(values.map((each) => [each.name, each.shape]))]),
      [
        ['total', { orders: '[{id:str(3), price:int}]×1', return: 'int' }],
        [
          'load',
          {
            id: 'str(3)',
            found: '[{id:str(3), price:int}]×1',
            cache: '{ada:[{id:str(3), price:int}]×1}',
            return: 'Promise<[{id:str(3), price:int}]×1>',
          },
        ],
      ],
    );
  });

  it('follows a value from a passing shape to the first different one', async () => {
    const value = { file: 'shop.js', line: 15, expression: 'orders' };
    const { verdict } = await traceExperiment(await options(...runTests), value, syntax);
    const first = verdict.divergence === undefined ? undefined : verdict.hops[verdict.divergence];
    // Nobody has no orders, so nothing is put under that key.
    assert.deepEqual([first?.file, first?.line, first?.failing], ['shop.js', 10, 'undefined']);
    assert.deepEqual(verdict.hops.at(-1)?.failing, 'undefined');
    assert.ok(verdict.hops.some(({ passing }) => passing.some((shape) => shape.includes('price:int'))));
  });

  it('sees a value in a function that is written on one line', async () => {
    file('short.js', 'const first = (list) => list.items.at(0);\nconsole.log(first([1, 2]));\n');
    const { verdict } = await traceExperiment(
      await options(process.execPath, 'short.js'),
      { file: 'short.js', line: 1, expression: 'list' },
      syntax,
    );
    const seen = verdict.hops.find(({ line }) => line === 1);
    assert.deepEqual([seen?.expression, seen?.failing], ['list', '[int]×2']);
  });

  it('runs the passing tests beside the only one that a command selects, and reads what functions of one line return', async () => {
    file(
      'arrow.js',
      'const table = { a: 1 };\nconst find = (id) => table[id];\nexports.twice = (id) => {\n  const n = find(id);\n  return n * 2;\n};\n',
    );
    file(
      'arrow.test.js',
      `const { test } = require('node:test');\nconst assert = require('node:assert');\nconst { twice } = require('./arrow');
test('unknown', () => assert.equal(twice('x'), 0));\ntest('known', () => assert.equal(twice('a'), 2));\n`,
    );
    const command = await options(process.execPath, '--test', '--test-name-pattern=^unknown$', 'arrow.test.js');
    const { verdict } = await traceExperiment(command, { file: 'arrow.js', line: 5, expression: 'n' }, syntax);
    assert.deepEqual(
      verdict.hops.map(({ line, expression, failing, passing }) => [line, expression, failing, ...passing]),
      [
        [1, '1', 'int', 'int'],
        [2, 'table[id]', 'undefined', 'int'],
        [4, 'n', 'undefined', 'int'],
        [5, 'n', 'undefined', 'int'],
      ],
    );
    assert.equal(verdict.divergence, 1);
  });

  it('goes back to the missing await of a promise that is used as its value', async () => {
    file(
      'late.js',
      `const load = async () => [1, 2];\nconst size = (items) => items.length;\nexports.total = async () => {\n  const items = load();\n  return size(items);\n};\n`,
    );
    file(
      'late.test.js',
      `const assert = require('node:assert');\nrequire('node:test').test('two', async () => assert.equal(await require('./late').total(), 2));\n`,
    );
    const command = await options(process.execPath, '--test', 'late.test.js');
    const { verdict } = await traceExperiment(command, { file: 'late.js', line: 2, expression: 'items' }, syntax);
    const at = verdict.hops[verdict.divergence ?? -1];
    assert.deepEqual([at?.line, at?.expression], [4, 'items'], JSON.stringify(verdict));
  });

  it('takes an object that is passed for an object, and a function that is passed for no frame', async () => {
    file('passed.js', 'function show(order, then) {\n  return order.customer.name;\n}\nshow({ customer: null }, function later() {});\n');
    const command = await options(process.execPath, 'passed.js');
    const traced = await traceExperiment(command, { file: 'passed.js', line: 2, expression: 'order' }, syntax);
    assert.deepEqual(
      traced.verdict.hops.map(({ line, failing }) => [line, failing]),
      [
        [4, '{customer:null}'],
        [2, '{customer:null}'],
      ],
    );
    const { verdict } = await valuesExperiment(command, syntax);
    assert.deepEqual(
      verdict.frames.map(({ line, function: name }) => [line, name]),
      [
        [2, 'show'],
        [4, undefined],
      ],
    );
  });

  it('separates the lines that only the failing test runs from those that passing ones run', async () => {
    const { verdict } = await coverageExperiment(await options(...runTests));
    const { failing, passing = [] } = verdict.coverage ?? {};
    assert.equal(passing.length, 2);
    assert.ok(failing?.get('shop.js')?.lines.has(4) && !failing.get('shop.js')?.lines.has(5));
    assert.ok(passing.every((ran) => ran.get('shop.js')?.lines.has(5)));
  });

  it('knows what a process ran that its pool ends by a signal, without the lines that a tool added', async () => {
    const source = 'export const twice = (n) => {\n  return n + n;\n};\n';
    // Only the second line of the built file is mapped: to the second one of the source.
    const map = { version: 3, sources: ['work.ts'], sourcesContent: [source], names: [], mappings: ';AACA' };
    const url = `data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString('base64')}`;
    file('work.ts', source);
    file('work.js', `const tool = process;\ntool.send('done');\ntool.on('message', () => 0);\n//# sourceMappingURL=${url}\n`);
    file(
      'pool.js',
      `const child = require('node:child_process').fork('./work.js');
child.on('message', () => child.kill());
child.on('exit', (code, signal) => {
  throw new Error('ended by ' + signal);
});
`,
    );
    const { baseline, verdict } = await coverageExperiment(await options(process.execPath, 'pool.js'));
    assert.equal(baseline.error?.message, 'ended by SIGTERM');
    assert.deepEqual([...(verdict.coverage?.failing.get('work.ts')?.lines ?? [])], [2]);
    assert.equal(verdict.coverage?.failing.get('work.js'), undefined);
  });

  it('runs single tests behind package scripts and makefiles', async () => {
    file('package.json', JSON.stringify({ scripts: { test: 'node -e 0 && node --test shop.test.js' } }));
    file('Makefile', 'RUN = node --test\nall: test\nready:\n\t@echo ready\ntest: ready\n\t$(RUN) shop.test.js\n');
    const before = readdirSync(root);
    for (const command of [['make'], ['sh', '-c', 'node -e 0 && npm run test']]) {
      const { baseline, verdict } = await coverageExperiment(await options(...command));
      assert.equal(baseline.outcome, 'fails', `${command.join(' ')}: ${baseline.why}`);
      const { failing, passing = [] } = verdict.coverage ?? {};
      assert.equal(passing.length, 2, command.join(' '));
      assert.ok(failing?.get('shop.js')?.lines.has(4) && !failing.get('shop.js')?.lines.has(5), command.join(' '));
    }
    assert.deepEqual(readdirSync(root), before);
  });

  it('runs single tests of a package of a workspace, where it runs them all', async () => {
    const scripts = { test: 'node --test shop.test.js' };
    file('package.json', JSON.stringify({ private: true, workspaces: ['packages/*'] }));
    file('packages/shop/package.json', JSON.stringify({ name: 'shop', scripts }));
    file('packages/shop/shop.js', SHOP);
    file('packages/shop/shop.test.js', TESTS);
    const { verdict } = await coverageExperiment(await options('npm', 'test', '--workspaces'));
    const { failing, passing = [] } = verdict.coverage ?? {};
    assert.equal(passing.length, 2);
    const lines = failing?.get('packages/shop/shop.js')?.lines;
    assert.ok(lines?.has(4) && !lines.has(5));
    const there = recogniseRunner(['npm', '--prefix', 'packages/shop', 'test'], packageScripts(root));
    assert.deepEqual(there?.narrow({ name: 'of nobody' })?.slice(0, 5), ['npm', '--prefix', 'packages/shop', 'exec', '-c']);
  });

  it('splits a file that reports its assertions one by one, if none of its tests can be run alone', async () => {
    file('lib.js', 'exports.add = (a, b) => {\n  return a + b;\n};\nexports.twice = (a) => {\n  return a + 1;\n};\n');
    file(
      'tap.js',
      `const { add, twice } = require('./lib');
let count = 0, failed = 0;
console.log('TAP version 13');
const is = (was, wanted, name) => {
  if (was !== wanted) failed += 1;
  console.log((was === wanted ? 'ok ' : 'not ok ') + ++count + ' - ' + name);
};
is(add(1, 2), 3, 'adds');
is(add(2, 2), 4, 'adds again');
is(twice(3), 6, 'doubles');
is(add(0, 0), 0, 'adds nothing');
process.exitCode = failed;
`,
    );
    const { baseline, verdict } = await coverageExperiment(await options(process.execPath, 'tap.js'));
    assert.equal(baseline.outcome, 'fails', baseline.why);
    const lines = (ran: RanLines | undefined): number[] => [2, 5].filter((line) => ran?.get('lib.js')?.lines.has(line));
    const { failing, passing = [] } = verdict.coverage ?? {};
    assert.deepEqual(
      [lines(failing), passing.map(lines)],
      [
        [2, 5],
        [[2], [2]],
      ],
    );
  });

  it('follows the value of a failed assertion into the function that made it, where no reading leads to it', async () => {
    file(
      'format.js',
      `const ways = { upper: (text) => text.toUpperCase(), dashed(text) {
  const words = text.split(' ');
  const joined = words.join('_');
  return joined;
} };
exports.format = (way, texts) => texts.map((text) => '<' + ways[way](text) + '>').join('');
`,
    );
    file(
      'format.test.js',
      `const { test } = require('node:test');
const assert = require('node:assert/strict');
const lib = require('./format');
const run = (name, ...given) => lib[name](...given);
test('dashes', () => {
  assert.equal(run('format', 'dashed', ['one', 'two three']), '<one><two-three>');
});
test('upper', () => {
  assert.equal(run('format', 'upper', ['one']), '<ONE>');
});
`,
    );
    const value = { file: 'format.test.js', line: 6, expression: "run('format', 'dashed', ['one', 'two three'])" };
    const { verdict } = await traceExperiment(await options(process.execPath, '--test', 'format.test.js'), value, syntax, parse);
    const first = verdict.hops[verdict.divergence ?? -1];
    assert.deepEqual(
      [first?.file, first?.line, first?.expression, first?.failing],
      ['format.js', 3, 'joined', 'str(9), a wrong part of what the test got'],
    );
  });

  it('finds the functions that made the asserted value and its wrong piece, in edits that only the run sees', async () => {
    file(
      'lib.js',
      'exports.quote = (text) => {\n  return `"${text}"`;\n};\nexports.line = (list) => {\n  return list.map(exports.quote).join(", ");\n};\n',
    );
    file(
      'sum.js',
      'exports.sum = (list) => {\n  return list.length;\n};\nexports.total = (list) => {\n  try { exports.fail(); } catch {}\n  return exports.sum(list);\n};\nexports.fail = () => { throw new Error(); };\n',
    );
    file(
      'made.test.js',
      `const { test } = require('node:test');
const assert = require('node:assert/strict');
test('joins', () => assert.equal(require('./lib').line(['ab', 'c d', 'ef']), '"ab", "c+d", "ef"'));
test('adds', () => assert.equal(require('./sum').total([1, 2, 4]), 7));
`,
    );
    const texts = readdirSync(root).map((name) => readFileSync(join(root, name), 'utf8'));
    const returned = async (test: string) => {
      const { verdict } = await coverageExperiment({ ...(await options(process.execPath, '--test', 'made.test.js')), test }, parse);
      return (verdict.coverage?.returned ?? []).map(({ startLine, made, pieceAt }) => [startLine, made, pieceAt !== undefined]);
    };
    assert.deepEqual(await returned('adds'), [
      [4, undefined, false],
      [8, undefined, false],
      [1, true, false],
    ]);
    assert.deepEqual(await returned('joins'), [
      [4, true, false],
      [1, undefined, true],
    ]);
    assert.deepEqual(
      readdirSync(root).map((name) => readFileSync(join(root, name), 'utf8')),
      texts,
    );
  });

  it('reports a command that does not fail, or fails differently each time', async () => {
    file('ok.js', 'console.log(1);');
    const passes = await valuesExperiment(await options(process.execPath, 'ok.js'), syntax);
    assert.deepEqual([passes.baseline.outcome, passes.verdict.frames], ['passes', []]);
    // No run leaves anything behind that the next one could see, but another program may count them.
    let asked = 0;
    const server = createServer((socket) => socket.end(String(asked++)));
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    file('flaky.js', `require('net').connect(${port}, '127.0.0.1').on('data', (count) => { if (Number(count) === 0) null.x; });`);
    try {
      const flaky = await valuesExperiment(await options(process.execPath, 'flaky.js'), syntax);
      assert.equal(flaky.baseline.outcome, 'flaky');
    } finally {
      server.close();
    }
  });
});
