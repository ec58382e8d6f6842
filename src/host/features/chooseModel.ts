import * as vscode from 'vscode';
import { plural, t } from '../../core/language';
import { userFacingErrors } from '../../app/userFacingErrors';
import { hostOf } from '../apiKeys';
import type { Feature } from '../feature';
import type { HostParts } from '../parts';
import { readSettings } from '../settings';

/** The choice of the model that makes hypotheses, and its key. */
export function chooseModel({ providers, keys, evidence }: HostParts) {
  const detect = async (): Promise<void> => {
    const servers = await providers.detect();
    if (!servers.length) {
      void vscode.window.showInformationMessage(
        t('Neither Ollama nor LM Studio answers on its default port. Start one of them and detect again.'),
      );
      return;
    }
    const items = servers.map(({ id, label, baseUrl, models }) => ({
      id,
      label,
      description: plural(models.length, '{1}, {0} model', '{1}, {0} models', hostOf(baseUrl)),
    }));
    const picked = await vscode.window.showQuickPick(items, { placeHolder: t('Which server makes hypotheses?') });
    if (picked) await providers.choose(picked.id);
  };

  /** The prompt's size depends on the model. In a workspace that is not trusted nothing is sent, so nothing is tried. */
  const chosen = async (about: string, attempt: () => Promise<string | undefined>): Promise<string> => {
    if (!vscode.workspace.isTrusted) return userFacingErrors.untrusted().message;
    const problem = await attempt();
    if (problem === undefined) void evidence.collect(about);
    return problem ?? '';
  };

  return {
    commands: {
      'debugWithContext.chooseProvider': async () => {
        await providers.refresh();
        const items = providers.list().map(({ id, label, destination, problem }) => ({ id, label, description: problem ?? destination }));
        const detecting = { id: '', label: `$(search) ${t('Detect Ollama and LM Studio on this machine')}`, description: '' };
        const picked = await vscode.window.showQuickPick([...items, detecting], { placeHolder: t('Which model makes hypotheses?') });
        if (picked?.id) await providers.choose(picked.id);
        else if (picked) await detect();
      },
      'debugWithContext.detectServers': detect,
      'debugWithContext.setApiKey': async () => {
        const { baseUrl } = readSettings().openai;
        const prompt = t("API key for {0}. It is kept in VS Code's secret storage and sent to this server only.", hostOf(baseUrl));
        const key = await vscode.window.showInputBox({ prompt, password: true, ignoreFocusOut: true });
        if (key?.trim()) await keys.set(baseUrl, key);
      },
      'debugWithContext.clearApiKey': async () => {
        const { baseUrl } = readSettings().openai;
        await keys.clear(baseUrl);
        void vscode.window.showInformationMessage(t('The API key for {0} is deleted.', hostOf(baseUrl)));
      },
    },
    calls: {
      chooseProvider: ({ investigation, id }) => chosen(investigation, () => providers.chooseTried(id)),
      addServer: ({ investigation, ...server }) => chosen(investigation, () => providers.addServer(server)),
      detectServers: async () => void (await providers.detect()),
    },
  } satisfies Feature;
}
