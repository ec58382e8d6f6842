import * as vscode from 'vscode';
import { t } from '../../core/language';
import { exportedText } from '../../app/exportedText';
import type { Investigation } from '../../core/investigation/investigation';
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
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(exportedText(target.path, investigation, redacted)));
  void vscode.window.showInformationMessage(t('The investigation is exported, with its secrets replaced.'));
}
