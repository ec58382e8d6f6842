import * as vscode from 'vscode';
import type { Capture } from '../../app/capture';
import type { Runs } from '../../app/runs';
import { userFacingErrors } from '../../app/userFacingErrors';
import { captureCommand, recipeFrom } from './captureTerminal';
import type { TerminalCommand } from './terminalWatch';

const RUN = 'Run again';
const EARLIER = 'Earlier failure';

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
  const way = mayRun ? 'run it again to see its failure' : 'select its output in the terminal and debug the selection';
  const picked = await choose(
    `VS Code lost the output of \`${unheard.commandLine}\`, the last command that failed: ${way}${earlier ? ', or take the earlier failure' : ''}.`,
    ...(mayRun ? [RUN] : []),
    ...(earlier ? [EARLIER] : []),
  );
  if (picked === EARLIER) return earlier;
  if (picked !== RUN || !recipe) return undefined;
  const run = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: `Running \`${recipe.command}\``, cancellable: true },
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
  if (run.exit === 0) throw userFacingErrors.passesNow(recipe.command);
  await unheard.output.append(run.output);
  return captureCommand(unheard);
}
