import * as vscode from 'vscode';
import { t } from '../core/language';
import type { InternalCommandId } from './commandIds';

const command: InternalCommandId = 'debugWithContext.debugProblem';

/** Offers to debug an error that a language server, compiler or linter reports. */
export const problemActions: vscode.CodeActionProvider = {
  provideCodeActions(document, _range, context) {
    return context.diagnostics
      .filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error)
      .map((diagnostic) => {
        const title = t('Debug with context: {0}', firstLine(diagnostic.message));
        const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
        action.diagnostics = [diagnostic];
        action.command = { command, title, arguments: [document.uri, diagnostic] };
        return action;
      });
  },
};

function firstLine(message: string): string {
  const [line = ''] = message.split('\n', 1);
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
