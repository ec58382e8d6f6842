import * as vscode from 'vscode';
import { userFacingErrors } from '../../app/userFacingErrors';
import type { Investigation } from '../../core/investigation/investigation';
import { investigationMarkdown } from '../../core/investigation/investigationMarkdown';
import { serializeInvestigation, type RedactedInvestigation } from '../../core/investigation/storedInvestigation';
import type { Redaction } from '../redaction';

type ExportFormat = 'markdown' | 'json';

const formats: Record<ExportFormat, { name: string; extension: string }> = {
  markdown: { name: 'Markdown', extension: 'md' },
  json: { name: 'JSON', extension: 'json' },
};

/** Writes an investigation to a file that the person chooses; secrets are replaced as on disk. The file name decides the format. */
export async function exportInvestigation(
  investigation: Investigation,
  redaction: Redaction,
  format: ExportFormat = 'markdown',
): Promise<void> {
  const redacted = await redaction.investigation(investigation);
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const wanted = formats[format];
  const other = formats[format === 'json' ? 'markdown' : 'json'];
  const target = await vscode.window.showSaveDialog({
    defaultUri: folder && vscode.Uri.joinPath(folder.uri, `investigation.${wanted.extension}`),
    filters: { [wanted.name]: [wanted.extension], [other.name]: [other.extension] },
  });
  if (!target) return;
  const text = /\.json$/i.test(target.path) ? asJson(redacted) : investigationMarkdown({ ...investigation, ...redacted });
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
  void vscode.window.showInformationMessage('The investigation is exported, with its secrets replaced.');
}

/** The stored form, without the mini-model's numbers, which nobody reads. */
function asJson(redacted: RedactedInvestigation): string {
  const json = serializeInvestigation(redacted);
  if (json === undefined) throw userFacingErrors.notStored('it is too large');
  const { embedding: _embedding, ...kept } = JSON.parse(json) as Record<string, unknown>;
  return JSON.stringify(kept, undefined, 2);
}
