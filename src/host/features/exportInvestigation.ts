import * as vscode from 'vscode';
import { userFacingErrors } from '../../app/userFacingErrors';
import type { Investigation } from '../../core/investigation/investigation';
import { serializeInvestigation } from '../../core/investigation/storedInvestigation';
import type { Redaction } from '../redaction';

/** Writes an investigation to a JSON file of the person's choice; secrets are replaced as on disk. */
export async function exportInvestigation(investigation: Investigation, redaction: Redaction): Promise<void> {
  const json = serializeInvestigation(investigation, await redaction.capture(investigation));
  if (json === undefined) throw userFacingErrors.notStored('it is too large');
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const name = 'investigation.json';
  const defaultUri = folder ? vscode.Uri.joinPath(folder.uri, name) : undefined;
  const target = await vscode.window.showSaveDialog({ defaultUri, filters: { JSON: ['json'] } });
  if (!target) return;
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(JSON.stringify(JSON.parse(json), undefined, 2)));
  void vscode.window.showInformationMessage('The investigation is exported, with its secrets replaced.');
}
