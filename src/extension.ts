import * as vscode from 'vscode';
import { PANEL_VIEW_TYPE, SIDEBAR_VIEW_ID, commandIds, internalCommandIds } from './host/commandIds';
import { DebugWatch } from './host/debugWatch';
import type { Desk } from './host/desk';
import { LazyLog } from './host/lazyLog';
import { problemActions } from './host/problemActions';
import { Sidebar } from './host/sidebar';
import { TerminalWatch } from './host/terminalWatch';

/** What tests inside VS Code get; nobody else does. */
export interface TestApi {
  desk(): Promise<Desk>;
  terminals: TerminalWatch;
  stops: DebugWatch;
}

let deskInUse: Promise<Desk> | undefined;

/** Registers everything; what takes time to load is loaded with the first use. */
export function activate(context: vscode.ExtensionContext): TestApi | undefined {
  const log = new LazyLog();
  const terminals = new TerminalWatch(vscode.Uri.joinPath(context.globalStorageUri, 'terminal'), log);
  const stops = new DebugWatch();

  const desk = (): Promise<Desk> => {
    deskInUse ??= import('./host/desk').then(({ Desk }) => {
      const made = new Desk({ context, log, terminals, stops });
      context.subscriptions.push(made);
      return made;
    });
    return deskInUse;
  };

  context.subscriptions.push(
    log,
    terminals,
    stops,
    ...[...commandIds, ...internalCommandIds].map((id) =>
      vscode.commands.registerCommand(id, async (...args: unknown[]) => (await desk()).run(id, ...args)),
    ),
    vscode.window.registerWebviewViewProvider(SIDEBAR_VIEW_ID, new Sidebar(context.extensionUri, desk)),
    vscode.window.registerWebviewPanelSerializer(PANEL_VIEW_TYPE, {
      deserializeWebviewPanel: async (panel, state) => (await desk()).adoptPanel(panel, state),
    }),
    vscode.languages.registerCodeActionsProvider({ scheme: 'file' }, problemActions, {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    }),
  );
  return context.extensionMode === vscode.ExtensionMode.Test ? { desk, terminals, stops } : undefined;
}

/** Writes what is not on disk yet. */
export async function deactivate(): Promise<void> {
  await (await deskInUse)?.flush();
}
