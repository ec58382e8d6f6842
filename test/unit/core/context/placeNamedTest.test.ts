import assert from 'node:assert/strict';
import type { FailureEvidence } from '../../../../src/core/context/failureEvidence';
import { evidenceIn } from '../../../support/hypothesesOf';
import { memoryReader } from '../../../support/memoryReader';

/** `file#function` of the code that was collected, best first. */
function places(evidence: FailureEvidence): string[] {
  return evidence.snippets.map((snippet) => `${snippet.file}#${snippet.function ?? ''}`);
}

const mocha = [
  '  0 passing (6ms)',
  '  1 failing',
  '',
  '  1) cart',
  '       total',
  '         adds prices:',
  '     AssertionError: expected 0 to equal 3',
  '',
].join('\n');
const cart = 'exports.total = function total(items) {\n  return 0;\n};\n';

describe('placeNamedTest', () => {
  it('finds a test by its title where the runner printed no stack, and the functions it calls', async () => {
    const evidence = await evidenceIn(
      mocha,
      memoryReader({
        'lib/cart.js': cart,
        'test/cart.test.js': [
          "const { total } = require('../lib/cart');",
          "describe('cart', () => {",
          "  describe('total', () => {",
          "    it('adds prices', () => {",
          '      expect(total([1, 2])).to.equal(3);',
          '    });',
          '  });',
          '});',
          '',
        ].join('\n'),
      }),
    );
    assert.deepEqual(places(evidence).slice(0, 2).sort(), ['lib/cart.js#total', "test/cart.test.js#it 'adds prices'"].sort());
    assert.ok(!evidence.snippets.some(({ frame }) => frame !== undefined), 'no frame is made up');
  });

  it('finds a test of TAP, whose name the words of its assertion follow', async () => {
    const evidence = await evidenceIn(
      'TAP version 13\n# adds prices\nnot ok 1 should be equal\n  ---\n    operator: equal\n    expected: 3\n    actual:   0\n  ...\n\n1..1\n# tests 1\n# fail  1\n',
      memoryReader({
        'lib/cart.js': cart,
        'test/cart.js': [
          "const test = require('tape');",
          "const { total } = require('../lib/cart');",
          "test('adds', (t) => t.end());",
          "test('adds prices', (t) => {",
          '  t.equal(total([1, 2]), 3);',
          '  t.end();',
          '});',
          '',
        ].join('\n'),
      }),
    );
    assert.deepEqual(places(evidence).slice(0, 2).sort(), ['lib/cart.js#total', "test/cart.js#test 'adds prices'"].sort());
  });

  it('distinguishes tests with the same title by their suites', async () => {
    const suite = (name: string, callee: string): string =>
      `const { ${callee} } = require('../lib/${callee}');\ndescribe('${name}', () => {\n  it('adds prices', () => {\n    ${callee}([]);\n  });\n});\n`;
    const evidence = await evidenceIn(
      mocha.replace('  1) cart', '  1) shelf'),
      memoryReader({
        'lib/total.js': cart,
        'lib/weigh.js': cart.replaceAll('total', 'weigh'),
        'test/a.test.js': suite('scales', 'weigh'),
        'test/b.test.js': suite('shelf', 'total'),
      }),
    );
    assert.ok(places(evidence).includes("test/b.test.js#it 'adds prices'"));
    assert.ok(!places(evidence).some((place) => place.startsWith('test/a.test.js')));
  });

  it('picks the function with its class and file in the name', async () => {
    const method = (name: string): string => `class ${name}:\n    def test_total(self):\n        assert total([1]) == 1\n`;
    const evidence = await evidenceIn(
      'FAILED tests/test_cart.py::TestCart::test_total[empty-1] - AssertionError: assert 0 == 1\n',
      memoryReader({
        'cart.py': 'def total(items):\n    return 0\n',
        'tests/test_cart.py': `from cart import total\n\n${method('TestOrder')}\n\n${method('TestCart')}`,
        'tests/test_order.py': method('TestCart'),
      }),
    );
    const test = evidence.snippets.find(({ role }) => role === 'test');
    assert.deepEqual([test?.file, test?.function], ['tests/test_cart.py', 'TestCart.test_total']);
    assert.ok(places(evidence).includes('cart.py#total'));
  });

  it("finds a test by vitest's title, with a file that is not in the name", async () => {
    const output = [
      ' FAIL  src/cart.test.ts > Cart > sums prices',
      'AssertionError: expected { cents: 30 } to deeply equal { cents: 300 }',
      '',
      '- Expected',
      '+ Received',
      '',
      '  {',
      '-   "cents": 300,',
      '+   "cents": 30,',
      '  }',
      '',
      '⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯[1/1]⎯',
      '',
    ].join('\n');
    const evidence = await evidenceIn(
      output,
      memoryReader({
        'src/cart.ts': 'export class Cart {\n  total() {\n    return { cents: 30 };\n  }\n}\n',
        'src/cart.test.ts':
          "import { Cart } from './cart';\ndescribe('Cart', () => {\n  it('sums prices', () => {\n    expect(new Cart().total()).toEqual({ cents: 300 });\n  });\n});\n",
      }),
    );
    assert.deepEqual(evidence.report.errors[0]?.test, 'Cart > sums prices');
    assert.deepEqual(places(evidence).slice(0, 2).sort(), ["src/cart.test.ts#it 'sums prices'", 'src/cart.ts#Cart.total']);
  });

  it('finds nothing where no test has the name, and does nothing where there is a stack', async () => {
    const files = { 'lib/cart.js': cart, 'test/cart.test.js': "it('subtracts prices', () => {\n  total([]);\n});\n" };
    assert.deepEqual(places(await evidenceIn(mocha, memoryReader(files))), []);
    const withStack = `${mocha}      at total (lib/cart.js:2:3)\n`;
    const titled = { ...files, 'test/cart.test.js': "it('adds prices', () => {\n  total([]);\n});\n" };
    const evidence = await evidenceIn(withStack, memoryReader(titled));
    assert.equal(evidence.snippets[0]?.file, 'lib/cart.js');
    assert.ok(!evidence.snippets.some(({ reason }) => reason.includes('by its name')));
  });
});
