import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readGoProfile } from '../../core/experiments/goCoverProfile';
import type { ObservedRecord } from '../../core/experiments/observed';
import { recogniseRunner } from '../../core/experiments/runnerTable';
import type { Instrument } from './instrument';
import { packageScripts } from './packageScripts';

interface GoModule {
  /** As its packages are imported. */
  path: string;
  folder: string;
}

/**
 * Records which lines of its module a run of `go test` runs; undefined for other commands. A test that ends by a panic writes no profile.
 * @param root absolute folder of the workspace
 */
export async function goCoverage(command: readonly string[], cwd: string, root: string): Promise<Instrument<ObservedRecord[]> | undefined> {
  if (recogniseRunner(command, packageScripts(cwd))?.runner !== 'go') return undefined;
  const module = await moduleAbove(cwd, root);
  if (!module) return undefined;
  const { path, folder: home } = module;
  return {
    name: 'goCoverage',
    prepare: async (folder) => ({ goFlags: [`-coverprofile=${join(folder, 'profile')}`, `-coverpkg=${path}/...`] }),
    async collect(folder) {
      const profile = await readFile(join(folder, 'profile'), 'utf8').catch(() => '');
      const absolute = (name: string): string | undefined =>
        name.startsWith(`${path}/`) ? join(home, name.slice(path.length + 1)).replaceAll('\\', '/') : undefined;
      const names = [...new Set(profile.split('\n').map((row) => row.replace(/:[\d., ]*$/, '')))];
      const files = names.flatMap((name) => absolute(name) ?? []);
      const texts = await Promise.all(
        files.map(async (file) => [file, (await readFile(file, 'utf8').catch(() => '')).split('\n')] as const),
      );
      const lines = new Map(texts);
      return readGoProfile(profile, absolute, (file, line) => lines.get(file)?.[line - 1] ?? '');
    },
  };
}

async function moduleAbove(cwd: string, root: string): Promise<GoModule | undefined> {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const text = await readFile(join(folder, 'go.mod'), 'utf8').catch(() => undefined);
    const path = /^module[ \t]+"?([^\s"]{1,500})/m.exec(text ?? '')?.[1];
    if (path !== undefined) return { path, folder };
    if (folder === root || folder === dirname(folder)) return undefined;
  }
}
