import { build } from 'esbuild';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
interface ObserveAssets {
  nodePreload: string;
  pythonFolder: string;
}

let built: Promise<ObserveAssets> | undefined;

/** The instruments for observed programs, built once per test process. */
export function builtInstruments(): Promise<ObserveAssets> {
  built ??= (async () => {
    const folder = mkdtempSync(join(tmpdir(), 'built-instruments-'));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    const nodePreload = join(folder, 'observe.cjs');
    await build({
      entryPoints: ['src/node/experiments/preload/observe.ts'],
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'cjs',
      outfile: nodePreload,
      logLevel: 'error',
    });
    return { nodePreload, pythonFolder: join(process.cwd(), 'src/node/experiments/preload/observe') };
  })();
  return built;
}
