/** A package, seen from the folder of a command. */
export interface PackagePlace {
  /** Relative to the folder of the command, or absolute; that folder where absent. */
  folder?: string;
  /** Name or folder of a package of the workspace; the folder's own package where absent, the workspace's root for `''`. */
  workspace?: string;
}

/** An option of a package manager that chooses where it runs, with its number of words; undefined for any other word. */
export function packageOption(
  command: readonly string[],
  index: number,
  manager: string,
): { place?: PackagePlace; everywhere?: true; words: number } | undefined {
  const word = command[index] ?? '';
  const [, joinedName = word, joinedValue] = /^(--[\w-]+)=(.+)$/.exec(word) ?? [];
  const value = joinedValue ?? command[index + 1];
  const words = joinedValue === undefined ? 2 : 1;
  if (/^(?:-C|--dir|--prefix|--cwd)$/.test(joinedName)) return { place: { folder: value }, words };
  if (manager === 'npm' && /^(?:-w|--workspace)$/.test(joinedName)) return { place: { workspace: value }, words };
  if (manager === 'npm' && /^(?:-ws|--workspaces)$/.test(word)) return { everywhere: true, words: 1 };
  if (manager === 'pnpm' && /^(?:-w|--workspace-root)$/.test(word)) return { place: { workspace: '' }, words: 1 };
  if (manager === 'pnpm' && /^(?:-r|--recursive)$/.test(word)) return { everywhere: true, words: 1 };
  if (/^(?:-F|--filter)$/.test(joinedName)) return { place: { workspace: value }, words };
  if (manager === 'yarn' && word === 'workspace') return { place: { workspace: command[index + 1] }, words: 2 };
  // Yarn 1 and later ones.
  if (manager === 'yarn' && word === 'workspaces' && /^(?:run|foreach)$/.test(command[index + 1] ?? ''))
    return { everywhere: true, words: 2 };
  return undefined;
}
