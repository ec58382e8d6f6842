import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../scripts/runCommand.mjs';

let built: string | undefined;

/** `cli.js` as it is shipped, built once for all tests of this process. */
export function builtCli(): string {
  if (built === undefined) {
    const folder = mkdtempSync(join(tmpdir(), 'built-cli-'));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    execFileSync(process.execPath, ['esbuild.mjs', `--outdir=${folder}`], { cwd: root });
    built = join(folder, 'cli.js');
  }
  return built;
}
