import { isGenerated } from '../core/capture/generatedFiles';
import { folderOf, nameOf } from '../core/workspace/fileIndex';
import { GENERATED, NEVER } from './disk/ignoreRules';
import { walkFolders, type WalkLimits } from './disk/walkFolders';

/** Where bundlers and frameworks put what browsers load, beside the folders that are left out for being built. */
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

/** A second's work at most, and 10 MB of paths. */
const LIMITS: WalkLimits = { files: 50_000, folders: 20_000 };

/**
 * Scripts and styles in the build folders of a root: those at its top and beside each `package.json`, and what is listed of others.
 * @param listed files that are not ignored, relative to the root
 * @returns relative paths, each once; undefined where the folders are larger than the limits, for a part would not tell what is
 * unique. Rejects with `AbortError`.
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
