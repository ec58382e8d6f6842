import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PackageScripts } from '../../core/experiments/commandWords';
import { makefileRecipe } from '../../core/experiments/makefileRecipe';
import { toxCommands } from '../../core/experiments/toxCommands';

interface PackageJson {
  name?: string;
  scripts?: Record<string, string>;
  workspaces?: string[] | { packages?: string[] };
}

/** Scripts of the package that contains a folder, those of the packages of its workspace, and the rules of its makefile and of tox. */
export function packageScripts(cwd: string): PackageScripts {
  return {
    script(name, workspace) {
      const own = folderWithPackage(cwd);
      const folder = own && (workspace === undefined ? own : workspaceFolder(own, workspace));
      const script = folder && readPackage(folder)?.scripts?.[name];
      return typeof script === 'string' ? script : undefined;
    },
    makeRecipe(target) {
      const text = firstOf(cwd, ['GNUmakefile', 'makefile', 'Makefile']);
      return text === undefined ? undefined : makefileRecipe(text, target);
    },
    toxCommands(environment) {
      const text = firstOf(cwd, ['tox.ini', 'setup.cfg']);
      return text === undefined ? undefined : toxCommands(text, environment);
    },
  };
}

function workspaceFolder(root: string, name: string): string | undefined {
  const { workspaces } = readPackage(root) ?? {};
  const listed = Array.isArray(workspaces) ? workspaces : (workspaces?.packages ?? []);
  const pnpm = read(join(root, 'pnpm-workspace.yaml')) ?? '';
  const patterns = [
    ...listed,
    ...[...pnpm.matchAll(/^[ \t]*-[ \t]*["']?([^\s"'#](?:[^"'#\n]{0,300}?[^\s"'#])?)["']?[ \t\r]*$/gm)].map((match) => match[1] ?? ''),
  ];
  const folders = patterns.flatMap((pattern) => expanded(root, pattern));
  return folders.find((folder) => readPackage(folder)?.name === name) ?? folders.find((folder) => folder === join(root, name));
}

/** Folders of `packages/a` and `packages/*`. */
function expanded(root: string, pattern: string): string[] {
  const star = /^(.*?)\/?\*\*?$/.exec(pattern);
  if (!star) return [join(root, pattern)];
  const parent = join(root, star[1] ?? '');
  try {
    return readdirSync(parent).map((name) => join(parent, name));
  } catch {
    return [];
  }
}

function folderWithPackage(from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

function readPackage(folder: string): PackageJson | undefined {
  try {
    const parsed: unknown = JSON.parse(read(join(folder, 'package.json')) ?? '');
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function firstOf(folder: string, names: readonly string[]): string | undefined {
  return names.map((name) => read(join(folder, name))).find((text) => text !== undefined);
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
