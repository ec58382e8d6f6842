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

/** The words of a package manager's command. */
export interface PackageCommand {
  /** Index of `--`; negative without one. */
  dashes: number;
  place: PackagePlace;
  /** It runs in every package of the workspace. */
  everywhere: boolean;
  /** Words of options that choose the package, behind the name of the script. */
  chosen: string[];
  /** Index of its verb; the length of the command without one. */
  next: number;
  verb: string;
  /** The script that it runs, where it runs one. */
  called: string;
}

/** @param at index of the manager */
export function packageCommand(command: readonly string[], at: number, manager: string): PackageCommand {
  const dashes = command.indexOf('--', at);
  const place: PackagePlace = {};
  let everywhere = false;
  const chosen: string[] = [];
  let next = 0;
  for (let index = at + 1; index < (dashes < 0 ? command.length : dashes); index++) {
    const option = packageOption(command, index, manager);
    if (option) {
      Object.assign(place, option.place);
      everywhere ||= option.everywhere === true;
      if (next) chosen.push(...command.slice(index, index + option.words));
      index += option.words - 1;
    } else if (!next && !(command[index] ?? '').startsWith('-')) {
      next = index;
      // The others pass options behind the script on to it.
      if (manager !== 'npm') break;
    }
  }
  if (!next) next = command.length;
  const verb = command[next] ?? '';
  const called = /^(?:run|run-script|rum|urn)$/.test(verb)
    ? (command.slice(next + 1).find((word) => !word.startsWith('-')) ?? '')
    : verb === 't' || verb === 'tst'
      ? 'test'
      : verb;
  return { dashes, place, everywhere, chosen, next, verb, called };
}
