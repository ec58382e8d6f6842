import * as vscode from 'vscode';
import type { ServerProgram } from '../app/clientConfigurations';

const SETTING = 'debugWithContext.mcp.enabled';

/** Node, and the command line that comes with the extension. */
export function serverProgram({ extensionUri }: Pick<vscode.ExtensionContext, 'extensionUri'>): ServerProgram {
  return { command: 'node', args: [vscode.Uri.joinPath(extensionUri, 'dist', 'cli.js').fsPath, 'mcp'] };
}

/** The extension's own server, one a folder: only in a trusted workspace, and only if the person switched it on. */
export function mcpServers(context: vscode.ExtensionContext): vscode.McpServerDefinitionProvider & vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const subscriptions = vscode.Disposable.from(
    changed,
    vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration(SETTING) && changed.fire()),
    vscode.workspace.onDidGrantWorkspaceTrust(() => changed.fire()),
    vscode.workspace.onDidChangeWorkspaceFolders(() => changed.fire()),
  );
  return {
    onDidChangeMcpServerDefinitions: changed.event,
    provideMcpServerDefinitions: () => {
      if (!vscode.workspace.isTrusted || !vscode.workspace.getConfiguration().get(SETTING, false)) return [];
      const { args } = serverProgram(context);
      const { version } = context.extension.packageJSON as { version: string };
      const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
      return folders.map(({ name, uri }) => {
        const label = folders.length > 1 ? `Debug with Context: ${name}` : 'Debug with Context';
        // The editor's own program is Node only if it is told so.
        const env = { ELECTRON_RUN_AS_NODE: '1' };
        return new vscode.McpStdioServerDefinition(label, process.execPath, [...args, '--workspace', uri.fsPath], env, version);
      });
    },
    dispose: () => void subscriptions.dispose(),
  };
}
