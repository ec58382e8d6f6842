import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { reachedLines } from '../../../../../training/mutants/npm/reachedLines';

describe('reachedLines', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'reached-'));
  });

  after(() => rm(folder, { recursive: true }));

  it("reads Node's coverage: lines of functions that ran, without branches that did not", async () => {
    const coverage = join(folder, 'coverage');
    await mkdir(coverage);
    await writeFile(
      join(folder, 'a.js'),
      'exports.f = (x) => {\n  if (x) {\n    return 1;\n  }\n  return 2;\n};\nexports.g = () => {\n  return 3;\n};\n',
    );
    await writeFile(join(folder, 'test.js'), "require('./a').f(0);\n");
    await promisify(execFile)(process.execPath, ['test.js'], { cwd: folder, env: { PATH: process.env.PATH, NODE_V8_COVERAGE: coverage } });
    const reached = await reachedLines(coverage, folder);
    assert.deepEqual([...reached.keys()].sort(), ['a.js', 'test.js']);
    const lines = reached.get('a.js')!;
    for (const line of [1, 2, 5, 7]) assert.ok(lines.has(line), `${line} ran`);
    for (const line of [3, 8]) assert.ok(!lines.has(line), `${line} did not run`);
  });
});
