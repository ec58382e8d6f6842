import assert from 'node:assert/strict';
import { evidenceOf } from '../../../support/hypothesesOf';
import type { FailureEvidence } from '../../../../src/core/context/failureEvidence';

/** `file:first-last reason` of each piece. */
function pieces({ snippets }: FailureEvidence): string[] {
  return snippets.map(({ file, startLine, endLine, reason }) => `${file}:${startLine}-${endLine} ${reason}`);
}

const PRICE = [
  "import { tax } from './tax';",
  '',
  'export function price(item, currency) {',
  '  return item.prices[currency].net * tax();',
  '}',
];
const OUTPUT = [
  "TypeError: Cannot read properties of undefined (reading 'net')",
  '    at price (/home/dev/app/src/price.js:4:31)',
  '    at total (/home/dev/app/src/cart.js:3:10)',
  '    at main (/home/dev/app/main.js:9:3)',
];
const FILES = {
  'src/price.js': PRICE,
  'src/tax.js': ['export const tax = () => 1.2;'],
  'src/cart.js': ["import { price } from './price';", 'export function total(item) {', "  return price(item, 'eur');", '}'],
  'src/report.js': [
    "import { price } from './price';",
    'export function report(items) {',
    '  return items.map((item) => price(item));',
    '}',
  ],
  'main.js': [
    "import { total } from './src/cart';",
    '',
    'const item = {};',
    '',
    '',
    'function main() {',
    '  const x = item;',
    '',
    '  total(x);',
    '}',
    'main();',
  ],
};

describe('lines beside the suspected functions', () => {
  it('shows the calls of a suspected function elsewhere, and tells one with fewer arguments', async () => {
    const shown = pieces(await evidenceOf(OUTPUT, FILES));
    assert.ok(shown.includes('src/report.js:3-3 calls `price` with 1 of its 2 arguments'), shown.join('\n'));
  });

  it('says of a short caller, too, that it gives fewer arguments', async () => {
    const shown = pieces(
      await evidenceOf(OUTPUT, {
        ...FILES,
        'src/report.js': ["import { price } from './price';", 'export const report = (item) => price(item);'],
      }),
    );
    assert.ok(shown.includes('src/report.js:2-2 calls `price` with 1 of its 2 arguments'), shown.join('\n'));
  });

  it('tells of several calls on one line the one with the fewest arguments', async () => {
    const report = FILES['src/report.js'].map((line) => line.replace('=> price(item)', "=> price(item, 'eur') - price(item)"));
    const shown = pieces(await evidenceOf(OUTPUT, { ...FILES, 'src/report.js': report }));
    assert.ok(shown.includes('src/report.js:3-3 calls `price` with 1 of its 2 arguments'), shown.join('\n'));
  });

  it('follows variables of a module that hold each other no further than once around', async () => {
    const circle = ['let price = other;', 'let other = price;', 'export function report(items) {', '  return price(items);', '}'];
    const shown = pieces(await evidenceOf(OUTPUT, { ...FILES, 'src/circle.js': circle }));
    assert.ok(shown.includes('src/report.js:3-3 calls `price` with 1 of its 2 arguments'), shown.join('\n'));
  });

  it('shows what the file of a suspected function imports', async () => {
    const shown = pieces(await evidenceOf(OUTPUT, FILES));
    assert.ok(shown.includes('src/price.js:1-1 its imports'), shown.join('\n'));
  });

  it('ranks none of the lines beside the suspected functions', async () => {
    const { candidates } = await evidenceOf(OUTPUT, FILES);
    assert.deepEqual(
      candidates.filter(({ reasons }) => reasons.some(({ kind }) => kind === 'callSite' || kind === 'imports')),
      [],
    );
  });

  for (const [language, code, line] of [
    [
      'js',
      [
        'const fs = require("fs");',
        'function rates() {',
        '  return JSON.parse(fs.readFileSync("data/rates.json")).eur.net;',
        '}',
        'rates();',
      ],
      3,
    ],
    ['py', ['import json', 'def rates():', '    return json.load(open("data/rates.json"))["eur"]["net"]', '', 'rates()'], 3],
  ] as const)
    it(`shows a file that the program reads at run time (${language})`, async () => {
      const output =
        language === 'js'
          ? [
              "TypeError: Cannot read properties of undefined (reading 'net')",
              `    at rates (/home/dev/app/app.js:${line}:9)`,
              '    at Object.<anonymous> (/home/dev/app/app.js:5:1)',
            ]
          : [
              'Traceback (most recent call last):',
              '  File "/home/dev/app/app.py", line 5, in <module>',
              '    rates()',
              `  File "/home/dev/app/app.py", line ${line}, in rates`,
              '    return',
              "KeyError: 'eur'",
            ];
      const shown = pieces(await evidenceOf(output, { [`app.${language}`]: code, 'data/rates.json': ['{ "usd": 1 }'] }));
      assert.ok(shown.includes('data/rates.json:1-1 `rates` reads this file at run time'), shown.join('\n'));
    });

  it('shows the lines of a short script that starts the program', async () => {
    const script = [
      "const { total } = require('./cart');",
      'const rows = load();',
      'console.log(total(rows));',
      'function load() {',
      '  return undefined;',
      '}',
    ];
    const cart = ['exports.total = function total(rows) {', '  return rows.length;', '};'];
    const output = [
      "TypeError: Cannot read properties of undefined (reading 'length')",
      '    at total (/home/dev/app/cart.js:2:15)',
      '    at Object.<anonymous> (/home/dev/app/start.js:3:13)',
    ];
    const { snippets } = await evidenceOf(output, { 'start.js': script, 'cart.js': cart });
    const start = snippets
      .filter(({ file }) => file === 'start.js')
      .map(({ text }) => text)
      .join('\n');
    assert.match(start, /const rows = load\(\);/);
  });

  it('shows constants that the failing test reads, and fixtures by the names of its parameters', async () => {
    const test = [
      'import pytest',
      'from cart import total',
      '',
      'RATES = {"eur": 2}',
      '',
      'def test_total(basket):',
      '    assert total(basket, RATES) == 4',
    ];
    const conftest = ['import pytest', '', '@pytest.fixture', 'def basket():', '    return [1, 1]'];
    const output = [
      '    def test_total(basket):',
      '>       assert total(basket, RATES) == 4',
      'E       assert 2 == 4',
      '',
      'tests/test_cart.py:7: AssertionError',
      '=========================== short test summary info ============================',
      'FAILED tests/test_cart.py::test_total - assert 2 == 4',
    ];
    const shown = pieces(
      await evidenceOf(output, {
        'tests/test_cart.py': test,
        'tests/conftest.py': conftest,
        'cart.py': ['def total(basket, rates):', '    return len(basket)'],
      }),
    );
    assert.ok(
      shown.some((each) => each.startsWith('tests/test_cart.py:4-4 the failing test reads `RATES`')),
      shown.join('\n'),
    );
    assert.ok(
      shown.some((each) => each.startsWith('tests/conftest.py:3-5 the failing test reads `basket`')),
      shown.join('\n'),
    );
  });

  it('names another file that contains the same code', async () => {
    const body = [
      'export function parse(text) {',
      '  const rows = [];',
      '  for (const line of text.split(";")) {',
      '    rows.push(line.trim().toLowerCase());',
      '  }',
      '  return rows.at(0).missing.size;',
      '}',
    ];
    const output = ["TypeError: Cannot read properties of undefined (reading 'size')", '    at parse (/home/dev/app/src/parse.js:6:28)'];
    const [first] = (await evidenceOf(output, { 'src/parse.js': body, 'lib/older.js': ['// a copy', ...body] })).snippets;
    assert.match(first?.reason ?? '', /; the same code is in lib\/older\.js$/);
  });

  it('shows the lines that call the last function of a trace that is as long as its limit', async () => {
    const frames = Array.from({ length: 9 }, (_, at) => `    at walk (/home/dev/app/walk.js:2:${10 + at})`);
    const output = ['TypeError: boom', ...frames, '    at begin (/home/dev/app/walk.js:5:10)'];
    const { snippets, report } = await evidenceOf(output, {
      'walk.js': [
        'export function walk(node) {',
        '  return walk(node.next);',
        '}',
        'export function begin(tree) {',
        '  return walk(tree);',
        '}',
      ],
      'app.js': ["import { begin } from './walk';", 'export function open() {', '  begin(undefined);', '}'],
    });
    assert.equal(report.errors[0]?.frames.length, 10);
    assert.deepEqual(
      snippets.filter(({ callsFrame }) => callsFrame === 9).map(({ file, focusLines }) => [file, focusLines]),
      [['app.js', [3]]],
    );
  });
});

describe('what a frame does with the error', () => {
  const at = async (lines: string[], line: number): Promise<string> => {
    const output = ['TypeError: boom', `    at run (/home/dev/app/run.js:${line}:3)`, '    at main (/home/dev/app/main.js:2:3)'];
    const { snippets } = await evidenceOf(output, { 'run.js': lines, 'main.js': ['function main() {', '  run();', '}'] });
    return snippets.find(({ file }) => file === 'run.js')?.reason ?? '';
  };

  it('tells a throw of a new error from a rethrow of a caught one, one that was handed in, and one at another line', async () => {
    assert.match(
      await at(['function run(x) {', '  if (!x) {', '    throw new TypeError("boom");', '  }', '}'], 3),
      /^the error is thrown here/,
    );
    assert.match(
      await at(['function run() {', '  try { go(); } catch (err) {', '    throw err;', '  }', '}'], 3),
      /^the error is rethrown here/,
    );
    assert.match(await at(['function run(err, data) {', '  if (err)', '    throw err;', '}'], 3), /^the error is rethrown here/);
    assert.match(
      await at(['function run() {', '  try {', '    go().now;', '  } catch (err) {', '    throw err;', '  }', '}'], 3),
      /^the error is thrown here, the error is rethrown at line 5/,
    );
    assert.match(
      await at(['function run() {', '  const failure = new TypeError("boom");', '  throw failure;', '}'], 3),
      /^the error is thrown here/,
    );
  });

  it('shows of an emitter on the stack only the call of what it was given', async () => {
    const emitter = [
      'export function emit(listeners, value) {',
      '  const list = [...listeners];',
      '  prepare(list);',
      '  let count = 0;',
      '  count += 1;',
      '  count += 2;',
      '  for (const listener of list) {',
      '    listener(value);',
      '  }',
      '  count += 3;',
      '  count += 4;',
      '  count += 5;',
      '  count += 6;',
      '  return count;',
      '}',
    ];
    const output = [
      "TypeError: Cannot read properties of undefined (reading 'size')",
      '    at onOrder (/home/dev/app/order.js:2:14)',
      '    at emit (/home/dev/app/emit.js:8:5)',
      '    at main (/home/dev/app/main.js:2:3)',
    ];
    const { snippets } = await evidenceOf(output, {
      'emit.js': emitter,
      'order.js': ['export function onOrder(order) {', '  return order.size;', '}'],
      'main.js': ['function main() {', '  emit([onOrder]);', '}'],
    });
    const shown = snippets.find(({ file }) => file === 'emit.js');
    assert.match(shown?.reason ?? '', /runs a function that it was given/);
    assert.match(shown?.text ?? '', /listener\(value\);/);
    assert.doesNotMatch(shown?.text ?? '', /prepare|count \+= 5/);
  });
});

describe('an assertion that was written to fail', () => {
  for (const [line, expected] of [
    ["  assert(false, 'never get here');", undefined],
    ["  assert.ok(rows.length, 'never get here');", 'true'],
  ] as const)
    it(`expects ${expected ?? 'nothing'}: ${line.trim()}`, async () => {
      const output = [
        'AssertionError [ERR_ASSERTION]: never get here',
        '    at load (/home/dev/app/load.js:2:3) {',
        '  generatedMessage: false,',
        "  code: 'ERR_ASSERTION',",
        '  actual: false,',
        '  expected: true,',
        "  operator: '=='",
        '}',
      ];
      const evidence = await evidenceOf(output, { 'load.js': ['function load(rows) {', line, '}'] });
      assert.equal(evidence.expected, expected);
    });
});

it('an assertion of a constant is nothing that a test expects', async () => {
  const asserted = async (line: string): Promise<string | undefined> => {
    const test = ['def test_total():', '    rows = [1]', `    ${line}`];
    const output = ['    def test_total():', `>       ${line}`, 'E       AssertionError', '', 'test_total.py:3: AssertionError'];
    return (await evidenceOf(output, { 'test_total.py': test })).assertion?.text;
  };
  assert.equal(await asserted('assert False'), undefined);
  assert.equal(await asserted('assert rows == []'), 'assert rows == []');
});

describe('files that the program reads', () => {
  const ROWS = Array.from({ length: 40 }, (_, at) => `s${at},k${at},${at}`);
  const told = async (message: string, data: Record<string, string[]>): Promise<string[]> => {
    const code = [
      'import csv',
      'def total(rates):',
      `    for row in csv.DictReader(open('${Object.keys(data)[0]}')):`,
      "        rates[row['kind']]",
      'total({})',
    ];
    const output = [
      'Traceback (most recent call last):',
      '  File "/home/dev/app/main.py", line 5, in <module>',
      '    total({})',
      '  File "/home/dev/app/main.py", line 4, in total',
      "    rates[row['kind']]",
      message,
    ];
    const evidence = await evidenceOf(output, { 'main.py': code, ...data });
    return pieces(evidence).filter((each) => !each.startsWith('main.py'));
  };
  const reason = '`total` reads this file at run time';

  it('are shown around the row that the error speaks of, under the heading of a table', async () => {
    const orders = { 'orders.csv': ['sku,kind,qty', ...ROWS] };
    assert.deepEqual(await told("KeyError: 'k30'", orders), [`orders.csv:1-1 ${reason}`, `orders.csv:30-34 ${reason}`]);
  });

  it('are shown around a row of other capitals where none has the value as it is, and around the line that the error numbers', async () => {
    const rates = { 'rates.json': ['{', ...ROWS.map((_, at) => `  "K${at}": ${at},`), '}'] };
    assert.deepEqual(await told("KeyError: 'k30'", rates), [`rates.json:30-34 ${reason}`]);
    assert.deepEqual(await told('ValueError: Expecting value: line 20 column 3 (char 99)', rates), [`rates.json:18-22 ${reason}`]);
  });

  it('are shown from their beginning where the error speaks of none of their rows', async () => {
    assert.deepEqual(await told("KeyError: 'other'", { 'orders.csv': ['sku,kind,qty', ...ROWS] }), [`orders.csv:1-14 ${reason}`]);
  });
});
