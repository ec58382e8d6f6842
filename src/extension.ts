import './host/useDisplayLanguage';
import * as vscode from 'vscode';
import { PANEL_VIEW_TYPE, SIDEBAR_VIEW_ID, commandIds, internalCommandIds } from './host/commandIds';
import { DebugWatch } from './host/capture/debugWatch';
import { FailureHint } from './host/capture/failureHint';
import { removeLeftLogpoints } from './host/leftLogpoints';
import type { Host } from './host/createHost';
import { languageModelTools } from './host/languageModelTools';
import { LazyLog } from './host/lazyLog';
import { mcpServers } from './host/mcpServers';
import { problemActions } from './host/problemActions';
import { Sidebar } from './host/surfaces/sidebar';
import { TaskWatch } from './host/capture/taskWatch';
import { TerminalWatch } from './host/capture/terminalWatch';

/** The interface for tests inside VS Code; nothing else gets it. */
export interface TestApi {
  host(): Promise<Host>;
  terminals: TerminalWatch;
  stops: DebugWatch;
  servers: ReturnType<typeof mcpServers>;
}

let hostInUse: Promise<Host> | undefined;

/** Registers everything; slow parts are loaded on first use. */
export function activate(context: vscode.ExtensionContext): TestApi | undefined {
  const log = new LazyLog();
  const terminals = new TerminalWatch(vscode.Uri.joinPath(context.globalStorageUri, 'terminal'), log);
  const stops = new DebugWatch();
  const tasks = new TaskWatch();
  const logpointsHere = new Set<string>();
  const hint = new FailureHint(terminals, async (text) => (await host()).glance(text));

  const host = (): Promise<Host> => {
    hostInUse ??= import('./host/createHost').then(async ({ createHost }) => {
      const made = await createHost({ context, log, terminals, stops, tasks, hint, logpointsHere });
      context.subscriptions.push(made);
      return made;
    });
    return hostInUse;
  };

  const servers = mcpServers(context);

  context.subscriptions.push(
    servers,
    vscode.lm.registerMcpServerDefinitionProvider('debugWithContext.mcp', servers),
    languageModelTools(host),
    log,
    terminals,
    stops,
    tasks,
    hint,
    removeLeftLogpoints(logpointsHere),
    ...[...commandIds, ...internalCommandIds].map((id) =>
      vscode.commands.registerCommand(id, async (...args: unknown[]) => (await host()).run(id, ...args)),
    ),
    vscode.window.registerWebviewViewProvider(SIDEBAR_VIEW_ID, new Sidebar(context.extensionUri, async () => (await host()).surfaces)),
    vscode.window.registerWebviewPanelSerializer(PANEL_VIEW_TYPE, {
      deserializeWebviewPanel: async (panel, state) => (await host()).adoptPanel(panel, state),
    }),
    vscode.languages.registerCodeActionsProvider({ scheme: 'file' }, problemActions, {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    }),
  );
  void isSample().then(async (sample) => sample && (await host()).guideSample());
  return context.extensionMode === vscode.ExtensionMode.Test ? { host, terminals, stops, servers } : undefined;
}

/** Writes what is not on disk yet. */
export async function deactivate(): Promise<void> {
  await (await hostInUse)?.flush();
}

/** The folder of the sample: there the person wants to try the extension. */
async function isSample(): Promise<boolean> {
  const [folder, ...others] = vscode.workspace.workspaceFolders ?? [];
  if (!folder || others.length) return false;
  return vscode.workspace.fs.stat(vscode.Uri.joinPath(folder.uri, '.debug-with-context-sample')).then(
    () => true,
    () => false,
  );
}
