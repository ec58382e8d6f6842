import type { Provider } from '../core/ports';
import type { LocalAnswer } from '../protocol/analysisProtocol';
import { createLocalProvider } from '../providers/local';
import type { CliIo } from './io';
import type { ProviderFlags } from './cliCommand';

/** The provider that flags and environment name; flags win. @param local the result that this machine already has */
export async function chooseProvider(flags: ProviderFlags, local: LocalAnswer, io: CliIo): Promise<Provider> {
  if (flags.provider === 'local') return createLocalProvider(async () => local, local.by);
  const { createOpenAiProvider } = await import('../providers/openai');
  return createOpenAiProvider({
    baseUrl: flags.baseUrl ?? io.env['OPENAI_BASE_URL'],
    apiKey: flags.apiKey ?? io.env['OPENAI_API_KEY'],
    model: flags.model ?? io.env['OPENAI_MODEL'],
  });
}
