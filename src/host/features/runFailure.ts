import * as vscode from 'vscode';
import { userFacingErrors } from '../../app/userFacingErrors';
import { stripTerminalSequences } from '../../core/capture/unwrap/terminalText';
import type { TerminalCommand } from '../capture/terminalWatch';
import type { Feature } from '../feature';
import { columnForCode } from '../openLocation';
import type { HostParts } from '../parts';
import { folderOf } from '../workspaceFiles';

/** Runs the command that shows the failure, and notices when the person runs it. */
export function runFailure({ runs, investigations, terminals, analysis, report, log }: HostParts) {
  // Not awaited: the progress of a run arrives in the state.
  const start = (run: Promise<unknown>): void => void run.catch(report);

  const notice = ({ commandLine, cwd, exitCode, output }: TerminalCommand): void => {
    if (cwd === undefined || exitCode === undefined) return;
    for (const { id } of investigations.inMemory) {
      runs
        .noticeTerminal(id, { command: commandLine, cwd, exitCode }, async () => {
          if (output.isEmpty) return undefined;
          const whole = await output.whole();
          return { report: await analysis.call('capture', whole), ...('text' in whole && { text: whole.text }) };
        })
        .catch((error: unknown) => log.warn('The end of a terminal command was not noted.', error));
    }
  };

  return {
    calls: {
      setRecipe: async ({ investigation, command, folder }) => {
        const cwd = folderOf(folder);
        if (cwd === undefined) throw userFacingErrors.fileNotFound(folder);
        await runs.setRecipe(investigation, { command, cwd, from: 'typed' });
      },
      runAgain: ({ investigation }) => start(runs.runAgain(investigation)),
      tryFix: ({ investigation, id, suite }) => start(runs.tryFix(investigation, id, suite)),
      cancelRun: ({ investigation }) => runs.cancel(investigation),
      finishRun: ({ investigation }) => runs.finish(investigation),
      showRunOutput: async ({ id }) => {
        const output = runs.outputOf(id);
        if (output === undefined) throw userFacingErrors.noOutput();
        const document = await vscode.workspace.openTextDocument({ content: stripTerminalSequences(output), language: 'log' });
        await vscode.window.showTextDocument(document, { preview: true, viewColumn: columnForCode() });
      },
    },
    subscriptions: [terminals.onDidEnd(notice)],
  } satisfies Feature;
}
