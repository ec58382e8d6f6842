import { join } from 'node:path';

/** Code that runs inside an observed program: a `.cjs` file for Node, a folder with `sitecustomize.py` for Python. Absolute. */
export interface ObserveAssets {
  nodePreload: string;
  pythonFolder: string;
}

/**
 * The built instruments.
 * @param assets folder of the bundles
 */
export function observeAssets(assets: string): ObserveAssets {
  return { nodePreload: join(assets, 'experiments', 'observe.cjs'), pythonFolder: join(assets, 'experiments', 'observe') };
}
