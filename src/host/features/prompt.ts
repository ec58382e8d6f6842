import * as vscode from 'vscode';
import { t } from '../../core/language';
import { userFacingErrors } from '../../app/userFacingErrors';
import type { Feature } from '../feature';
import type { HostParts } from '../parts';
import { promptText } from '../surfaces/promptDocument';

/** The exact prompt, to read and to copy. */
export function promptFeature({ investigations, evidence, shown, prompt }: HostParts) {
  const textOf = async (id: string): Promise<string> => {
    await evidence.settled(id);
    const text = promptText(investigations.getOrThrow(id));
    if (text === undefined) throw userFacingErrors.noPrompt();
    return text;
  };
  const copy = async (id: string): Promise<void> => {
    await vscode.env.clipboard.writeText(await textOf(id));
    vscode.window.setStatusBarMessage(`$(check) ${t('Prompt copied')}`, 3000);
  };
  const show = async (id: string): Promise<void> => {
    await textOf(id);
    await prompt.show(id);
  };
  return {
    commands: {
      'debugWithContext.copyPrompt': () => copy(shown.orThrow().id),
      'debugWithContext.showPrompt': () => show(shown.orThrow().id),
    },
    calls: {
      copyPrompt: ({ investigation }) => copy(investigation),
      showPrompt: ({ investigation }) => show(investigation),
    },
  } satisfies Feature;
}
