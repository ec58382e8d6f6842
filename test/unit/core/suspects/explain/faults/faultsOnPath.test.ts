import assert from 'node:assert/strict';
import { failedNodeTest } from '../../../../../support/failedNodeTest';
import { hypothesesOf } from '../../../../../support/hypothesesOf';
import type { Hypothesis } from '../../../../../../src/core/hypothesis';

/** The cards of a failed `strictEqual(run(…), wanted)` in it.test.js. */
async function cards(source: string, call: string, wanted: string, got: string): Promise<Hypothesis[]> {
  const test = `const test = require('node:test');
const assert = require('node:assert');
const { run } = require('./it');

test('works', async () => {
  assert.strictEqual(${call}, ${wanted});
});`;
  const { hypotheses } = await hypothesesOf(failedNodeTest({ name: 'works', line: 6, got, wanted }).split('\n'), {
    'it.js': `${source}\nmodule.exports = { run };`.split('\n'),
    'it.test.js': test.split('\n'),
  });
  return hypotheses;
}

describe('known faults on the path of a failure', () => {
  it('are the first card of a failed test that nothing else explains', async () => {
    const [first] = await cards(
      `async function rate(code) { return { value: 2 }; }\nasync function run(net) {\n  const found = rate('vat');\n  return net * (found.value ?? 1);\n}`,
      'await run(3)',
      '6',
      '3',
    );
    assert.equal(first?.title, "`rate('vat')` is not awaited");
    assert.match(first.rootCause, /^Line 3 of `run` uses `rate\('vat'\)` without `await`; `rate` \(line 1\) is `async`/);
    assert.deepEqual(
      first.evidence.slice(0, 1).map(({ file, line, why }) => `${file}:${line} ${why}`),
      ['it.js:3 goes wrong here'],
    );
  });

  it('in a function that the tested one calls come before the tested function', async () => {
    const [first] = await cards(
      `function sorted(rows) { return rows.map((row) => { row.price; }); }\nfunction run(rows) {\n  const all = sorted(rows);\n  return all.length + (all[0] ?? 0);\n}`,
      'run([{ price: 3 }])',
      '4',
      '1',
    );
    assert.match(first?.title ?? '', /`run` gives|callback of `map`/);
  });

  it('that often stand in good code are told only where the result is of their kind', async () => {
    const source = 'function run(text) {\n  try {\n    return parse(text).size;\n  } catch {\n    return null;\n  }\n}';
    assert.match((await cards(source, "run('5')", '5', 'null'))[0]?.title ?? '', /error is swallowed/);
    assert.doesNotMatch((await cards(source, "run('5')", '5', '4'))[0]?.title ?? '', /swallowed/);
  });

  it('are looked for in the constructor of what the tested function makes', async () => {
    const [first] = await cards(
      `class Stock {\n  constructor(counts) {\n    this.total = counts.reduce((sum, each) => { sum + each; }, 0);\n  }\n}\nfunction run(counts) {\n  return new Stock(counts).total;\n}`,
      'run([1, 2])',
      '3',
      'undefined',
    );
    assert.match(first?.title ?? '', /callback of `reduce`/);
  });

  it('are held against the only number that differs in a longer result', async () => {
    const source = 'function run(all) {\n  const sorted = all.sort();\n  return `mean 43, median ${sorted[1]}`;\n}';
    const [first] = await cards(source, 'run([9, 110, 10])', "'mean 43, median 10'", "'mean 43, median 110'");
    assert.match(first?.title ?? '', /sorts numbers as text/);
  });

  it('say of a test that it uses what a function never returns', async () => {
    const [first] = await cards('const log = [];\nfunction run(n) {\n  log.push(n);\n}', 'run(5)', '5', 'undefined');
    assert.equal(first?.title, '`run` returns nothing');
  });

  it('add one sentence to a card that the code explains already', async () => {
    const source = `async function findFor(user) { return { plan: 'gold' }; }
async function getAccount(user) {
  const plan = findFor(user);
  return { user, plan };
}
async function label(user) {
  const account = await getAccount(user);
  return account.plan.name.length;
}
module.exports = { label };`;
    const { hypotheses } = await hypothesesOf(
      [
        "TypeError: Cannot read properties of undefined (reading 'length')",
        '    at label (/srv/work/main.js:8:28)',
        '',
        'Node.js v20.20.2',
      ],
      { 'main.js': source.split('\n') },
    );
    const card = hypotheses.find(({ rootCause }) => rootCause.includes('without `await`'));
    assert.ok(card, JSON.stringify(hypotheses.map(({ rootCause }) => rootCause)));
    assert.match(card.rootCause, /`findFor` \(line 1\) is `async`/);
  });
});
