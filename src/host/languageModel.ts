import * as vscode from 'vscode';
import { t } from '../core/language';
import { ProviderError, type Provider } from '../core/ports';

/** Models that other extensions bring into VS Code; none if this VS Code has no such API. Shows no dialog. */
export async function languageModels(): Promise<vscode.LanguageModelChat[]> {
  // Absent in versions and builds without language models, despite the types.
  const api = vscode.lm as typeof vscode.lm | undefined;
  try {
    return (await api?.selectChatModels()) ?? [];
  } catch {
    return [];
  }
}

/**
 * VS Code's own model by id; the first one if `id` is empty. VS Code asks for consent at the first answer.
 * Throws {@link ProviderError} `noModel`.
 */
export async function vscodeLmProvider(id: string): Promise<{ provider: Provider; modelId: string }> {
  const models = await languageModels();
  const model = id ? models.find((each) => each.id === id) : models[0];
  if (!model) throw noModel(id);
  const message = vscode.LanguageModelChatMessage;
  const ask = async function* (messages: vscode.LanguageModelChatMessage[], signal: AbortSignal): AsyncGenerator<string, void> {
    const cancelling = cancellation(signal);
    try {
      const justification = t('Debug with Context sends the prompt that it shows to find the cause of a failure.');
      const response = await model.sendRequest(messages, { justification }, cancelling.token);
      let empty = true;
      for await (const delta of response.text) {
        empty &&= !delta;
        yield delta;
      }
      if (empty && !signal.aborted)
        throw new ProviderError('emptyAnswer', t('{0} answered with nothing. Ask again, or choose another model.', model.name));
    } catch (error) {
      throw toProviderError(error, model, signal);
    } finally {
      cancelling.dispose();
    }
  };
  // These models have no system role.
  const opening = ({ system, text }: { system: string; text: string }) => message.User(`${system}\n\n${text}`);
  const provider: Provider = {
    id: 'vscode',
    label: model.name,
    contextWindow: model.maxInputTokens,
    async *diagnose({ prompt }, signal) {
      for await (const delta of ask([opening(prompt)], signal)) yield { type: 'text', delta };
    },
    // VS Code's API gives no log probabilities.
    async answerBriefly(question, signal) {
      let text = '';
      for await (const delta of ask([opening(question)], signal)) text += delta;
      return { text };
    },
    countTokens: async (text, signal) => {
      const cancelling = cancellation(signal);
      try {
        return await model.countTokens(text, cancelling.token);
      } finally {
        cancelling.dispose();
      }
    },
  };
  return { provider, modelId: model.id };
}

function noModel(id: string): ProviderError {
  const what = id ? t('VS Code has no model {0}.', id) : t('VS Code has no language model.');
  const next = t('Install or sign in to an extension that brings one, or choose another provider.');
  return new ProviderError('noModel', `${what} ${next}`);
}

function toProviderError(error: unknown, { name, id }: vscode.LanguageModelChat, signal: AbortSignal): unknown {
  if (signal.aborted) return new ProviderError('cancelled', t('Cancelled.'), { cause: error });
  if (!(error instanceof vscode.LanguageModelError)) {
    if (error instanceof ProviderError) return error;
    return new ProviderError('other', t('{0} failed: {1}. Ask again.', name, error instanceof Error ? error.message : String(error)), {
      cause: error,
    });
  }
  switch (error.code) {
    case vscode.LanguageModelError.NoPermissions.name:
      return new ProviderError(
        'consentRefused',
        t('You did not allow the use of {0}. Ask again and allow it, or choose another provider.', name),
        { cause: error },
      );
    case vscode.LanguageModelError.NotFound.name:
      return noModel(id);
    case vscode.LanguageModelError.Blocked.name:
      return new ProviderError('rateLimited', t('{0} refuses more requests for now. Wait a while, or choose another provider.', name), {
        cause: error,
      });
    default:
      return new ProviderError('other', t('{0} failed: {1}. Ask again, or choose another provider.', name, error.message), {
        cause: error,
      });
  }
}

function cancellation(signal: AbortSignal | undefined): { token: vscode.CancellationToken; dispose(): void } {
  const source = new vscode.CancellationTokenSource();
  const cancel = () => source.cancel();
  if (signal?.aborted) cancel();
  signal?.addEventListener('abort', cancel, { once: true });
  return {
    token: source.token,
    dispose: () => {
      signal?.removeEventListener('abort', cancel);
      source.dispose();
    },
  };
}
