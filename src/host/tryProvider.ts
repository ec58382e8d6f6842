import { t } from '../core/language';
import type { ReachedModel } from '../app/ports';

/** The text to send: nothing of the workspace, and so short that its cost is negligible. */
const QUESTION = { system: 'You check a connection.', text: 'Answer with one word: ready' };
/** Time until a silent model is given up, ms; loading one on this machine takes a while. */
const LIMIT = 45_000;

/** Asks a model for one word. Resolves to the reason why it cannot be used, or to undefined when it answered. */
export async function tryProvider(reach: () => Promise<ReachedModel>, limit = LIMIT): Promise<string | undefined> {
  const signal = AbortSignal.timeout(limit);
  try {
    const { provider } = await reach();
    await provider.answerBriefly?.(QUESTION, signal);
    return undefined;
  } catch (error) {
    if (signal.aborted) return t('The model said nothing within {0} s. Try again, or choose another.', Math.round(limit / 1000));
    const message = error instanceof Error ? error.message : String(error);
    // Provider failures are whole sentences.
    return error instanceof Error && 'kind' in error ? message : t('The model could not be reached: {0}', message);
  }
}
