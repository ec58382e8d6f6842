import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { CollectOptions } from '../../src/protocol/analysisProtocol';
import { makeBigWorkspace, type BigWorkspace } from './bigWorkspace';

const root = join(__dirname, '..', '..');

/** What is collected where a person changed nothing. */
export const collectOptions: CollectOptions = {
  changesWindowMs: 24 * 3_600_000,
  budget: 8000,
  unsaved: {},
  references: [],
  removed: [],
  edited: {},
  chosenFiles: {},
  keptSecrets: [],
  values: [],
  redactEmails: true,
  redactHome: true,
};

/** Builds the extension as it ships, into the absolute folder `build`, and lays out the workspace of 50,000 files. */
export function prepareBigWorkspace(): { build: string; workspace: BigWorkspace } {
  const build = join(root, 'out', 'bench', 'dist');
  execFileSync(process.execPath, ['esbuild.mjs', '--production', `--outdir=${build}`], { cwd: root, stdio: 'inherit' });
  return { build, workspace: makeBigWorkspace(join(root, 'out', 'bench', 'workspace'), 100) };
}
