import { lstat, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Folders below a workspace that hold no module of a build. */
const NO_MODULES = new Set(['node_modules', '.git', '.gradle', '.idea', '.mvn', 'src', 'classes', 'generated-sources']);
/** Depth of modules below the workspace. */
const DEEPEST = 6;
const MOST_FILES = 5000;
const MOST_BYTES = 20_000_000;
/** The clock of a file system is up to this much behind, ms. */
const CLOCK = 20;

/**
 * The test reports that Maven or Gradle wrote during a run.
 * @param folder the workspace as the command saw it
 * @param since start of the run, ms since the epoch; older reports are of earlier runs
 */
export async function junitReports(folder: string, since: number): Promise<string[]> {
  const folders: string[] = [];
  await findModules(folder, DEEPEST, folders);
  const texts: string[] = [];
  for (const each of folders) texts.push(...(await reportsIn(each, since, MOST_FILES - texts.length)));
  return texts;
}

/** Reports of a folder. */
export async function reportsIn(folder: string, since = 0, most = MOST_FILES): Promise<string[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => /^TEST-.*\.xml$/.test(name)).sort();
  const texts: string[] = [];
  for (const name of names.slice(0, most)) {
    const file = join(folder, name);
    const found = await lstat(file).catch(() => undefined);
    if (!found?.isFile() || found.mtimeMs < since - CLOCK || found.size > MOST_BYTES) continue;
    texts.push(await readFile(file, 'utf8').catch(() => ''));
  }
  return texts;
}

async function findModules(folder: string, depth: number, found: string[]): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (!entry.isDirectory() || NO_MODULES.has(entry.name)) continue;
    const inner = join(folder, entry.name);
    if (entry.name === 'target') found.push(join(inner, 'surefire-reports'), join(inner, 'failsafe-reports'));
    else if (entry.name === 'build') {
      const kinds = await readdir(join(inner, 'test-results'), { withFileTypes: true }).catch(() => []);
      found.push(...kinds.filter((kind) => kind.isDirectory()).map(({ name }) => join(inner, 'test-results', name)));
    } else if (depth > 0) await findModules(inner, depth - 1, found);
  }
}
