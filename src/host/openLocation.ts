import * as vscode from 'vscode';
import { flatFrames } from '../core/context/failureEvidence';
import { pickedReport, type Investigation } from '../core/investigation/investigation';
import { exists, uriOf } from './workspaceFiles';
import { userFacingErrors } from '../app/userFacingErrors';

/** Absolute paths in frames of an investigation: the only files outside the workspace that may be opened. */
export function framedFiles(investigation: Investigation): Set<string> {
  return new Set(flatFrames(pickedReport(investigation)).map(({ file }) => file));
}

/**
 * Opens a file of the investigation at a line, beside the panel rather than over it.
 * @param line 1-based
 */
export async function openLocation(investigation: Investigation, file: string, line: number): Promise<vscode.TextEditor> {
  const uri = uriOf(file, framedFiles(investigation));
  if (!uri || !(await exists(uri))) throw userFacingErrors.fileNotFound(file);
  const document = await vscode.workspace.openTextDocument(uri);
  const within = Math.min(line, document.lineCount) - 1;
  const position = new vscode.Position(within, document.lineAt(within).firstNonWhitespaceCharacterIndex);
  const editor = await vscode.window.showTextDocument(document, {
    viewColumn: columnForCode(),
    selection: new vscode.Range(position, position),
  });
  editor.revealRange(new vscode.Range(position, position), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  if (line > document.lineCount) throw userFacingErrors.lineNotFound(file, line, document.lineCount);
  return editor;
}

/** The group that holds text, so that the panel's own tab is not covered. */
export function columnForCode(): vscode.ViewColumn {
  const groups = vscode.window.tabGroups.all;
  const withText = groups.find(({ activeTab }) => activeTab?.input instanceof vscode.TabInputText);
  const withoutPanel = groups.find(({ activeTab }) => !(activeTab?.input instanceof vscode.TabInputWebview));
  return (withText ?? withoutPanel)?.viewColumn ?? vscode.ViewColumn.Beside;
}
