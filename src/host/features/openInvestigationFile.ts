import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import { t } from '../../core/language';
import { UserFacingError } from '../../app/userFacingErrors';
import type { Investigation } from '../../core/investigation/investigation';
import { MAX_SHARED_LENGTH, openShared } from '../../core/investigation/sharedInvestigation';
import { UnreadableInvestigation } from '../../core/investigation/storedInvestigation';

/** The file of an exported investigation that the person chooses; undefined if none. */
export async function chooseInvestigationFile(): Promise<vscode.Uri | undefined> {
  const filters = { [t('Investigation')]: ['json'] };
  return (await vscode.window.showOpenDialog({ canSelectMany: false, filters, title: t('Open Investigation File') }))?.[0];
}

/**
 * An exported investigation, opened as one of this workspace; the same file is the same one again.
 * @throws {UserFacingError} if the file is something else
 */
export async function openInvestigationFile(file: vscode.Uri): Promise<Investigation> {
  const bytes = await bytesOf(file);
  const id = `shared-${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}`;
  try {
    return openShared(new TextDecoder().decode(bytes), id);
  } catch (error) {
    if (!(error instanceof UnreadableInvestigation)) throw error;
    throw unreadable(error.reason === 'laterVersion' ? t('The file was written by a later version. Update the extension.') : undefined);
  }
}

async function bytesOf(file: vscode.Uri): Promise<Uint8Array> {
  const { size, type } = await Promise.resolve(vscode.workspace.fs.stat(file)).catch(() => {
    throw unreadable(t('The file cannot be read. Check its name and its permissions.'));
  });
  if (type & vscode.FileType.Directory || size > MAX_SHARED_LENGTH) throw unreadable();
  return vscode.workspace.fs.readFile(file);
}

function unreadable(
  why = t('The file is no exported investigation. Choose a file that Export Investigation… wrote as JSON.'),
): UserFacingError {
  return new UserFacingError('unreadable', why);
}
