import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { makeBigWorkspace, type BigWorkspace } from './bigWorkspace';

const root = join(__dirname, '..', '..');

/** Builds the extension as it ships, into the absolute folder `build`, and lays out the workspace of 50,000 files. */
export function prepareBigWorkspace(): { build: string; workspace: BigWorkspace } {
  const build = join(root, 'out', 'bench', 'dist');
  execFileSync(process.execPath, ['esbuild.mjs', '--production', `--outdir=${build}`], { cwd: root, stdio: 'inherit' });
  return { build, workspace: makeBigWorkspace(join(root, 'out', 'bench', 'workspace'), 100) };
}
