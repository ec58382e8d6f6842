import * as vscode from 'vscode';
import { shown, t } from '../core/language';
import type { ModelReference } from '../core/investigation/investigation';
import type { ReachedModel } from '../app/ports';
import { ProviderError } from '../core/ports';
import { MODEL_LABEL } from '../model/modelRanking';
import type { ProviderChoice } from '../protocol/panelState';
import type { LocalServer } from '../providers/detectServers';
import { hostOf, originOf, type ApiKeys } from './apiKeys';
import { languageModels, vscodeLmProvider } from './languageModel';
import { readSettings, writeSetting } from './settings';
import { tryProvider } from './tryProvider';

/** What can be asked, what is chosen, and how to create it. The choice is the setting `provider`. */
export class ProviderChoices implements vscode.Disposable {
  private models: { id: string; name: string }[] = [];
  private servers: LocalServer[] = [];
  private hasKey = false;
  private readonly emitter = new vscode.EventEmitter<void>();

  readonly onDidChange = this.emitter.event;

  constructor(private readonly keys: ApiKeys) {}

  /** `local`, `openai`, `ollama`, `lmstudio` or `vscode:<model id>`. */
  get chosen(): string {
    const { provider, vscodeModel } = readSettings();
    if (provider !== 'vscode') return provider;
    return `vscode:${vscodeModel || (this.models[0]?.id ?? '')}`;
  }

  list(): ProviderChoice[] {
    const { openai, provider, localServerModel, vscodeModel } = readSettings();
    const choices: ProviderChoice[] = [
      { id: 'local', label: shown(MODEL_LABEL), destination: t('stays on this machine') },
      { id: 'openai', label: openai.model || t('OpenAI-compatible server'), destination: hostOf(openai.baseUrl), ...this.openAiProblem() },
    ];
    for (const { id, label, baseUrl, models } of this.servers) {
      const model = localServerModel || models[0];
      choices.push({
        id,
        label: model ? `${model} (${label})` : label,
        destination: hostOf(baseUrl),
        problem: model ? undefined : t('it has no model yet'),
      });
    }
    for (const { id, name } of this.models)
      choices.push({ id: `vscode:${id}`, label: name, destination: t('a language model of VS Code') });
    if (!choices.some(({ id }) => id === this.chosen)) {
      const label = provider === 'vscode' ? vscodeModel || t('Language model of VS Code') : provider === 'ollama' ? 'Ollama' : 'LM Studio';
      choices.push({ id: this.chosen, label, destination: t('not found yet'), problem: t('not found: detect servers or choose another') });
    }
    return choices;
  }

  labelOfChosen(): string {
    return this.list().find(({ id }) => id === this.chosen)?.label ?? this.chosen;
  }

  /** Checks what is cheap: the key, and the models of VS Code. Sends nothing. */
  async refresh(): Promise<void> {
    const [models, key] = await Promise.all([languageModels(), this.keys.get(readSettings().openai.baseUrl)]);
    this.models = models.map(({ id, name }) => ({ id, name }));
    this.hasKey = key !== undefined;
    this.emitter.fire();
  }

  /** Queries the default ports of Ollama and LM Studio on this machine. Only on the person's action. */
  async detect(): Promise<readonly LocalServer[]> {
    const { detectLocalServers } = await import('../providers/detectServers');
    this.servers = await detectLocalServers();
    this.emitter.fire();
    return this.servers;
  }

  async choose(id: string): Promise<void> {
    if (id.startsWith('vscode:')) {
      await writeSetting('vscode.model', id.slice('vscode:'.length));
      await writeSetting('provider', 'vscode');
    } else {
      await writeSetting('provider', id);
    }
    this.emitter.fire();
  }

  /** Tries a provider, and selects it when it answers. Resolves to the reason if it did not. */
  async chooseTried(id: string): Promise<string | undefined> {
    const problem = id === 'local' ? undefined : await tryProvider(() => this.make(id));
    if (problem === undefined) await this.choose(id);
    return problem;
  }

  /** The same for a server that the person names; its key is stored in the secret storage once it worked. */
  async addServer({ baseUrl, model, key }: { baseUrl: string; model: string; key: string }): Promise<string | undefined> {
    const problem = await tryProvider(() => this.reach({ provider: 'openai', model, baseUrl }, key.trim() || undefined));
    if (problem !== undefined) return problem;
    await writeSetting('openai.baseUrl', baseUrl);
    await writeSetting('openai.model', model);
    if (key.trim()) await this.keys.set(baseUrl, key);
    await this.choose('openai');
    await this.refresh();
    return undefined;
  }

  /** Makes the chosen provider. Throws `ProviderError` if something it needs is missing. */
  create(): Promise<ReachedModel> {
    return this.make(this.chosen);
  }

  /** @param id as {@link chosen} */
  private async make(id: string): Promise<ReachedModel> {
    const { openai, localServerModel } = readSettings();
    if (id.startsWith('vscode:')) return this.reach({ provider: 'vscode', model: id.slice('vscode:'.length) });
    switch (id) {
      case 'openai':
        return this.reach({ provider: id, model: openai.model, baseUrl: openai.baseUrl });
      case 'ollama':
      case 'lmstudio': {
        const server = await this.found(id);
        const model = localServerModel || server.models[0];
        if (!model) throw new ProviderError('noModel', t('{0} has no model yet. Load one there, then ask again.', server.label));
        return this.reach({ provider: id, model, baseUrl: server.baseUrl });
      }
      default:
        throw new ProviderError('noModel', t('The mini-model ranks and answers no questions. Choose another model to ask it.'));
    }
  }

  /**
   * Makes the provider of a model, regardless of the current choice. Throws `ProviderError` as {@link create} does.
   * @param key instead of the stored one for its server
   */
  async reach(reference: ModelReference, key?: string): Promise<ReachedModel> {
    const { provider, model, baseUrl } = reference;
    if (baseUrl === undefined) {
      const { provider: made, modelId } = await vscodeLmProvider(model);
      return { provider: made, reference: { provider, model: modelId } };
    }
    const { headers, timeoutMs, baseUrl: configured } = readSettings().openai;
    const ownServer = provider === 'openai';
    const apiKey = ownServer ? (key ?? (await this.keys.get(baseUrl))) : undefined;
    // Headers may hold a password: they go only to the server that they were set for.
    const own = ownServer && originOf(baseUrl) === originOf(configured) ? headers : {};
    const { createOpenAiProvider } = await import('../providers/openai');
    return { provider: createOpenAiProvider({ baseUrl, model, apiKey, headers: own, timeoutMs }), reference };
  }

  dispose(): void {
    this.emitter.dispose();
  }

  private async found(id: LocalServer['id']): Promise<LocalServer> {
    const server = this.servers.find((each) => each.id === id) ?? (await this.detect()).find((each) => each.id === id);
    if (server) return server;
    const name = id === 'ollama' ? 'Ollama' : 'LM Studio';
    throw new ProviderError('connectionRefused', t('{0} does not answer on its port. Start it, or choose another provider.', name));
  }

  private openAiProblem(): Pick<ProviderChoice, 'problem' | 'action'> {
    const { baseUrl, model } = readSettings().openai;
    if (!model) return { problem: t('no model: set one'), action: { label: t('Open settings'), run: 'openSettings' } };
    // Self-hosted servers mostly need no key.
    if (!this.hasKey && hostOf(baseUrl) === 'api.openai.com')
      return { problem: t('no key: set one'), action: { label: t('Set API key'), run: 'setKey' } };
    return {};
  }
}
