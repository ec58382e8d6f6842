import { isAbsolute, relative, resolve } from 'node:path';
import type { CliIo } from '../io';

/** Path of a file as the build server or the editor names it; undefined for one outside of it. */
export type RepositoryPath = (file: string) => string | undefined;

/**
 * Paths from the root of the checkout that the build server names, elsewhere from the current folder; from the workspace where that is
 * outside of the folder.
 * @param workspace absolute folder to which the given paths are relative
 */
export function repositoryPaths(workspace: string, { env, cwd }: Pick<CliIo, 'env' | 'cwd'>): RepositoryPath {
  const checkout = env['GITHUB_WORKSPACE'] || env['CI_PROJECT_DIR'];
  const root = checkout ? resolve(cwd, checkout) : within(cwd, workspace) === undefined ? workspace : cwd;
  return (file) => within(root, resolve(workspace, file)) || undefined;
}

/** Path from a folder to one in it, empty for the folder itself; undefined for one outside of it. */
function within(folder: string, path: string): string | undefined {
  const way = relative(folder, path).replaceAll('\\', '/');
  return way === '..' || way.startsWith('../') || isAbsolute(way) ? undefined : way;
}
