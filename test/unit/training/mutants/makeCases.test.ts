import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FailureCase } from '../../../../training/failureCase';
import { makeCases, Tally } from '../../../../training/mutants/makeCases';
import { seededRandom } from '../../../../training/mutants/random';
import type { TestBed } from '../../../../training/mutants/testBed';

const SOURCE = `def total(orders):
    if orders is None:
        return 0
    amount = 0
    for order in orders:
        amount += price(order)
    return amount


def price(order):
    return order.get('price', 0)
`;

const TEST = `import unittest
from shop.orders import total


class TotalTest(unittest.TestCase):
    def test_total(self):
        self.assertEqual(total([{'price': 2}]), 2)
`;

describe('makeCases', () => {
  let workspace: string;
  let runs: string[];

  beforeEach(async () => {
    workspace = await mkdtemp(join(tmpdir(), 'mutants-'));
    runs = [];
    await mkdir(join(workspace, 'shop'));
    await mkdir(join(workspace, 'test'));
    await writeFile(join(workspace, 'shop/orders.py'), SOURCE);
    await writeFile(join(workspace, 'test/test_orders.py'), TEST);
  });

  afterEach(() => rm(workspace, { recursive: true }));

  /** Fails with an error raised in `price`, whatever the mistake. */
  function bed(lines: readonly number[]): TestBed {
    return {
      corpus: 'python-mutants',
      language: 'python',
      package: 'shop',
      workspace,
      reached: new Map([['shop/orders.py', new Map(lines.map((line) => [line, ['test.test_orders.TotalTest.test_total']]))]]),
      testsPerMutant: 3,
      async run(tests, changed) {
        runs.push(await readFile(join(workspace, changed), 'utf8'));
        const text = `Traceback (most recent call last):
  File "${workspace}/test/test_orders.py", line 7, in test_total
    self.assertEqual(total([{'price': 2}]), 2)
  File "${workspace}/shop/orders.py", line 6, in total
    amount += price(order)
  File "${workspace}/shop/orders.py", line 11, in price
    return order.get('price', 0)
AttributeError: 'int' object has no attribute 'get'
`;
        return tests.map((test) => ({ test, text }));
      },
      close: async () => {},
    };
  }

  async function collect(lines: readonly number[], seed: string): Promise<FailureCase[]> {
    const cases: FailureCase[] = [];
    for await (const failure of makeCases(bed(lines), { cases: 4, time: 20_000 }, new Tally(), seededRandom(seed))) cases.push(failure);
    return cases;
  }

  it('keeps the mutated text and names the lines of the mistake in it', async () => {
    const cases = await collect([4, 5, 6, 7], '1');
    assert.ok(cases.length >= 4);
    for (const { kind, truth, files } of cases) {
      assert.equal(kind, 'crash');
      const [{ file, lines } = { file: '', lines: [] }] = truth;
      assert.ok(runs.includes(files[file]!));
      const original = SOURCE.split('\n');
      const mutated = files[file]!.split('\n');
      // A changed line, or one beside a gap: never further away from the difference.
      const parts = mutated.findIndex((line, at) => line !== original[at]) + 1;
      assert.ok(
        lines.some((line) => Math.abs(line - parts) <= 1),
        `${lines.join()} of\n${mutated.join('\n')}`,
      );
    }
  });

  it('leaves the mutated file as it was before', async () => {
    await collect([4, 5, 6, 7], '1');
    assert.equal(await readFile(join(workspace, 'shop/orders.py'), 'utf8'), SOURCE);
  });

  it('makes the same from the same seed', async () => {
    const ids = async (seed: string) => (await collect([4, 5, 6, 7], seed)).map(({ id }) => id);
    assert.deepEqual(await ids('1'), await ids('1'));
    assert.notDeepEqual(await ids('1'), await ids('2'));
  });

  it('makes no mistake on lines that no test reaches', async () => {
    await collect([6], '1');
    const reached = SOURCE.split('\n')[5];
    assert.ok(runs.length > 0);
    for (const text of runs) assert.notEqual(text.split('\n')[5], reached);
  });
});

describe('Tally', () => {
  it('rejects crashes with the fault on the crashing line when they are too many, and never those with it elsewhere', () => {
    const tally = new Tally();
    for (let count = 0; count < 20; count++) if (tally.wants('crash', 'line')) tally.add('crash', 'line');
    assert.ok(tally.crashes.line < 5);
    assert.ok(tally.wants('crash', 'elsewhere'));
    for (let count = 0; count < 20; count++) tally.add('crash', 'elsewhere');
    assert.ok(tally.wants('crash', 'line'));
  });

  it('rejects assertion failures when they are in the majority', () => {
    const tally = new Tally();
    for (let count = 0; count < 400; count++) if (tally.wants('assertion', 'elsewhere')) tally.add('assertion', 'elsewhere');
    assert.ok(tally.assertions < 200);
  });
});
