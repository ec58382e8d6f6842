import assert from 'node:assert/strict';
import { failedNodeTest } from '../../../../support/failedNodeTest';
import { causesOf } from '../../../../support/causesOf';

describe('explainFailure: sentences about a wrong result that would be untrue', () => {
  it('says that a result wrapped around only where its type holds it', async () => {
    const causes = (got: string, want: string): Promise<string> =>
      causesOf(
        `--- FAIL: TestTotal (0.00s)
    sum_test.go:6: Total() = ${got}, want ${want}
FAIL`,
        {
          'sum.go': `package sums

func Total(parts []uint8) int {
	var last uint8
	sum := 0
	for _, part := range parts {
		last = part
		sum += int(last)
	}
	return sum * 2
}`,
          'sum_test.go': `package sums

import "testing"

func TestTotal(t *testing.T) {
	if got := Total([]uint8{200, 100}); got != ${want} { t.Errorf("Total() = %d, want %d", got, ${want}) }
}`,
        },
      );
    assert.match(await causes('44', '300'), /wraps around/);
    assert.doesNotMatch(await causes('1024', '512'), /wraps around/);
    assert.doesNotMatch(await causes('0', '0'), /wraps around/);
  });

  it('calls a number below 0 an overflow only where it is large', async () => {
    const causes = (shown: string): Promise<string> =>
      causesOf(
        `Exception in thread "main" java.lang.IllegalArgumentException: negative: ${shown}
	at Main.wait(Main.java:12)
	at Main.main(Main.java:3)`,
        {
          'Main.java': `class Main {
    public static void main(String[] args) {
        System.out.println(wait(total(3, 5)));
    }

    static int total(int quantity, int price) {
        return quantity * price;
    }

    static String wait(int millis) {
        if (millis < 0) {
            throw new IllegalArgumentException("negative: " + millis);
        }
        return "waits " + millis;
    }
}`,
        },
      );
    assert.match(await causes('-1702967296'), /overflows/);
    assert.doesNotMatch(await causes('-15'), /overflow/);
  });

  it('blames no test that runs after the one that failed for a shared fixture', async () => {
    const changes = ['def test_add(basket):', '    basket.append("pear")', '    assert basket == ["pear"]', '', ''];
    const fails = ['def test_full(basket):', '    assert basket == ["fig"]', '', ''];
    const causes = (tests: readonly string[]): Promise<string> => {
      const lines = ['import pytest', '', '', '@pytest.fixture(scope="module")', 'def basket():', '    return []', '', '', ...tests];
      const at = lines.indexOf('    assert basket == ["fig"]') + 1;
      return causesOf(
        `=================================== FAILURES ===================================
__________________________________ test_full ___________________________________

basket = []

    def test_full(basket):
>       assert basket == ["fig"]
E       AssertionError: assert [] == ['fig']

test_basket.py:${at}: AssertionError
=========================== short test summary info ============================
FAILED test_basket.py::test_full - AssertionError: assert [] == ['fig']`,
        { 'test_basket.py': lines.join('\n') },
      );
    };
    assert.match(await causes([...changes, ...fails]), /as an earlier test left it/);
    assert.doesNotMatch(await causes([...fails, ...changes]), /earlier test/);
  });

  describe('in JavaScript', () => {
    const causes = (source: string, call: string, wanted: string, got: string): Promise<string> =>
      causesOf(failedNodeTest({ name: 'works', line: 6, got, wanted }), {
        'it.js': source,
        'it.test.js': `const test = require('node:test');
const assert = require('node:assert');
const { store, run } = require('./it');

test('works', async () => {
  assert.strictEqual(${call}, ${wanted});
});`,
      });
    const exported = '\nmodule.exports = { store, run };';

    it('does not call a text built once that is built again', async () => {
      const source = (again: string): string => `const store = {};
function run() {
  let count = 0;
  let label = 'n' + count;
  function add() {
    count += 1;${again}
    return label.length;
  }
  return add();
}${exported}`;
      assert.match(await causes(source(''), 'run()', '3', '2'), /builds `label` once/);
      assert.doesNotMatch(await causes(source("\n    label = 'n' + count;"), 'run()', '3', '2'), /builds `label`/);
    });

    it('calls the number of days in a month no month', async () => {
      const source = `const store = {};
function run(year, month) {
  return new Date(year, month + 1, 0).getDate();
}${exported}`;
      assert.doesNotMatch(await causes(source, 'run(2024, 4)', '30', '31'), /counts months from 0/);
    });

    it('blames no time zone for a day that is too late', async () => {
      const source = `const store = {};
function run(text) {
  const date = new Date(text);
  return date.getDate();
}${exported}`;
      assert.match(await causes(source, "run('2024-03-10')", '10', '9'), /time zone of the machine/);
      assert.match(await causes(source, "run('2024-03-01')", '1', '29'), /time zone of the machine/);
      assert.doesNotMatch(await causes(source, "run('2024-03-10')", '10', '11'), /time zone/);
    });

    it('does not blame the flag of a pattern for a loop over all its matches', async () => {
      const source = `const store = {};
function run(text) {
  const found = [];
  const pattern = /[a-z]+\\d/g;
  let match;
  while ((match = pattern.exec(text)) !== null) found.push(match[0]);
  return found.join(' ').length;
}${exported}`;
      assert.doesNotMatch(await causes(source, "run('a1 b22')", '10', '5'), /lastIndex/);
    });
  });
});
