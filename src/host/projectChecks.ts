import * as vscode from 'vscode';
import { projectCheck, type ProjectCheck } from '../app/projectCheck';
import { slashed } from './capture/testedPackage';
import { exists, uriOf } from './workspaceFiles';

/** The checks that the project has for some of its files, each once. @param files workspace-relative */
export async function projectChecks(files: readonly string[]): Promise<ProjectCheck[]> {
  const found = new Map<string, ProjectCheck>();
  for (const file of files) {
    const uri = uriOf(file);
    const folder = uri && vscode.workspace.getWorkspaceFolder(uri);
    if (!uri || !folder) continue;
    const check = await projectCheck(slashed(uri), slashed(folder.uri), {
      exists: (path) => exists(vscode.Uri.file(path)),
      read: (path) => textOf(vscode.Uri.file(path)),
    });
    if (check) found.set(`${check.cwd} ${check.command}`, check);
  }
  return [...found.values()];
}

async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}
