import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';

/**
 * The absolute file of a frame. Tests of a package of a workspace name files from the package's folder, wherever the command runs: a name
 * that leads nowhere there is looked up beside the test, then in each folder above it.
 * @param testFile absolute
 */
export function frameFile(file: string, { cwd, root, testFile }: { cwd: string; root: string; testFile?: string }): string {
  if (isAbsolute(file)) return file;
  const here = join(cwd, file);
  if (testFile === undefined || existsSync(here)) return here;
  for (let folder = dirname(testFile); folder.length > root.length; folder = dirname(folder)) {
    const there = join(folder, file);
    if (existsSync(there)) return there;
  }
  return here;
}
