import type { Provider } from '../core/ports';
import type { DiagnoseLine } from '../node/diagnoseLine';
import { createLocalProvider } from '../providers/local';
import type { CliIo } from './io';
import type { ProviderFlags } from './options';

/** The provider that flags and environment name; flags win. */
export async function chooseProvider(flags: ProviderFlags, line: DiagnoseLine, io: CliIo): Promise<Provider> {
  if (flags.provider === 'local') return createLocalProvider((scene, suspects) => line.localHypotheses(scene, suspects));
  const { createOpenAiProvider } = await import('../providers/openai');
  return createOpenAiProvider({
    baseUrl: flags.baseUrl ?? io.env['OPENAI_BASE_URL'],
    apiKey: flags.apiKey ?? io.env['OPENAI_API_KEY'],
    model: flags.model ?? io.env['OPENAI_MODEL'],
  });
}
