import { strictEqual } from 'node:assert';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diskProblem, makeRunFolder, markGuarded, removeLeftFolders, removeRunFolder } from '../../../../src/node/experiments/runFolder';
import { limitAfter } from '../../../../src/node/experiments/runRecipe';
import { keepWatch } from '../../../../src/node/experiments/supervise';

describe('run folders', function () {
  it('of processes that are gone are removed, all others stay', async () => {
    const gone = spawnSync(process.execPath, ['-e', '']).pid;
    const left = join(tmpdir(), `debug-context-${gone}-abcdef`);
    mkdirSync(left);
    const own = await makeRunFolder();
    await removeLeftFolders();
    strictEqual(existsSync(left), false);
    strictEqual(existsSync(own), true);
    await removeRunFolder(own);
    strictEqual(existsSync(own), false);
  });

  it('of processes that are gone are removed, even if their supervisor has just ended and nobody noticed', async function () {
    if (process.platform !== 'linux') this.skip();
    const gone = spawnSync(process.execPath, ['-e', '']).pid;
    const left = join(tmpdir(), `debug-context-${gone}-guarded`);
    const made = mkdtempSync(join(tmpdir(), 'guarded-'));
    // A program that never looks after the child, which ends as soon as the shell has become that program.
    const parent = spawn('sh', ['-c', '(while [ "$(cat /proc/$$/comm)" != sleep ]; do :; done) & echo $!; exec sleep 60']);
    try {
      const [pid = ''] = String((await once(parent.stdout, 'data'))[0]).split('\n');
      // Tests beside this one remove such folders, too: it has its guard from the beginning.
      markGuarded(made, parent.pid);
      renameSync(made, left);
      await removeLeftFolders();
      strictEqual(existsSync(left), true);
      while (readFileSync(`/proc/${pid}/cmdline`, 'latin1') !== '') await new Promise((resolve) => setTimeout(resolve, 20));
      markGuarded(left, Number(pid));
      await removeLeftFolders();
      strictEqual(existsSync(left), false);
    } finally {
      parent.kill();
    }
  });

  it('are left alone by a watch that is released', async () => {
    const own = await makeRunFolder();
    await keepWatch([own]).release();
    strictEqual(existsSync(own), true);
    await removeRunFolder(own);
  });
});

describe('a watch', function () {
  it('keeps its program going until it is released', () => {
    const supervise = JSON.stringify(join(__dirname, '../../../../src/node/experiments/supervise'));
    const script = `require(${supervise}).keepWatch([]).release().then(() => console.log('released'))`;
    const { stdout } = spawnSync(process.execPath, ['--require', 'tsx/cjs', '-e', script], { encoding: 'utf8', cwd: __dirname });
    strictEqual(stdout, 'released\n');
  });
});

describe('an error of the disk', () => {
  it('says what to do where the folder for temporary files cannot be used', () => {
    const said = `${tmpdir()}, where runs are prepared, is no folder that can be written to. Set TMPDIR to one.`;
    for (const code of ['ENOENT', 'ENOTDIR', 'EACCES'])
      strictEqual(diskProblem(Object.assign(new Error(code), { code }), tmpdir()).message, said);
    strictEqual(diskProblem(Object.assign(new Error('EROFS'), { code: 'EROFS' }), '/work').message, '/work cannot be written to.');
  });
});

describe('limitAfter', () => {
  it('is at least ten seconds, otherwise three times the first run plus five seconds', () => {
    strictEqual(limitAfter(200), 10_000);
    strictEqual(limitAfter(20_000), 65_000);
  });
});
