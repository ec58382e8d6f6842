import * as vscode from 'vscode';
import { t } from '../core/language';

/** Whether the person agreed to see contents of values, kept for the workspace. */
const CONTENTS = 'showContentsOfValues';

export function agreedToContents(workspaceState: vscode.Memento): boolean {
  return workspaceState.get<boolean>(CONTENTS) === true;
}

/** Asks once per workspace; the agreement holds for later runs, too. */
export async function agreeToContents(workspaceState: vscode.Memento): Promise<boolean> {
  if (agreedToContents(workspaceState)) return true;
  const yes = t('Show contents');
  const detail = t(
    'Texts of data that the program held where it fails are then part of the evidence of this workspace, and of a prompt that you send. Secrets that are recognised are replaced.',
  );
  const question = t('Show all contents of values, not only numbers, flags and texts that stand in the code?');
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, yes)) !== yes) return false;
  await workspaceState.update(CONTENTS, true);
  return true;
}
