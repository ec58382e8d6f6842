import { existsSync } from 'node:fs';
import { delimiter, dirname, join, relative } from 'node:path';

const FOLDERS = ['.venv', 'venv'];

/**
 * What activating the workspace's own virtual environment of Python sets, as editors do in their terminals: a program that was started
 * outside of one, such as VS Code, does not have it. Nothing where one is active already, or where the workspace has none.
 * @param cwd absolute folder of the command; the environment nearest to it counts
 * @param root absolute folder of the workspace
 * @param base the environment of this process
 */
export function virtualEnvironment(cwd: string, root: string, base: Readonly<Record<string, string | undefined>>): Record<string, string> {
  if (base['VIRTUAL_ENV'] || base['CONDA_PREFIX']) return {};
  const path = Object.keys(base).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  for (let folder = cwd; !relative(root, folder).startsWith('..') && folder !== dirname(folder); folder = dirname(folder)) {
    const found = FOLDERS.map((name) => join(folder, name)).find((each) => existsSync(join(each, 'pyvenv.cfg')));
    if (found === undefined) continue;
    const programs = [join(found, 'bin'), join(found, 'Scripts')].find(existsSync);
    return programs === undefined ? {} : { VIRTUAL_ENV: found, [path]: [programs, base[path]].filter(Boolean).join(delimiter) };
  }
  return {};
}
