import { isGenerated } from '../core/capture/generatedFiles';
import { folderOf, nameOf } from '../core/workspace/fileIndex';
import { GENERATED, NEVER } from './disk/ignoreRules';
import { walkFolders, type WalkLimits } from './disk/walkFolders';

/** Output folders of bundlers and frameworks for browser code, besides the build folders that are left out. */
const BUILD_FOLDERS: ReadonlySet<string> = new Set([
  ...GENERATED,
  'public',
  'static',
  'www',
  'wwwroot',
  '_site',
  '.next',
  '.nuxt',
  '.svelte-kit',
]);

/** About a second of work at most, and 10 MB of paths. */
const LIMITS: WalkLimits = { files: 50_000, folders: 20_000 };

/**
 * Scripts and styles in the build folders of a root: folders at its top and beside each `package.json`, plus listed files in others.
 * @param listed files that are not ignored, relative to the root
 * @returns relative paths, each once; undefined if the folders exceed the limits, because a partial list cannot show that a name is unique.
 * Rejects with `AbortError`.
 */
export async function findBuiltFiles(
  root: string,
  listed: readonly string[],
  signal?: AbortSignal,
  limits: WalkLimits = LIMITS,
): Promise<string[] | undefined> {
  const packages = new Set(['', ...listed.filter((file) => nameOf(file) === 'package.json').map(folderOf)]);
  const holdsSource = (folder: string): boolean => packages.has(folder) && !isBuilt(folder);
  const rules = {
    ignores: (file: string) => holdsSource(folderOf(file)) || !isGenerated(file),
    ignoresFolder: (folder: string) => (holdsSource(folderOf(folder)) ? !BUILD_FOLDERS.has(nameOf(folder)) : NEVER.has(nameOf(folder))),
  };
  const { files, complete } = await walkFolders(root, [...packages], rules, limits, signal);
  const others = listed.filter((file) => isGenerated(file) && isBuilt(folderOf(file)));
  return complete ? [...new Set([...files, ...others])] : undefined;
}

function isBuilt(folder: string): boolean {
  return folder.split('/').some((name) => BUILD_FOLDERS.has(name));
}
