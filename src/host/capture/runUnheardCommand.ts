import * as vscode from 'vscode';
import { t } from '../../core/language';
import type { Capture } from '../../app/capture';
import type { Runs } from '../../app/runs';
import { userFacingErrors } from '../../app/userFacingErrors';
import { captureCommand, recipeFrom } from './captureTerminal';
import type { TerminalCommand } from './terminalWatch';

/**
 * Asks what to do about a failed command whose output VS Code lost: runs it again on a click, in a trusted workspace only. Resolves to
 * nothing if the person chooses nothing, or if it passes this time.
 * @param earlier a failure before it
 * @param choose shows a sentence with buttons, and resolves to the one that is clicked
 */
export async function askAboutUnheard(
  unheard: TerminalCommand,
  earlier: Capture | undefined,
  runs: Pick<Runs, 'runOnce'>,
  choose: (message: string, ...buttons: string[]) => Thenable<string | undefined> = (message, ...buttons) =>
    vscode.window.showWarningMessage(message, ...buttons),
): Promise<Capture | undefined> {
  const recipe = recipeFrom(unheard);
  const mayRun = recipe !== undefined && vscode.workspace.isTrusted;
  const [run, takeEarlier] = [t('Run again'), t('Earlier failure')];
  const picked = await choose(
    question(unheard.commandLine, mayRun, earlier !== undefined),
    ...(mayRun ? [run] : []),
    ...(earlier ? [takeEarlier] : []),
  );
  if (picked === takeEarlier) return earlier;
  if (picked !== run || !recipe) return undefined;
  const ended = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: t('Running `{0}`', recipe.command), cancellable: true },
    (progress, token) => {
      const controller = new AbortController();
      token.onCancellationRequested(() => controller.abort());
      return runs.runOnce(recipe, {
        signal: controller.signal,
        onDoing: () => undefined,
        onLine: (message) => progress.report({ message }),
      });
    },
  );
  if (ended.exit === 0) throw userFacingErrors.passesNow(recipe.command);
  await unheard.output.append(ended.output);
  return captureCommand(unheard);
}

function question(command: string, mayRun: boolean, hasEarlier: boolean): string {
  if (mayRun)
    return hasEarlier
      ? t(
          'VS Code lost the output of `{0}`, the last command that failed: run it again to see its failure, or take the earlier failure.',
          command,
        )
      : t('VS Code lost the output of `{0}`, the last command that failed: run it again to see its failure.', command);
  return hasEarlier
    ? t(
        'VS Code lost the output of `{0}`, the last command that failed: select its output in the terminal and debug the selection, or take the earlier failure.',
        command,
      )
    : t(
        'VS Code lost the output of `{0}`, the last command that failed: select its output in the terminal and debug the selection.',
        command,
      );
}
