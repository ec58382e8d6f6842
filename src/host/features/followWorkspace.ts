import * as vscode from 'vscode';
import type { Feature } from '../feature';
import type { HostParts } from '../parts';
import { SECTION } from '../settings';

/** Folders, trust and settings: the analysis restarts with the current values. */
export function followWorkspace({ analysis, evidence, shown, surfaces, providers, context }: HostParts) {
  return {
    subscriptions: [
      vscode.workspace.onDidChangeWorkspaceFolders(() => analysis.restart()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => {
        analysis.restart();
        const current = shown.investigation;
        if (current) void evidence.collect(current.id);
        surfaces.changed('state');
      }),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(`${SECTION}.ignore`) || change.affectsConfiguration('files.exclude')) analysis.restart();
        if (change.affectsConfiguration(SECTION)) void providers.refresh();
      }),
      context.secrets.onDidChange(() => void providers.refresh()),
    ],
  } satisfies Feature;
}
