import { deepStrictEqual, rejects, strictEqual } from 'node:assert';
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

  it('starts no run after the first that would not end in time', async () => {
    const recipe = { command: [process.execPath, '-e', 'setTimeout(() => {}, 100)'], cwd: folder.path };
    const laboratory = await NodeLaboratory.open(recipe, { root: folder.path, seconds: 0.05 });
    strictEqual((await laboratory.run([], 'none')).exit, 0);
    await rejects(laboratory.run([], 'none'), OutOfTime);
    await laboratory.close();
  });
});
