import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LocalRanker } from '../../src/model/localRanker';
import { loadMiniModel } from '../../src/node/loadMiniModel';

const root = join(__dirname, '..', '..');
const assets = join(root, 'dist');

/** Folder of the build; its model/ is the shipped model. Builds first if there is no build yet. */
export function builtAssets(): string {
  if (!existsSync(join(assets, 'model'))) execFileSync(process.execPath, ['esbuild.mjs'], { cwd: root, stdio: 'inherit' });
  return assets;
}

/** The shipped ranking. */
export function shippedRanker(): LocalRanker {
  return new LocalRanker(() => loadMiniModel(builtAssets()));
}
