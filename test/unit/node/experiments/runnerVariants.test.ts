import { deepStrictEqual, strictEqual } from 'node:assert';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root, runNpmOnline } from '../../../../scripts/runCommand.mjs';
import { NodeLaboratory } from '../../../../src/node/experiments/nodeLaboratory';

const testOf = (imports: string): string => `${imports}
describe('add', () => {
  it('adds', () => expect(add(1, 2)).toBe(3));
  it('doubles', () => expect(twice(2)).toBe(4));
  it('knows nothing', () => expect(add(0, 0)).toBe(0));
});
`;
const typed = {
  'add.ts': 'export const add = (a: number, b: number): number => a - b;\n',
  'sub/twice.ts': "import { add } from '../add';\nexport const twice = (a: number): number => add(a, a);\n",
  'add.test.ts': testOf(
    "import { describe, expect, it } from 'vitest';\nimport { add } from './add';\nimport { twice } from './sub/twice';",
  ),
};
const RUNNERS = [
  { runner: 'vitest', version: '4.1.12', faulty: 'add.ts', files: typed, loops: true },
  { runner: 'vitest', version: '3.2.7', faulty: 'add.ts', files: typed },
  {
    runner: 'jest',
    version: '30.5.2',
    faulty: 'add.js',
    files: {
      'add.js': 'exports.add = (a, b) => a - b;\n',
      'sub/twice.js': "const { add } = require('../add');\nexports.twice = (a) => add(a, a);\n",
      'add.test.js': testOf("const { add } = require('./add');\nconst { twice } = require('./sub/twice');"),
    },
  },
];

/** A project with the runner, installed once. @returns its folder */
async function project({ runner, version, files }: (typeof RUNNERS)[number]): Promise<string> {
  const folder = join(root, 'out', 'runners', `${runner}-${version}`);
  await mkdir(join(folder, 'sub'), { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true }));
  if (!existsSync(join(folder, 'node_modules', runner, 'package.json')))
    await runNpmOnline(['install', '--no-save', '--no-audit', '--no-fund', `${runner}@${version}`], { cwd: folder });
  return folder;
}

describe('changes tried in one process of a test runner', function () {
  this.timeout(300_000);
  for (const each of RUNNERS) {
    it(`of ${each.runner} ${each.version} show which change passes`, async () => {
      const folder = await project(each);
      const file = join(folder, each.faulty);
      const text = await readFile(file, 'utf8');
      const right = text.replace('a - b', 'a + b');
      // How one that never ends is ended does not depend on the runner, and costs another start of it.
      const third = each.loops ? text.replace('a - b', '{ for (;;); }') : text.replace('a - b', 'a * b');
      const texts = [text, right, third, text.replace('a - b', 'a + (b'), right];
      const laboratory = await NodeLaboratory.open(
        { command: [`node_modules/.bin/${each.runner}`, ...(each.runner === 'jest' ? [] : ['run'])], cwd: folder },
        { root: folder },
      );
      try {
        const runs = await laboratory.runVariants(
          texts.map((edited) => [{ file, text: edited }]),
          120,
        );
        const names = ['add > adds', 'add > doubles', 'add > knows nothing'];
        deepStrictEqual(
          runs.map((run) => [run?.exit, run?.timedOut]),
          [[1, false], [0, false], each.loops ? [null, true] : [1, false], [1, false], [0, false]],
        );
        deepStrictEqual(runs[0]?.tests?.failed, names.slice(0, 2));
        deepStrictEqual(runs[4]?.tests?.passed, names);
        // A process of its own has no list of its tests with their files.
        deepStrictEqual([...(runs[4]?.tests?.files?.keys() ?? [])], names);
        strictEqual(await readFile(file, 'utf8'), text);
      } finally {
        await laboratory.close();
      }
    });
  }
});
