import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { PackageScripts } from '../../core/experiments/commandWords';
import type { PackagePlace } from '../../core/experiments/packagePlace';
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
    script(name, place = {}) {
      const folder = folderOf(cwd, place);
      const script = folder && readPackage(folder)?.scripts?.[name];
      return typeof script === 'string' ? script : undefined;
    },
    folderOf: (place) => folderOf(cwd, place),
    packages: ({ folder = '.' }) => packagesOf(workspaceRoot(resolve(cwd, folder))),
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

function folderOf(cwd: string, { folder = '.', workspace }: PackagePlace): string | undefined {
  const from = resolve(cwd, folder);
  if (workspace === undefined) return folderWithPackage(from);
  const root = workspaceRoot(from);
  if (root === undefined || workspace === '') return root;
  const packages = packagesOf(root);
  const named = packages.find(({ name }) => name === workspace);
  const path = workspace.replace(/^\{(.*)\}$/, '$1');
  const at = [join(root, path), resolve(from, path)];
  return (named ?? packages.find((each) => at.includes(each.folder)))?.folder;
}

/** The nearest folder that lists packages, from a folder upwards. */
function workspaceRoot(from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    if (patternsOf(folder).length) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

function packagesOf(root: string | undefined): { name: string; folder: string }[] {
  if (root === undefined) return [];
  return patternsOf(root)
    .flatMap((pattern) => expanded(root, pattern))
    .flatMap((folder) => {
      const found = readPackage(folder);
      return found ? [{ name: found.name ?? relative(root, folder), folder }] : [];
    });
}

function patternsOf(root: string): string[] {
  const { workspaces } = readPackage(root) ?? {};
  const listed = Array.isArray(workspaces) ? workspaces : (workspaces?.packages ?? []);
  const pnpm = read(join(root, 'pnpm-workspace.yaml')) ?? '';
  return [
    ...listed,
    ...[...pnpm.matchAll(/^[ \t]*-[ \t]*["']?([^\s"'#](?:[^"'#\n]{0,300}?[^\s"'#])?)["']?[ \t\r]*$/gm)].map(([, folder = '']) => folder),
  ];
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
