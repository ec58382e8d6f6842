import * as vscode from 'vscode';
import { t } from '../core/language';
import { isAbort, messageOf, nextStepLabels, UserFacingError } from '../app/userFacingErrors';
import type { NextStep } from '../core/investigation/investigation';
import type { Logger } from '../core/ports';
import type { CommandId } from './commandIds';

const stepCommands: Record<NextStep, CommandId | 'workbench.trust.manage'> = {
  askAgain: 'debugWithContext.ask',
  setKey: 'debugWithContext.setApiKey',
  chooseProvider: 'debugWithContext.chooseProvider',
  openSettings: 'debugWithContext.openSettings',
  showLog: 'debugWithContext.showLog',
  trust: 'workbench.trust.manage',
};

/** Follows the next step that an error or a view offers. */
export async function runNextStep(step: NextStep): Promise<void> {
  await vscode.commands.executeCommand(stepCommands[step]);
}

/** Shows an error as VS Code does, with its next step. Resolves once the message is closed. */
export async function reportError(error: unknown, log: Logger): Promise<void> {
  if (isAbort(error)) return;
  const known = error instanceof UserFacingError ? error : undefined;
  // Experiments also report their limits in whole sentences.
  const said = known?.message ?? (error instanceof Error && error.name === 'ExperimentProblem' ? error.message : undefined);
  if (!known) log.error('A command failed.', error);
  const message = said ?? t('Debug with Context failed: {0}. Try again; the log has the details.', messageOf(error));
  const step: NextStep | undefined = known ? known.nextStep : 'showLog';
  const labels = step ? [nextStepLabels[step]] : [];
  const newFailure = t('New failure');
  const picked =
    known?.code === 'nothingToDebug'
      ? await vscode.window.showInformationMessage(message, newFailure)
      : await vscode.window.showErrorMessage(message, ...labels);
  if (picked === newFailure) await vscode.commands.executeCommand('debugWithContext.newFailure' satisfies CommandId);
  else if (picked && step) await runNextStep(step);
}
