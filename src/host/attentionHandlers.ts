import * as vscode from 'vscode';
import type { AttentionAnswer, attentionMethods } from '../protocol/attentionProtocol';
import type { PanelMethods } from '../protocol/panelProtocol';
import type { CallContext, Handlers } from '../protocol/rpc';
import type { Desk } from './desk';
import { askForVerdict, planOutsideDeletion } from './outsideDeletion';

type AttentionHandlers = Pick<
  Handlers<PanelMethods>,
  keyof typeof attentionMethods | 'readAttention' | 'saveExport' | 'outsidePlan' | 'outsideVerdict'
>;

/** The attention view's way to the model, and to the disk for what it exports. */
export function attentionHandlers(desk: Desk): AttentionHandlers {
  const forward =
    <Name extends keyof typeof attentionMethods>(name: Name) =>
    (params: Parameters<Handlers<PanelMethods>[Name]>[0], { signal }: CallContext) =>
      desk.analysis.call(name, params as never, { signal }) as never;
  return {
    readAttention: async ({ investigation }, { signal }): Promise<AttentionAnswer> => {
      if (!desk.investigations.getOrThrow(investigation).evidence.collected)
        return { phase: 'abstained', message: 'The evidence is still being collected.' };
      return desk.evidence.withCase(investigation, (about) => desk.analysis.call('attention', { case: about }, { signal }));
    },
    lineAttention: forward('lineAttention'),
    tokenAttention: forward('tokenAttention'),
    rollout: forward('rollout'),
    neuron: forward('neuron'),
    scoresWithout: forward('scoresWithout'),
    expectedTokens: forward('expectedTokens'),
    outsidePlan: ({ investigation }) => planOutsideDeletion(desk, investigation),
    outsideVerdict: (asked, { signal }) => askForVerdict(desk, asked, signal),
    saveExport: ({ name, data }) => saveExport(name, data),
  };
}

/** Writes what the view exported to a file of the person's choice. */
async function saveExport(name: string, data: string | Uint8Array): Promise<void> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const defaultUri = folder ? vscode.Uri.joinPath(folder.uri, name) : undefined;
  const target = await vscode.window.showSaveDialog({ defaultUri, filters: filterOf(name) });
  if (!target) return;
  await vscode.workspace.fs.writeFile(target, typeof data === 'string' ? new TextEncoder().encode(data) : data);
}

function filterOf(name: string): Record<string, string[]> {
  const extension = name.slice(name.lastIndexOf('.') + 1);
  return { [extension.toUpperCase()]: [extension] };
}
