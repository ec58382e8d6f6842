import * as vscode from 'vscode';
import { t } from '../../core/language';
import type { AttentionAnswer, attentionMethods } from '../../protocol/attentionProtocol';
import type { PanelMethods } from '../../protocol/panelProtocol';
import type { CallContext, Handlers } from '../../protocol/rpc';
import type { Feature } from '../feature';
import type { HostParts } from '../parts';
import { askForVerdict, planOutsideDeletion } from './askWithoutSections';

/** Connects the attention view to the model, and to the disk for its exports. */
export function attention(parts: HostParts) {
  const { analysis, investigations, evidence } = parts;
  const forward =
    <Name extends keyof typeof attentionMethods>(name: Name) =>
    (params: Parameters<Handlers<PanelMethods>[Name]>[0], { signal }: CallContext) =>
      analysis.call(name, params as never, { signal }) as never;
  return {
    calls: {
      readAttention: async ({ investigation }, { signal }): Promise<AttentionAnswer> => {
        if (!investigations.getOrThrow(investigation).evidence.collected)
          return { phase: 'abstained', message: t('The evidence is still being collected.') };
        return evidence.withCase(investigation, (about) => analysis.call('attention', { case: about }, { signal }));
      },
      lineAttention: forward('lineAttention'),
      tokenAttention: forward('tokenAttention'),
      rollout: forward('rollout'),
      neuron: forward('neuron'),
      scoresWithout: forward('scoresWithout'),
      expectedTokens: forward('expectedTokens'),
      outsidePlan: ({ investigation }) => planOutsideDeletion(parts, investigation),
      outsideVerdict: (asked, { signal }) => askForVerdict(parts, asked, signal),
      saveExport: ({ name, data }) => saveExport(name, data),
    },
  } satisfies Feature;
}

/** Writes an export of the view to a file that the person chooses. */
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
