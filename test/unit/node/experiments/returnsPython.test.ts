import { deepStrictEqual } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { packagedGrammars } from '../../../../realBugs/packagedGrammars';
import { openTrees } from '../../../../src/core/syntax/openSyntax';
import type { Run } from '../../../../src/core/experiments/experiment';
import { coverageExperiment } from '../../../../src/node/experiments/coverageExperiment';
import { ExperimentRunner } from '../../../../src/node/experiments/experimentRunner';
import { builtInstruments } from '../../../support/builtInstruments';
import { TempFolder } from '../../../support/gitRepository';

const SHOP = `import asyncio
from functools import wraps


def logged(fn):
    @wraps(fn)
    def inner(*given):
        return fn(*given)
    return inner


@logged
def quote(text):
    return '"' + text + '"'


def line(texts):
    return ", ".join(quote(each) for each in texts)


def count(items):
    return len(items)


def listed(last):
    return list(range(last))


def total(items):
    try:
        fails()
    except ValueError:
        pass
    return count(items)


def fails():
    raise ValueError("no")


async def load(name):
    await asyncio.sleep(0)
    return {"name": name, "tags": []}


async def both(names):
    return await asyncio.gather(*[load(name) for name in names])


def numbers(items):
    for each in items:
        yield tag(each)


def tag(each):
    return "tag-" + each


def tags(items):
    return list(numbers(items))
`;
const TESTS = `import asyncio
import unittest
import shop


class Shop(unittest.TestCase):
    def test_quotes(self):
        self.assertEqual(shop.line(["ab", "c d"]), '"ab", "c+d"')

    def test_long(self):
        self.assertEqual(shop.line(["x" * 300, "c d", "y" * 300]), '"%s", "c+d", "%s"' % ("x" * 300, "y" * 300))

    def test_contains(self):
        self.assertIn(7, shop.listed(3))

    def test_adds(self):
        self.assertEqual(shop.total([1, 2, 4]), 7)

    def test_swapped(self):
        self.assertEqual(7, shop.total([1, 2, 4]))

    def test_loads(self):
        self.assertEqual(asyncio.run(shop.both(["ada"])), [{"name": "ada", "tags": ["new"]}])

    def test_yields(self):
        self.assertEqual(shop.tags(["a", "b"]), ["tag-a", "tag_b"])
`;
const PLAIN = `import shop


def test_total():
    assert shop.total([1, 2, 4]) == 7
`;

const works = (python: string, ...args: string[]): boolean => spawnSync(python, [...args, '--version']).status === 0;
// Since 3.12 the interpreter reports returns itself; before, a profiler does.
const pythons = ['python3.11', 'python3.13'].filter((each) => works(each));

describe('who made the asserted value, in Python', function () {
  let folder: TempFolder;
  /** The failing run of each command: every test of it is looked at from there. */
  const known = new Map<string, Run>();
  before(() => {
    folder = new TempFolder();
    folder.write('shop.py', SHOP);
    folder.write('test_shop.py', TESTS);
    folder.write('test_plain.py', PLAIN);
  });
  after(() => folder.dispose());

  /** First lines of the maker of the value, and of the first function that returned its wrong piece. */
  async function makers(command: string[], test: string): Promise<[made: number[], piece: number | undefined]> {
    // Plugins of this machine cost more than the test.
    const options = { command, cwd: folder.path, root: folder.path, env: { PYTEST_DISABLE_PLUGIN_AUTOLOAD: '1' } };
    const name = command.join(' ');
    const run = known.get(name) ?? (await new ExperimentRunner(options).baseline()).run;
    known.set(name, run);
    const { verdict } = await coverageExperiment(
      { ...options, test, known: run, assets: await builtInstruments() },
      openTrees(packagedGrammars),
    );
    const returned = verdict.coverage?.returned ?? [];
    const pieces = returned.filter(({ pieceAt }) => pieceAt !== undefined).sort((a, b) => a.pieceAt! - b.pieceAt!);
    return [returned.filter(({ made }) => made).map(({ startLine }) => startLine), pieces[0]?.startLine];
  }

  for (const python of pythons) {
    const cases: [what: string, test: string, made: number[], piece: number | undefined][] = [
      ['the innermost function that returned it', 'test_adds', [21], undefined],
      ['the same where the test names the expected value first', 'test_swapped', [21], undefined],
      ['a wrong piece below a decorator', 'test_quotes', [17], 13],
      ['known of a value that the message shortens', 'test_long', [17], 13],
      ['known of a list that lacks something', 'test_contains', [25], undefined],
      ['a coroutine', 'test_loads', [46], 41],
      ['what a generator called', 'test_yields', [59], 55],
    ];
    for (const [what, test, made, piece] of cases)
      it(`is ${what}, with unittest and ${python}`, async () => {
        const command = [python, '-m', 'unittest', '-v', 'test_shop'];
        deepStrictEqual(await makers(command, `${test} (test_shop.Shop.${test})`), [made, piece]);
      });

    it(`is found with pytest and ${python}`, async function () {
      if (!works(python, '-m', 'pytest')) this.skip();
      const command = [python, '-m', 'pytest', '-q', 'test_plain.py'];
      deepStrictEqual(await makers(command, 'test_plain.py::test_total'), [[21], undefined]);
    });
  }
});
