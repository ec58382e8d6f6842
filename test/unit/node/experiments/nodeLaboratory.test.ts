import { deepStrictEqual, match, notStrictEqual, rejects, strictEqual } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { firstBaseline } from '../../../../src/core/experiments/baseline';
import { OutOfTime } from '../../../../src/core/experiments/experiment';
import { NodeLaboratory } from '../../../../src/node/experiments/nodeLaboratory';
import { TempFolder } from '../../../support/gitRepository';

const MOCHA = join(process.cwd(), 'node_modules/mocha/bin/mocha.js');

describe('NodeLaboratory', function () {
  let folder: TempFolder;
  beforeEach(() => {
    folder = new TempFolder();
    folder.write('lib.js', 'exports.later = (list) => new Promise((done) => setTimeout(() => done(list.length), 1));\n');
    folder.write(
      'test/a.js',
      'const { later } = require("../lib");\nit("waits", () => later([]));\nit("waits for nothing", () => later());\n',
    );
    folder.write('test/b.js', 'it("passes", () => {});\n');
  });
  afterEach(() => folder.dispose());

  it("knows the failing test's file even if no frame of the trace lies in it", async () => {
    const laboratory = await NodeLaboratory.open({ command: [process.execPath, MOCHA, 'test'], cwd: folder.path }, { root: folder.path });
    const first = await laboratory.run([], 'none');
    const { target } = firstBaseline(first);
    strictEqual(target?.testFile, join(folder.path, 'test/a.js'));
    deepStrictEqual(
      first.tests?.passed.map((name) => first.tests?.files?.get(name)),
      [join(folder.path, 'test/a.js'), join(folder.path, 'test/b.js')],
    );
    const alone = await laboratory.narrowedTo(target)?.run([], 'none');
    deepStrictEqual([alone?.tests?.failed, alone?.tests?.passed], [['waits for nothing'], []]);
    strictEqual(laboratory.runs, 2);
    await laboratory.close();
  });

  it("gives a bare run the person's environment and nothing of ours, with the edits in a copy", async () => {
    folder.write('main.js', "require('./lib'); console.log(process.env.NODE_OPTIONS, process.env.MINE, process.execArgv.length);\n");
    folder.write(
      'env.js',
      'console.log(Object.keys(process.env).filter((name) => /^DEBUG_CONTEXT|^CI$|^TOX_OVERRIDE$/.test(name)).join());\n',
    );
    const env = { NODE_OPTIONS: '--no-warnings', MINE: 'yes', CI: undefined, TOX_OVERRIDE: undefined };
    const run = async (file: string, bare: boolean): Promise<string> => {
      const laboratory = await NodeLaboratory.open({ command: [process.execPath, file], cwd: folder.path, env }, { root: folder.path });
      try {
        return (await laboratory.run([{ file: join(folder.path, 'lib.js'), text: 'console.log("edited");\n' }], 'copy', { bare })).output;
      } finally {
        await laboratory.close();
      }
    };
    strictEqual(await run('main.js', true), 'edited\n--no-warnings yes 0\n');
    strictEqual(await run('env.js', true), '\n');
    match(await run('env.js', false), /DEBUG_CONTEXT_RUN/);
  });

  it('tells what a run in a copy left of a file, while the workspace keeps its own', async () => {
    folder.write('write.js', "require('fs').writeFileSync('test/b.js', '');\n");
    const file = join(folder.path, 'test/b.js');
    const laboratory = await NodeLaboratory.open({ command: [process.execPath, 'write.js'], cwd: folder.path }, { root: folder.path });
    const written = (await laboratory.run([], 'copy', { look: [file] })).looked;
    const untouched = (await laboratory.run([{ file: join(folder.path, 'write.js'), text: '' }], 'copy', { look: [file] })).looked;
    await laboratory.close();
    notStrictEqual(written?.[file], untouched?.[file]);
    strictEqual(readFileSync(file, 'utf8'), 'it("passes", () => {});\n');
  });

  it('starts no run after the first that would not end in time', async () => {
    const recipe = { command: [process.execPath, '-e', 'setTimeout(() => {}, 100)'], cwd: folder.path };
    const laboratory = await NodeLaboratory.open(recipe, { root: folder.path, seconds: 0.05 });
    strictEqual((await laboratory.run([], 'none')).exit, 0);
    await rejects(laboratory.run([], 'none'), OutOfTime);
    await laboratory.close();
  });
});
