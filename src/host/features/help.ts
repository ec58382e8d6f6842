import * as vscode from 'vscode';
import { userFacingErrors } from '../../app/userFacingErrors';
import { showAboutModel } from '../aboutModel';
import type { Feature } from '../feature';
import { openSample } from '../openSample';
import type { HostParts } from '../parts';
import { SECTION, writeSetting } from '../settings';

/** The sample, the settings, the log, and the page about the mini-model. */
export function help({ context, log, hint }: HostParts) {
  const sample = async (): Promise<void> => {
    try {
      await openSample(context);
    } catch (error) {
      throw userFacingErrors.noSample(error);
    }
  };
  return {
    commands: {
      'debugWithContext.openSample': sample,
      'debugWithContext.openSettings': () =>
        vscode.commands.executeCommand('workbench.action.openSettings', `@ext:${context.extension.id} ${SECTION}`),
      'debugWithContext.aboutModel': () => showAboutModel(context.extensionUri),
      'debugWithContext.showLog': () => log.show(),
      'debugWithContext.hideHints': async () => {
        await writeSetting('hints', false);
        hint.hide();
      },
    },
    calls: { openSample: sample },
  } satisfies Feature;
}
