import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LocalRanker } from '../../src/model/localRanker';
import { loadMiniModel } from '../../src/node/loadMiniModel';

const root = join(__dirname, '..', '..');
const assets = join(root, 'dist');

/** The ranking that ships, with the model of the build; builds first where nothing was built yet. */
export function shippedRanker(): LocalRanker {
  if (!existsSync(join(assets, 'model'))) execFileSync(process.execPath, ['esbuild.mjs'], { cwd: root, stdio: 'inherit' });
  return new LocalRanker(() => loadMiniModel(assets));
}
