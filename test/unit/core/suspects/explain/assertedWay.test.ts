import assert from 'node:assert/strict';
import { failedNodeTest } from '../../../../support/failedNodeTest';
import { causeText } from '../../../../support/causesOf';
import { hypothesesOf } from '../../../../support/hypothesesOf';

async function cardOf(output: string, files: Record<string, string>): Promise<string> {
  const lines = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, text.split('\n')]));
  const { hypotheses } = await hypothesesOf(output.split('\n'), lines);
  return hypotheses.slice(0, 1).map(causeText).join('\n');
}

function pytest(name: string, line: number, text: string, got: string, wanted: string): string {
  return `F                                                                        [100%]
=================================== FAILURES ===================================
_________________________________ ${name} _________________________________

    def ${name}():
>       ${text}
E       assert ${got} == ${wanted}

test_it.py:${line}: AssertionError
=========================== short test summary info ============================
FAILED test_it.py::${name} - assert ${got} == ${wanted}
1 failed in 0.02s`;
}

describe('explainFailure: the value that a failed test asserts', () => {
  it('is followed into each element that a sum takes', async () => {
    const card = await cardOf(pytest('test_sum', 4, 'assert weight([3, 4]) == 14', '5', '14'), {
      'test_it.py': `from weight import weight

def test_sum():
    assert weight([3, 4]) == 14`,
      'weight.py': `from unit import doubled


def weight(parts):
    return round(raw(parts), 2)


def raw(parts):
    return sum(doubled(part) for part in parts)`,
      'unit.py': `def doubled(part):
    return part - 1`,
    });
    assert.match(card, /unit\.py:2 computes `part - 1`/);
  });

  it('is followed to the member that is missing where the result is NaN', async () => {
    const card = await cardOf(failedNodeTest({ name: 'adds up', line: 6, got: 'NaN', wanted: '12' }), {
      'it.test.js': `const assert = require('node:assert');
const { test } = require('node:test');
const { Bill } = require('./bill');
test('adds up', () => {
  const bill = new Bill().add('a').add('b');
  assert.strictEqual(bill.sum(), 12);
});`,
      'bill.js': `const { byId } = require('./goods');

class Bill {
  constructor() {
    this.rows = [];
  }

  add(id, count = 1) {
    this.rows.push({ good: byId(id), count });
    return this;
  }

  sum() {
    let all = 0;
    for (const { good, count } of this.rows) {
      all += good.netPrice * count;
    }
    return all;
  }
}

module.exports = { Bill };`,
      'goods.js': `const goods = [
  { id: 'a', net_price: 5 },
  { id: 'b', net_price: 7 },
];

function byId(id) {
  return goods.find((good) => good.id === id);
}

module.exports = { byId };`,
    });
    assert.match(card, /`good` has no `netPrice`: the key is spelled `net_price` \(goods\.js:2\)/);
    assert.match(card, /bill\.js:16 reads `good\.netPrice`/);
  });
});
