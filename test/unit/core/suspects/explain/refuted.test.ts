import assert from 'node:assert/strict';
import { causesOf } from '../../../../support/causesOf';
import { failedNodeTest } from '../../../../support/failedNodeTest';
import { hypothesesOf } from '../../../../support/hypothesesOf';

const typeError = (message: string, file: string, line: number, fn = 'Object.<anonymous>'): string =>
  `/srv/work/${file}:${line}\n\nTypeError: ${message}\n    at ${fn} (/srv/work/${file}:${line}:9)\n\nNode.js v20.20.2`;

const pythonError = (line: number, fn: string, code: string, message: string): string =>
  `Traceback (most recent call last):\n  File "/srv/work/main.py", line ${line}, in ${fn}\n    ${code}\n${message}`;

const entries = Array.from({ length: 60 }, (_, at) => `'field${at}': ${at}`).join(', ');

describe('explainFailure: claims that the code refutes are not made', () => {
  for (const [what, literal] of [
    ['written on one line', `{'first': key, 'items': None}`],
    ['longer than a quote is', `{'first': key, ${entries}, 'items': None}`],
    ['with an apostrophe in a comment', `{\n        'first': key,  # the shop's own\n        'items': None,\n    }`],
  ] as const)
    it(`does not say that a Python dict ${what} lacks the key that it has`, async () => {
      const lines = ['def load(key):', `    return ${literal}`, '', "order = load('a')", "print(len(order['items']))"].join('\n');
      const causes = await causesOf(
        pythonError(
          lines.split('\n').length,
          '<module>',
          "print(len(order['items']))",
          "TypeError: object of type 'NoneType' has no len()",
        ),
        { 'main.py': lines },
      );
      assert.doesNotMatch(causes, /has no `items`/);
      assert.match(causes, /is set to `None`/);
    });

  for (const [what, literal] of [
    ['with an apostrophe in a comment', "{\n    first: key, // the shop's own\n    items: null,\n  }"],
    ['with a bracket in a pattern', '{\n    pattern: /[{]/,\n    items: null,\n  }'],
    ['with a quote in a pattern', "{ pattern: /[(]'/, items: null }"],
  ] as const)
    it(`does not say that a JavaScript object ${what} lacks the key that it has`, async () => {
      const text = `function load(key) {\n  return ${literal};\n}\nconst order = load('a');\nconsole.log(order.items.length);`;
      const causes = await causesOf(typeError("Cannot read properties of null (reading 'length')", 'main.js', text.split('\n').length), {
        'main.js': text,
      });
      assert.doesNotMatch(causes, /has no `items`/);
    });

  it('does not take what an asynchronous function returns for the promise that a call without await gives', async () => {
    const text = (call: string): string => `async function findFor(user) { return { plan: 'gold' }; }
async function getAccount(user) {
  const plan = ${call};
  return { user, plan };
}
async function label(user) {
  const account = await getAccount(user);
  return account.plan.name.length;
}
module.exports = { label };`;
    const output = typeError("Cannot read properties of undefined (reading 'length')", 'main.js', 8, 'label');
    assert.doesNotMatch(await causesOf(output, { 'main.js': text('findFor(user)') }), /`findFor` returns/);
    assert.match(
      await causesOf(output, { 'main.js': text('findFor(user)') }),
      /`findFor\(user\)` is not awaited \(line 3\): .* a promise has no `name`/,
    );
    assert.match(
      await causesOf(output, { 'main.js': text('await findFor(user)') }),
      /`findFor\(\)` \(line 1\) has no `name`|has no `name`, only `plan`/,
    );
  });

  it('does not follow a variable of the same name in another block or function', async () => {
    const block = `function pick(orders) {
  let found = orders[0];
  for (const order of orders) {
    let found = null;
    if (order.open) found = order;
  }
  return found.total;
}
pick([]);`;
    assert.doesNotMatch(
      await causesOf(typeError("Cannot read properties of undefined (reading 'total')", 'main.js', 7, 'pick'), { 'main.js': block }),
      /is set to `null`/,
    );
    const inner = [
      'def outer(rows):',
      '    result = load(rows)',
      '    def inner():',
      '        result = None',
      '        return result',
      '    inner()',
      '    return result.total',
      '',
      'def load(rows):',
      "    return rows.get('x')",
      'outer({})',
    ];
    assert.doesNotMatch(
      await causesOf(pythonError(7, 'outer', 'return result.total', "AttributeError: 'NoneType' object has no attribute 'total'"), {
        'main.py': inner.join('\n'),
      }),
      /set to `None` on line 4/,
    );
  });

  it('names a rescue of a Ruby method, and what its constructor assigns, as no return value', async () => {
    const causes = await causesOf(
      `F\n\nFailure:\nTestShop#test_total [test_shop.rb:6]:\nExpected: 12\n  Actual: nil\n\n1 runs, 1 assertions, 1 failures, 0 errors, 0 skips`,
      {
        'shop.rb': `class Cart
  def initialize(rows)
    @rows = rows
  end

  def total
    log(@rows.sum { |row| row[:price] })
  rescue KeyError
    0
  end

  def log(sum)
    @last = sum
    nil
  end
end`,
        'test_shop.rb': `require 'minitest/autorun'
require_relative 'shop'

class TestShop < Minitest::Test
  def test_total
    assert_equal 12, Cart.new([{ price: 5 }, { price: 7 }]).total
  end
end`,
      },
    );
    assert.doesNotMatch(causes, /returns `rescue|`initialize` returns/);
  });

  it('names the tail expression of a Rust function beside its early returns', async () => {
    const causes = await causesOf(
      `thread 'tests::takes_off' panicked at main.rs:13:9:
assertion \`left == right\` failed
  left: 10
 right: 20
note: run with \`RUST_BACKTRACE=1\` environment variable to display a backtrace`,
      {
        'main.rs': `pub fn discount(total: u32, code: &str) -> u32 {
    if code == "NONE" {
        return 0;
    }
    total / 10
}
#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn takes_off() {
        let wanted = 20;
        assert_eq!(discount(100, "TEN"), wanted);
    }
}`,
      },
    );
    assert.match(causes, /^main\.rs:3 `discount` returns `0` if `code == "NONE"`/m);
    assert.match(causes, /^main\.rs:5 `discount` returns `total \/ 10` otherwise/m);
  });

  it('takes no header of a diff for the value that a test got', async () => {
    const { hypotheses, expected } = await hypothesesOf(
      [
        '--- FAIL: TestRender (0.00s)',
        '    main_test.go:9: mismatch (-want +got):',
        '        --- want',
        '        +++ got',
        '        @@ -1 +1 @@',
        '        -a,b,d',
        '        +a,b,c',
        'FAIL',
      ],
      {
        'main.go': [
          'package shop',
          '',
          'import "strings"',
          '',
          'func Render(rows []string) string {',
          '\treturn strings.Join(rows, ",")',
          '}',
        ],
        'main_test.go': [
          'package shop',
          '',
          'import "testing"',
          '',
          'func TestRender(t *testing.T) {',
          '\tgot := Render([]string{"a", "b", "c"})',
          '\twant := "a,b,d"',
          '\tif got != want {',
          '\t\tt.Errorf("mismatch (-want +got):\\n%s", diff(want, got))',
          '\t}',
          '}',
        ],
      },
    );
    assert.equal(expected, 'a,b,d');
    assert.doesNotMatch(hypotheses.map(({ rootCause }) => rootCause).join(), /@@|\+\+\+/);
  });

  it('says that a test passes a result on only where the asserted value is made with it', async () => {
    const test = `const test = require('node:test');
const assert = require('node:assert');
const { normalise, parse, total } = require('./it');
test('total', () => {
  const seen = parse(normalise(' 4 '));
  const label = \`\${normalise('x')} \${seen.n}\`;
  assert.strictEqual(total({ n: 4 }), 8, label);
});`;
    const { hypotheses } = await hypothesesOf(failedNodeTest({ name: 'total', line: 7, got: '12', wanted: '8' }).split('\n'), {
      'it.js':
        'function normalise(text) { return text.trim(); }\nfunction parse(text) { return { n: Number(text) }; }\nfunction total(o) { return o.n * 3; }\nmodule.exports = { normalise, parse, total };'.split(
          '\n',
        ),
      'it.test.js': test.split('\n'),
    });
    const titles = hypotheses.map(({ title, rootCause }) => `${title} ${rootCause}`).join('\n');
    assert.match(titles, /`total` gives `12` where `8` was expected/);
    assert.doesNotMatch(titles, /made with|that it asserts with|what `(?:normalise|parse)` returns/);
  });
});
