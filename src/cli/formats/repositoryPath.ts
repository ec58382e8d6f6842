import { isAbsolute, relative, resolve } from 'node:path';
import type { CliIo } from '../io';

/** Path of a file as the build server or the editor names it; undefined for one outside of it. */
export type RepositoryPath = (file: string) => string | undefined;

/**
 * Paths from the root of the checkout that the build server names, elsewhere from the current folder.
 * @param workspace absolute folder to which the given paths are relative
 */
export function repositoryPaths(workspace: string, { env, cwd }: Pick<CliIo, 'env' | 'cwd'>): RepositoryPath {
  const root = resolve(cwd, env['GITHUB_WORKSPACE'] || env['CI_PROJECT_DIR'] || '.');
  return (file) => {
    const path = relative(root, resolve(workspace, file)).replaceAll('\\', '/');
    return path === '' || path === '..' || path.startsWith('../') || isAbsolute(path) ? undefined : path;
  };
}
