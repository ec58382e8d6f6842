import assert from 'node:assert/strict';
import { failedNodeTest } from '../../../../support/failedNodeTest';
import { hypothesesOf } from '../../../../support/hypothesesOf';

const TOTAL = 'function total(items) {\n  return net(items) + shipping(items);\n}\nfunction net(items) {\n  return items.length * 25;\n}\n';

/** Title and cause of the first card of a failed `strictEqual(total([1, 1]), wanted)`. */
async function firstCard(source: string, wanted: string, got: string): Promise<string> {
  const test = `const test = require('node:test');
const assert = require('node:assert');
const { total } = require('./it');

test('works', () => {
  assert.strictEqual(total([1, 1]), ${wanted});
});`;
  const { hypotheses } = await hypothesesOf(failedNodeTest({ name: 'works', line: 6, got, wanted }).split('\n'), {
    'it.js': `${TOTAL}${source}\nmodule.exports = { total };`.split('\n'),
    'it.test.js': test.split('\n'),
  });
  const [first] = hypotheses;
  return `${first?.title} | ${first?.rootCause}`;
}

describe('a result that is off by a number of the code', () => {
  it('leads to the function that has the number', async () => {
    const source = 'function shipping(items) {\n  return items.length > 2 ? 0 : 4.9;\n}';
    assert.match(
      await firstCard(source, '50', '54.9'),
      /^The result is 4\.9 too high: `shipping` has that number \| .*4\.9 more; line 8 has `4\.9`/,
    );
  });

  it('quotes the number as the line has it', async () => {
    const source = 'function shipping(items) {\n  return items.length > 2 ? 0 : 1_250.50;\n}';
    assert.match(await firstCard(source, '50', '1300.5'), /^The result is 1250\.5 too high: .*; line 8 has `1_250\.50`/);
  });

  it('leads to the function that uses a constant with that number', async () => {
    const source = 'const FLAT_CENTS = 1_500;\nfunction shipping(items) {\n  return items.free ? FLAT_CENTS : 0;\n}';
    assert.match(
      await firstCard(source, '1550', '50'),
      /^The result is 1500 too low: `shipping` uses `FLAT_CENTS` \| .*line 9 uses `FLAT_CENTS`, which is 1500 \(line 7\)/,
    );
  });

  for (const [why, source, wanted, got] of [
    ['stands in two places', 'function shipping(items) {\n  return items.length > 2 ? 4.9 : 4.9 * 2;\n}', '50', '54.9'],
    ['is a number that occurs everywhere', 'function shipping(items) {\n  return 1;\n}', '50', '51'],
    [
      'is in no function that the test runs',
      'function shipping(items) {\n  return 0;\n}\nfunction other() {\n  return 4.9;\n}',
      '50',
      '54.9',
    ],
    ['is not the difference', 'function shipping(items) {\n  return 4.9;\n}', '50', '55.9'],
  ] as const)
    it(`says nothing of a number that ${why}`, async () => {
      assert.doesNotMatch(await firstCard(source, wanted, got), /The result is/);
    });
});
