import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readRecord, type ObservedRecord, type ObserveSetup } from '../../core/experiments/observed';
import type { Instrument } from './instrument';
import type { ObserveAssets } from './observeAssets';

/** Observes values of a run without an edit; the {@link ObservedRecord}s of each process are together, in order. */
export function observeInstrument(setup: ObserveSetup, assets: ObserveAssets): Instrument<ObservedRecord[]> {
  return {
    name: 'observe',
    async prepare(folder) {
      await writeFile(join(folder, 'setup.json'), JSON.stringify(setup));
      return { env: { DEBUG_CONTEXT_OBSERVE: folder }, nodePreloads: [assets.nodePreload], pythonPaths: [assets.pythonFolder] };
    },
    async collect(folder) {
      const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.jsonl')).sort();
      const files = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
      return files.flatMap((text) => text.split('\n').flatMap((line) => (line && readRecord(line)) || []));
    },
  };
}
