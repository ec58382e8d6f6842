import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/runCommand.mjs';
import { sharedFolder } from './sharedFolder';

/** How long a worker waits before it looks again whether another one has built, ms. */
const PAUSE = 100;

/**
 * `cli.js` as it is shipped, built once for all tests of a run: by `npm test` (`DEBUG_CONTEXT_BUILD`), or by the first worker that asks, and
 * another one waits for it.
 */
export function builtCli(): string {
  const { DEBUG_CONTEXT_BUILD: built } = process.env;
  if (built) return join(built, 'cli.js');
  const [folder, lock, done] = ['dist', 'building', 'built'].map((name) => join(sharedFolder, name)) as [string, string, string];
  while (!existsSync(done)) {
    try {
      mkdirSync(lock);
    } catch {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
      continue;
    }
    try {
      if (existsSync(done)) break;
      execFileSync(process.execPath, ['esbuild.mjs', `--outdir=${folder}`], { cwd: root, stdio: 'pipe' });
      writeFileSync(done, '');
    } finally {
      rmSync(lock, { recursive: true });
    }
  }
  return join(folder, 'cli.js');
}
