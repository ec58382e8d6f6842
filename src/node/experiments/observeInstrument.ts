import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readRecord, type ObservedRecord, type ObserveSetup } from '../../core/experiments/observed';
import type { Instrument } from './instrument';
import type { ObserveAssets } from './observeAssets';

/** Observes values of a run without an edit; the {@link ObservedRecord}s of each process are together, in order. */
export function observeInstrument(setup: ObserveSetup, assets: ObserveAssets): Instrument<ObservedRecord[]> {
  return {
    name: 'observe',
    async prepare(folder, moved) {
      await writeFile(join(folder, 'setup.json'), withPaths(JSON.stringify(setup), moved?.from, moved?.to));
      return { env: { DEBUG_CONTEXT_OBSERVE: folder }, nodePreloads: [assets.nodePreload], pythonPaths: [assets.pythonFolder] };
    },
    async collect(folder, moved) {
      const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.jsonl')).sort();
      const files = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
      const texts = files.map((text) => withPaths(text, moved?.to, moved?.from));
      return texts.flatMap((text) => text.split('\n').flatMap((line) => (line && readRecord(line)) || []));
    },
  };
}

/** JSON with the paths below one folder below another one. */
function withPaths(json: string, from: string | undefined, to: string | undefined): string {
  if (from === undefined || to === undefined) return json;
  const [before, after] = [from, to].map((path) => JSON.stringify(path.replaceAll('\\', '/')).slice(1, -1)) as [string, string];
  return ['/', '"'].reduce((text, end) => text.replaceAll(before + end, () => after + end), json);
}
