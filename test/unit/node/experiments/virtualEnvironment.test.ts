import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { virtualEnvironment } from '../../../../src/node/experiments/virtualEnvironment';

describe('virtualEnvironment', () => {
  it('is the one nearest to the command, inside the workspace, unless one is active', async () => {
    const outer = await mkdtemp(join(tmpdir(), 'virtual-environment-'));
    try {
      const root = join(outer, 'project');
      const own = join(root, 'web', '.venv');
      for (const folder of [join(outer, 'venv'), join(root, 'venv'), own]) {
        await mkdir(join(folder, 'bin'), { recursive: true });
        await writeFile(join(folder, 'pyvenv.cfg'), 'home = /usr/bin\n');
      }
      const base = { PATH: '/usr/bin' };
      const near = { VIRTUAL_ENV: own, PATH: `${join(own, 'bin')}:/usr/bin` };
      assert.deepEqual(virtualEnvironment(join(root, 'web', 'tests'), root, base), near);
      assert.equal(virtualEnvironment(root, root, base)['VIRTUAL_ENV'], join(root, 'venv'));
      assert.deepEqual(virtualEnvironment(join(outer, 'other'), join(outer, 'other'), base), {}, 'not of a folder around the workspace');
      assert.deepEqual(virtualEnvironment(root, root, { ...base, VIRTUAL_ENV: '/somewhere' }), {});
    } finally {
      await rm(outer, { recursive: true });
    }
  });
});
