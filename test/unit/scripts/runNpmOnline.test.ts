import { rejects, strictEqual } from 'node:assert';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runNpmOnline } from '../../../scripts/runCommand.mjs';

describe('what npm gets from its registry', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'npm-online-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** An npm whose registry fails some times before it answers. */
  async function npmFailing(times: number, message: string): Promise<string> {
    const npm = join(folder, 'npm');
    const script = `#!/bin/sh
echo try >> tries
[ "$(wc -l < tries)" -gt ${times} ] && exit 0
echo "${message}" >&2
exit 1
`;
    await writeFile(npm, script, { mode: 0o755 });
    return npm;
  }
  const tries = async (): Promise<number> => (await readFile(join(folder, 'tries'), 'utf8')).trim().split('\n').length;

  it('is asked for again where a registry does not answer', async () => {
    const npm = await npmFailing(2, 'npm error code ECONNRESET');
    await runNpmOnline(['ci'], { cwd: folder, npm, pausesMs: [1, 1] });
    strictEqual(await tries(), 3);
  });

  it('is given up after the last pause, with what npm printed', async () => {
    const npm = await npmFailing(9, 'npm error code ECONNRESET');
    await rejects(runNpmOnline(['ci'], { cwd: folder, npm, pausesMs: [1], failure: 'Installing failed' }), {
      message: 'Installing failed (exit code 1). npm printed:\nnpm error code ECONNRESET',
    });
    strictEqual(await tries(), 2);
  });

  it('is not asked for again where the mistake is ours', async () => {
    const npm = await npmFailing(9, 'npm error code EUSAGE');
    await rejects(runNpmOnline(['ci'], { cwd: folder, npm, pausesMs: [1, 1] }), /EUSAGE/);
    strictEqual(await tries(), 1);
  });
});
