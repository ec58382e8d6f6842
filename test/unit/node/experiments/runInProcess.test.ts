import { deepStrictEqual } from 'node:assert';
import { join } from 'node:path';
import type { Run } from '../../../../src/core/experiments/experiment';
import { runRecipe } from '../../../../src/node/experiments/runRecipe';
import { variantsInstrument } from '../../../../src/node/experiments/variantsInstrument';
import { TempFolder } from '../../../support/gitRepository';
import { runInProcess } from '../../../support/runInProcess';

const LIB = 'exports.size = (list) => list.length;\n';
const TESTS = `const { test } = require('node:test');
const assert = require('node:assert');
const { size } = require('./lib');
test('two', () => assert.equal(size([1, 2]), 2));
test('three', () => assert.strictEqual(size([1]), 3));
test('none', () => size());
test('another error', () => assert.throws(() => size(), RangeError));
`;

/** What experiments read of a run. */
function read({ exit, report, tests }: Run) {
  const errors = report.errors.map(({ type, message, frames }) => ({
    ...{ type, message },
    places: frames.flatMap(({ origin, file, line, column }) => (origin === 'workspace' ? [`${file}:${line}:${column}`] : [])),
  }));
  return { exit, errors, expectations: report.expectations, tests: tests && [tests.passed, tests.failed] };
}

describe('a program that runs in the process of a test', () => {
  let folder: TempFolder;
  before(() => (folder = new TempFolder()));
  after(() => folder.dispose());

  for (const [what, words, files] of [
    ['passes', ['main.js'], { 'main.js': "console.log(require('./lib').size([]));\n" }],
    ['throws', ['main.js'], { 'main.js': "const { size } = require('./lib');\nconsole.log(size());\n" }],
    ['cannot be read', ['main.js'], { 'main.js': 'const = 3;\n' }],
    ['lacks a module', ['main.js'], { 'main.js': "require('./nowhere');\n" }],
    ['has tests', ['--test', 'lib.test.js'], { 'lib.test.js': TESTS }],
    ['has tests and is started as it is', ['lib.test.js'], { 'lib.test.js': TESTS.replace(/test\('another.*\n/, '') }],
    ['has a file of tests without its module', ['--test', 'a.test.js'], { 'a.test.js': "require('./nowhere');\n" }],
  ] as const)
    it(`says what it says in one of its own: it ${what}`, async () => {
      folder.write('lib.js', LIB);
      for (const [name, text] of Object.entries(files)) folder.write(name, text);
      const recipe = { command: [process.execPath, ...words], cwd: folder.path };
      deepStrictEqual(read(await runInProcess(recipe)), read(await runRecipe(recipe)));
    });

  it('says what it says of each of many changes', async () => {
    folder.write('lib.js', LIB);
    folder.write('lib.test.js', TESTS.replace(/test\('another.*\n/, ''));
    const file = join(folder.path, 'lib.js');
    const texts = [LIB, LIB.replace('list.length', '(list ?? [0, 1, 2]).length'), LIB.replace('list.length', '((list.length)')];
    const variants = texts.map((text) => [{ file, text }]);
    const recipe = { command: [process.execPath, 'lib.test.js'], cwd: folder.path };
    const results = async (run: typeof runRecipe) => {
      const instrument = variantsInstrument(variants, 60, [folder.path], true);
      const { observations } = await run(recipe, { instruments: [instrument], served: variants[0] });
      return (observations['variants'] as Run[]).map(({ exit, tests }) => [exit, tests?.passed, tests?.failed]);
    };
    const inProcess = await results(runInProcess);
    deepStrictEqual(
      inProcess.slice(0, 2).map(([, passed]) => passed),
      [['two'], ['two', 'none']],
    );
    deepStrictEqual(inProcess, await results(runRecipe));
  });
});
