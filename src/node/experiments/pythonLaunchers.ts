import { existsSync, readFileSync, statSync } from 'node:fs';
import { chmod, copyFile, mkdir } from 'node:fs/promises';
import { delimiter, dirname, join, resolve } from 'node:path';
import { experimentAsset } from './experimentAssets';

const NAMES = ['python', 'python3', 'pytest', 'py.test'];
const RULES = ['GNUmakefile', 'makefile', 'Makefile', 'package.json'];
const SETS = /\bPYTHONPATH\b["']?[ \t]*(?:[:?+]{0,2}=|:)/;
/** Bytes of a file that is searched for an assignment. */
const READ = 200_000;

/**
 * Whether a command replaces PYTHONPATH, by which instruments get into Python, in its own words, in a script of its folder that it runs, or
 * in the rules of make or of a package: `PYTHONPATH=src python -m unittest`.
 */
export function setsPythonPath(command: readonly string[], cwd: string): boolean {
  if (command.some((word) => SETS.test(word))) return true;
  const scripts = command.filter((word) => /^[\w./-]+$/.test(word)).map((word) => resolve(cwd, word));
  return [...scripts, ...rulesAbove(cwd)].some((file) => SETS.test(textOf(file)));
}

/**
 * Programs that start Python with the instruments of a run, whatever the command has set before.
 * @param folder absolute, of this run alone
 * @param env the variables of the run; those that it needs besides are returned
 */
export async function pythonLaunchers(
  folder: string,
  pythonPaths: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<Record<string, string>> {
  const path = env['PATH'] ?? '';
  const there = path.split(delimiter).filter(Boolean);
  await mkdir(folder);
  for (const name of NAMES.filter((each) => there.some((at) => existsSync(join(at, each))))) {
    await copyFile(experimentAsset('launchPython.sh'), join(folder, name));
    await chmod(join(folder, name), 0o755);
  }
  return { PATH: [folder, path].filter(Boolean).join(delimiter), DEBUG_CONTEXT_PYTHONPATH: pythonPaths.join(delimiter) };
}

/** Rules of make and of packages, in a folder and those that it is in, up to the repository's. */
function rulesAbove(cwd: string): string[] {
  const found: string[] = [];
  for (let folder = cwd; ; folder = dirname(folder)) {
    found.push(...RULES.map((name) => join(folder, name)));
    if (folder === dirname(folder) || existsSync(join(folder, '.git'))) return found;
  }
}

function textOf(file: string): string {
  try {
    const { size } = statSync(file);
    return size <= READ ? readFileSync(file, 'utf8') : '';
  } catch {
    return '';
  }
}
