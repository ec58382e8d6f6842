import assert from 'node:assert/strict';
import { hypothesesOf } from '../../../../support/hypothesesOf';

/** The cards' texts for a failed assertion on line 6 of a test, whose value is `NaN`. */
async function causesOf(cart: string, test: string, actual = 'NaN', expected = '10'): Promise<string> {
  const output = `AssertionError [ERR_ASSERTION]: Expected values to be strictly equal:

${actual} !== ${expected}

    at TestContext.<anonymous> (/srv/work/cart.test.js:6:39)
    at Test.runInAsyncScope (node:async_hooks:206:9) {
  code: 'ERR_ASSERTION',
  actual: ${actual},
  expected: ${expected},
  operator: 'strictEqual'
}`;
  const { hypotheses } = await hypothesesOf(output.split('\n'), { 'cart.js': cart.split('\n'), 'cart.test.js': test.split('\n') });
  return hypotheses.map(({ title, rootCause }) => `${title}\n${rootCause}`).join('\n\n');
}

const ITEMS = "[{ name: 'pen', price: 2, count: 3 }, { name: 'ink', price: 4, count: 1 }]";

function testOf(argument: string, items = ITEMS): string {
  return `import test from 'node:test';
import assert from 'node:assert/strict';
import { total } from './cart.js';

const items = ${items};
test('total', () => assert.equal(total(${argument}), 10));
`;
}

const LOOP = `export function total(items) {
  let sum = 0;
  for (const item of items) sum += item.price * item.quantity;
  return sum;
}
`;

describe('explainFailure: a key that the objects of the test do not have', () => {
  it('is named with the keys that they have, in a loop, a callback and an object', async () => {
    assert.match(
      await causesOf(LOOP, testOf('items')),
      /`total` gives `NaN` where `10` was expected\n.*`item\.quantity` on line 3 is undefined\. The objects that the test passes \(cart\.test\.js:5\) have `name`, `price` and `count`, but no `quantity`\. Arithmetic with undefined gives `NaN`\./,
    );
    const callback = 'export const total = (items) => items.reduce((sum, item) => sum + item.pirce, 0);\n';
    assert.match(await causesOf(callback, testOf('items')), /`item\.pirce` on line 1 is undefined\..*Did you mean `price`\?/);
    const object = 'export function total(item) {\n  return item.price * item.amount;\n}\n';
    assert.match(
      await causesOf(object, testOf("{ name: 'pen', price: 2 }")),
      /`item\.amount` on line 2 is undefined\. The object that the test passes \(cart\.test\.js:6\) has `name` and `price`/,
    );
  });

  it('is not claimed where a key may come from elsewhere, may be absent, or where the result is another', async () => {
    const claim = /on line \d+ is undefined/;
    const cases: [why: string, cart: string, test: string, actual?: string][] = [
      ['a default', LOOP.replace('item.quantity', '(item.quantity ?? 1)'), testOf('items')],
      ['assigned before', LOOP.replace('  let sum', '  for (const item of items) item.quantity = item.count;\n  let sum'), testOf('items')],
      ['another list', LOOP.replace('  let sum', '  items = load(items);\n  let sum'), testOf('items')],
      ['a spread', LOOP, testOf('items', '[{ ...pen, price: 2 }]')],
      ['one that is built', LOOP, testOf('items', '[pen(2), { price: 2 }]')],
      ['a list that is filled later', LOOP, testOf('items', '[]')],
      ['the key is written', LOOP.replaceAll('quantity', 'count'), testOf('items')],
      ['a number', LOOP, testOf('items'), '12'],
    ];
    for (const [why, cart, test, actual] of cases) assert.doesNotMatch(await causesOf(cart, test, actual), claim, why);
  });
});
