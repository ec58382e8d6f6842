import { lstat, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

const MOST_FILES = 5000;
const MOST_BYTES = 20_000_000;

/** The test reports in a folder, where the runner or the supervisor of a run put them. */
export async function junitReports(folder: string): Promise<string[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => /^TEST-.*\.xml$/.test(name)).sort();
  const texts: string[] = [];
  for (const name of names.slice(0, MOST_FILES)) {
    const file = join(folder, name);
    const found = await lstat(file).catch(() => undefined);
    if (found?.isFile() && found.size <= MOST_BYTES) texts.push(await readFile(file, 'utf8').catch(() => ''));
  }
  return texts;
}
