import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Absolute path of a file or folder that runs inside the observed program: supervisor, preloads, Python's modules. In a bundle they are in
 * `experiments/` beside it, in the sources in `preload/`.
 */
export function experimentAsset(name: string): string {
  const built = join(__dirname, 'experiments', name);
  return existsSync(built) ? built : join(__dirname, 'preload', name);
}
