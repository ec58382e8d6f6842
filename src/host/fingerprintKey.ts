import type { SecretStorage } from 'vscode';
import { randomKey } from '../core/prompt/secretFingerprint';
import type { Logger } from '../core/ports';

const NAME = 'fingerprintKey';

/**
 * The key of the fingerprints of secrets, in VS Code's secret storage: not beside the investigations that name secrets by them. Where there
 * is no storage a key of this window, and what was stored before names nothing.
 */
export async function fingerprintKey(secrets: SecretStorage, log: Logger): Promise<string> {
  try {
    const known = await secrets.get(NAME);
    if (known) return known;
    const made = randomKey();
    await secrets.store(NAME, made);
    // Of two windows that made one at once the later one's counts.
    return (await secrets.get(NAME)) ?? made;
  } catch (error) {
    log.warn('The secret storage cannot be read: which false alarms were kept is not known.', error);
    return randomKey();
  }
}
