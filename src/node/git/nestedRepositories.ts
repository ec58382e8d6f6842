import { realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isAbsolutePath, normalisePath } from '../../core/workspace/workspacePaths';
import { readText } from '../disk/readText';

/** A project with more submodules than this was built to keep scanners busy for ever. */
const MOST = 500;

/**
 * Which of these folders are checked-out repositories within the root. Links do not count: one could lead back to its own place.
 * @param names relative to the root
 */
export async function nestedRepositories(root: string, names: Iterable<string>): Promise<string[]> {
  const real = await realpath(root).catch(() => undefined);
  if (real === undefined) return [];
  const unique = [...new Set(names)].slice(0, MOST);
  const found = await Promise.all(
    unique.map(async (name) => {
      const path = await realpath(join(real, name)).catch(() => undefined);
      // A submodule that is not checked out is an empty folder, in which git would answer for the outer repository.
      return path === join(real, name) && path !== real && (await exists(join(path, '.git'))) ? [name] : [];
    }),
  );
  return found.flat();
}

/** Paths of the submodules that `.gitmodules` declares, as written. */
export async function declaredSubmodules(root: string): Promise<string[]> {
  const text = (await readText(join(root, '.gitmodules'))) ?? '';
  const paths = [...text.matchAll(/^[ \t]*path[ \t]*=[ \t]*(\S[^\n]*)$/gm)].map(([, path = '']) => normalisePath(path.trim()));
  return paths.filter((path) => path && !isAbsolutePath(path) && !path.startsWith('..'));
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
