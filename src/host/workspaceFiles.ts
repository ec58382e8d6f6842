import * as vscode from 'vscode';
import { isAbsolutePath, toAbsolute, toRelative } from '../core/workspace/workspacePaths';
import { parseReference } from './parseReference';

/** Absolute folders of the workspace with `/`. */
export function workspaceRoots(): string[] {
  return (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file').map(({ uri }) => uri.fsPath);
}

/**
 * The location of a file named in an investigation.
 * @param file workspace-relative, or absolute for one that a frame names
 * @param framed absolute paths outside the workspace that frames name; no other outside file is opened
 */
export function uriOf(file: string, framed: ReadonlySet<string> = new Set()): vscode.Uri | undefined {
  const roots = workspaceRoots();
  if (!isAbsolutePath(file)) {
    const path = toAbsolute(roots, file);
    return path === undefined ? undefined : vscode.Uri.file(path);
  }
  return toRelative(roots, file) !== undefined || framed.has(file) ? vscode.Uri.file(file) : undefined;
}

/**
 * Absolute folder of a workspace-relative name, or of an absolute one inside the workspace; an empty name gives the first workspace folder.
 */
export function folderOf(name: string): string | undefined {
  const roots = workspaceRoots();
  if (name === '') return roots[0];
  if (isAbsolutePath(name)) return roots.includes(name) || toRelative(roots, name) !== undefined ? name : undefined;
  return toAbsolute(roots, name);
}

/** The workspace folder that contains a folder, or the first one. */
export function rootOf(folder: string): string {
  const roots = workspaceRoots();
  return roots.find((root) => folder === root || toRelative([root], folder) !== undefined) ?? roots[0] ?? folder;
}

/** Workspace-relative name; undefined for files outside. */
export function relativeName(uri: vscode.Uri): string | undefined {
  return uri.scheme === 'file' ? toRelative(workspaceRoots(), uri.fsPath) : undefined;
}

export async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    const { type } = await vscode.workspace.fs.stat(uri);
    return (type & vscode.FileType.File) !== 0;
  } catch {
    return false;
  }
}

/**
 * Saves what an edit changed. The document is asked for anew: VS Code closes the one from before the edit if its editor was just closed,
 * and a closed one cannot be saved.
 * @returns false if VS Code could not save it
 */
export async function saveFile(uri: vscode.Uri): Promise<boolean> {
  const document = await vscode.workspace.openTextDocument(uri);
  return document.save();
}

/** Texts of unsaved editors by workspace-relative name. */
export function unsavedTexts(): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const document of vscode.workspace.textDocuments) {
    const name = document.isDirty ? relativeName(document.uri) : undefined;
    if (name !== undefined) texts[name] = document.getText().replaceAll('\r\n', '\n');
  }
  return texts;
}

/**
 * The reference with its file as the workspace names it: as written, or the only file of that name.
 * @returns undefined if it names nothing or is ambiguous
 */
export async function resolveReference(reference: string): Promise<string | undefined> {
  const parsed = parseReference(reference);
  if (!parsed) return undefined;
  const lines = parsed.lines ? `:${parsed.lines.join('-')}` : '';
  const direct = uriOf(parsed.file);
  if (direct && (await exists(direct))) return `@${relativeName(direct) ?? parsed.file}${lines}`;
  const pattern = `**/${parsed.file.replaceAll(/[[\]{}*?]/g, '?')}`;
  const found = await vscode.workspace.findFiles(pattern, '**/node_modules/**', 2);
  const [only] = found;
  const name = found.length === 1 && only ? relativeName(only) : undefined;
  return name === undefined ? undefined : `@${name}${lines}`;
}
