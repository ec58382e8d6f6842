import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LocalRanker } from '../../src/model/localRanker';
import { loadMiniModel } from '../../src/node/loadMiniModel';

const root = join(__dirname, '..', '..');
const assets = join(root, 'dist');

/** Folder of the build, whose model/ is the model that ships; builds first where nothing was built yet. */
export function builtAssets(): string {
  if (!existsSync(join(assets, 'model'))) execFileSync(process.execPath, ['esbuild.mjs'], { cwd: root, stdio: 'inherit' });
  return assets;
}

/** The ranking that ships. */
export function shippedRanker(): LocalRanker {
  return new LocalRanker(() => loadMiniModel(builtAssets()));
}
