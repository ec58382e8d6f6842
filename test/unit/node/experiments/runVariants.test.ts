import { deepStrictEqual, ok, strictEqual } from 'node:assert';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Run } from '../../../../src/core/experiments/experiment';
import { NodeLaboratory } from '../../../../src/node/experiments/nodeLaboratory';
import { TempFolder } from '../../../support/gitRepository';

const MOCHA = createRequire(__filename).resolve('mocha/bin/mocha.js');
const ADD = 'exports.add = (a, b) => a - b;\n';

describe('NodeLaboratory.runVariants', function () {
  let folder: TempFolder;
  beforeEach(() => (folder = new TempFolder()));
  afterEach(() => folder.dispose());

  const run = async (command: string[], file: string, texts: string[]): Promise<(Run | undefined)[]> => {
    const laboratory = await NodeLaboratory.open({ command, cwd: folder.path }, { root: folder.path });
    const unchanged = readFileSync(join(folder.path, file), 'utf8');
    const variants = [unchanged, ...texts].map((text) => [{ file: join(folder.path, file), text }]);
    try {
      return await laboratory.runVariants(variants, 60);
    } finally {
      strictEqual(laboratory.runs, 1);
      strictEqual(readFileSync(join(folder.path, file), 'utf8'), unchanged);
      await laboratory.close();
    }
  };
  const exits = (runs: readonly (Run | undefined)[]): (number | null | undefined)[] => runs.map((each) => each?.exit);

  it('runs a script once with each text, and gives each its own output', async () => {
    folder.write('add.js', ADD);
    folder.write('test.js', "const { add } = require('./add');\nconsole.log(add(1, 2));\nprocess.exit(add(1, 2) === 3 ? 0 : 1);\n");
    const runs = await run([process.execPath, 'test.js'], 'add.js', [ADD.replace('-', '+'), ADD.replace('-', '*')]);
    deepStrictEqual(exits(runs), [1, 0, 1]);
    deepStrictEqual(
      runs.map((each) => each?.output.trim()),
      ['-1', '3', ''],
      'the output of those that still fail is not read',
    );
  });

  it('lets no variant change the one after it', async () => {
    folder.write('add.js', ADD);
    folder.write(
      'test.js',
      `const { add } = require('./add');
for (const key in {}) throw new Error('a key of another variant: ' + key);
if (globalThis.seen) throw new Error('seen');
globalThis.seen = true;
process.on('exit', () => { if (add(1, 2) !== 3) process.exitCode = 7; });
setTimeout(() => {}, 5);
`,
    );
    const pollutes = `Object.prototype.left = 1;\nrequire('fs').existsSync = () => { throw new Error('replaced'); };\n${ADD}`;
    const right = ADD.replace('-', '+');
    const runs = await run([process.execPath, 'test.js'], 'add.js', [pollutes, right, pollutes, right, right]);
    const [unchanged, first, second, third, fourth, fifth] = exits(runs);
    deepStrictEqual([unchanged, second, fourth, fifth], [7, 0, 0, 0]);
    ok(first !== 0 && third !== 0);
  });

  it('ends a variant that loops for ever, and goes on', async () => {
    folder.write('add.js', ADD);
    folder.write('test.js', "if (require('./add').add(1, 2) !== 3) throw new Error('wrong');\n");
    const loops = 'for (;;);\n';
    const runs = await run([process.execPath, 'test.js'], 'add.js', [loops, ADD.replace('-', '+'), loops, ADD.replace('-', '+')]);
    deepStrictEqual(
      runs.map((each) => each?.timedOut),
      [false, true, false, true, false],
    );
    deepStrictEqual(exits(runs), [1, null, 0, null, 0]);
    deepStrictEqual(
      runs[0]?.report.errors.map(({ message }) => message),
      ['wrong'],
    );
  });

  it('knows the tests of Mocha by name', async () => {
    folder.write('add.js', ADD);
    folder.write(
      'test.js',
      `const { strictEqual } = require('assert');
const { add } = require('./add');
describe('add', () => {
  it('adds', () => strictEqual(add(1, 2), 3));
  it('knows nothing', () => strictEqual(add(0, 0), 0));
});
`,
    );
    const runs = await run([process.execPath, MOCHA, '--exit', 'test.js'], 'add.js', [ADD.replace('-', '+'), ADD.replace('-', '*')]);
    deepStrictEqual(
      runs.map((each) => each?.tests?.failed),
      [['add > adds'], [], ['add > adds']],
    );
    deepStrictEqual(runs[1]?.tests?.passed, ['add > adds', 'add > knows nothing']);
  });

  it('reads modules that are imported anew for each text', async () => {
    folder.write('add.mjs', 'export const add = (a, b) => a - b;\n');
    folder.write('test.mjs', "import { add } from './add.mjs';\nif (add(1, 2) !== 3) throw new Error('wrong');\n");
    const right = 'export const add = (a, b) => a + b;\n';
    const runs = await run([process.execPath, 'test.mjs'], 'add.mjs', [right, 'export const add = () => 0;\n', right]);
    deepStrictEqual(exits(runs), [1, 0, 1, 0]);
  });

  it('gives each test of node:test its result', async () => {
    folder.write('add.js', ADD);
    folder.write(
      'test.js',
      "const { test } = require('node:test');\nconst { add } = require('./add');\ntest('adds', () => { if (add(1, 2) !== 3) throw new Error('wrong'); });\n",
    );
    const runs = await run([process.execPath, '--test', 'test.js'], 'add.js', [ADD.replace('-', '+'), ADD, ADD, ADD.replace('-', '+')]);
    deepStrictEqual(
      runs.map((each) => each?.tests?.passed.length ?? 0),
      [0, 1, 0, 0, 1],
    );
  });

  it('forks Python before it reads the file', async () => {
    folder.write('add.py', 'def add(a, b):\n    return a - b\n');
    folder.write(
      'test_add.py',
      `import unittest
from add import add


class Adds(unittest.TestCase):
    def test_adds(self):
        self.assertEqual(add(1, 2), 3)


if __name__ == "__main__":
    unittest.main()
`,
    );
    const right = 'def add(a, b):\n    return a + b\n';
    const runs = await run(['python3', '-m', 'unittest', 'test_add'], 'add.py', [right, 'def add(a, b):\n    while True: pass\n', right]);
    deepStrictEqual(exits(runs), [1, 0, null, 0]);
    deepStrictEqual(runs[0]?.tests?.failed.length, 1);
    deepStrictEqual(runs[1]?.tests?.passed.length, 1);
  });
});
