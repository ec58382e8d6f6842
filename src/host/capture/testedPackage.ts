import * as vscode from 'vscode';
import type { TestedPackage } from '../../app/recipeOfTest';
import { packageScripts } from '../../node/experiments/packageScripts';
import { exists } from '../workspaceFiles';

const LOCKS = { 'pnpm-lock.yaml': 'pnpm', 'yarn.lock': 'yarn', 'bun.lock': 'bun', 'bun.lockb': 'bun' } as const;

/**
 * What is known about the package that a file belongs to: the nearest folder with a package.json inside the workspace folder, or that
 * folder itself.
 */
export async function testedPackage(file: vscode.Uri, root: vscode.Uri): Promise<Omit<TestedPackage, 'unittest'>> {
  const folders = foldersUpTo(file, root);
  const withPackage = await firstWhere(folders, (folder) => exists(vscode.Uri.joinPath(folder, 'package.json')));
  const folder = withPackage ?? root;
  const managers = await Promise.all(
    folders.flatMap((each) =>
      Object.entries(LOCKS).map(async ([lock, name]) => ((await exists(vscode.Uri.joinPath(each, lock))) ? name : undefined)),
    ),
  );
  return {
    folder: slashed(folder),
    scripts: packageScripts(folder.fsPath),
    dependencies: new Set((await Promise.all(folders.map(dependenciesOf))).flat()),
    manager: managers.find((name) => name !== undefined) ?? 'npm',
  };
}

/** Absolute path with `/`. */
export function slashed(uri: vscode.Uri): string {
  return uri.fsPath.replaceAll('\\', '/');
}

/** Innermost first, the root last. */
function foldersUpTo(file: vscode.Uri, root: vscode.Uri): vscode.Uri[] {
  const folders: vscode.Uri[] = [];
  for (let folder = vscode.Uri.joinPath(file, '..'); folder.path.startsWith(root.path); folder = vscode.Uri.joinPath(folder, '..')) {
    folders.push(folder);
    if (folder.path === root.path) break;
  }
  return folders;
}

async function firstWhere<T>(list: readonly T[], holds: (each: T) => Promise<boolean>): Promise<T | undefined> {
  for (const each of list) if (await holds(each)) return each;
  return undefined;
}

async function dependenciesOf(folder: vscode.Uri): Promise<string[]> {
  try {
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, 'package.json')));
    const { dependencies = {}, devDependencies = {} } = JSON.parse(text) as Record<string, Record<string, string> | undefined>;
    return [...Object.keys(dependencies), ...Object.keys(devDependencies)];
  } catch {
    return [];
  }
}
