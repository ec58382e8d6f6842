import { deepStrictEqual } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { packagedGrammars } from '../../../../realBugs/packagedGrammars';
import { openSyntax } from '../../../../src/core/syntax/openSyntax';
import { traceExperiment } from '../../../../src/node/experiments/traceExperiment';
import { builtInstruments } from '../../../support/builtInstruments';
import { TempFolder } from '../../../support/gitRepository';

const SHOP = `import asyncio

PRICES = {"ada": 3, "bob": None}


async def load(name):
    await asyncio.sleep(0)
    return PRICES[name]


async def total(names):
    loaded = await asyncio.gather(*[load(name) for name in names])
    first = loaded[0]
    return first + 1


def prices(names):
    for name in names:
        yield PRICES.get(name)


def summed(names):
    amount = 0
    for price in prices(names):
        amount += price
    return amount
`;
const TESTS = `import asyncio
import unittest
from shop import summed, total


class Total(unittest.TestCase):
    def test_ada(self):
        self.assertEqual(asyncio.run(total(["ada"])), 4)

    def test_bob(self):
        self.assertEqual(asyncio.run(total(["bob"])), 1)


class Summed(unittest.TestCase):
    def test_ada(self):
        self.assertEqual(summed(["ada"]), 3)

    def test_bob(self):
        self.assertEqual(summed(["ada", "bob"]), 3)
`;

// Before 3.12 the interpreter reports a coroutine that waits and one that ends by the same event.
const pythons = ['python3', '/usr/bin/python3'].filter((each) => spawnSync(each, ['--version']).status === 0);

describe('following a value in Python', function () {
  let folder: TempFolder;
  beforeEach(() => {
    folder = new TempFolder();
    folder.write('shop.py', SHOP);
    folder.write('test_shop.py', TESTS);
  });
  afterEach(() => folder.dispose());

  async function divergence(python: string, suite: string, line: number, expression: string): Promise<unknown[]> {
    const options = {
      command: [python, '-m', 'unittest', `test_shop.${suite}`],
      cwd: folder.path,
      root: folder.path,
      assets: await builtInstruments(),
    };
    const { verdict } = await traceExperiment(options, { file: 'shop.py', line, expression }, openSyntax(packagedGrammars));
    const hop = verdict.hops[verdict.divergence ?? -1];
    return [hop?.line, hop?.expression, hop?.failing, hop?.passing];
  }

  for (const python of pythons) {
    it(`goes back through gather and await to what a coroutine returned, with ${python}`, async () => {
      deepStrictEqual(await divergence(python, 'Total', 14, 'first'), [8, 'PRICES[name]', 'None', ['int']]);
    });

    it(`goes back through a loop to what a generator handed out, with ${python}`, async () => {
      const [, , failing, passing] = await divergence(python, 'Summed', 25, 'price');
      deepStrictEqual([failing, passing], ['None', ['int']]);
    });

    it(`sees what a method returns, not what the class or the module around it does, with ${python}`, async () => {
      folder.write(
        'shop.py',
        'class Order:\n    def __init__(self, items):\n        self.items = items\n\n    def first(self):\n        for item in self.items:\n            return item\n\ndef name(order):\n    first = order.first()\n    return first["name"]\n',
      );
      folder.write(
        'test_shop.py',
        'import unittest\nfrom shop import Order, name\nclass Named(unittest.TestCase):\n    def test_none(self):\n        name(Order([]))\n    def test_one(self):\n        name(Order([{"name": "a"}]))\n',
      );
      const [, expression, failing, passing] = await divergence(python, 'Named', 11, 'first');
      deepStrictEqual([expression, failing, passing], ['first()', 'None', ['{name:str(1)}']]);
    });
  }
});
