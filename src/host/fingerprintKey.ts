import type { SecretStorage } from 'vscode';
import { randomKey } from '../core/prompt/secretFingerprint';
import type { Logger } from '../core/ports';

const NAME = 'fingerprintKey';

/**
 * The key of the fingerprints of secrets, in VS Code's secret storage: kept apart from the investigations that name secrets by them.
 * Without a storage, a key for this window only; stored fingerprints then match nothing.
 */
export async function fingerprintKey(secrets: SecretStorage, log: Logger): Promise<string> {
  try {
    const known = await secrets.get(NAME);
    if (known) return known;
    const made = randomKey();
    await secrets.store(NAME, made);
    // If two windows make one at the same time, the later one wins.
    return (await secrets.get(NAME)) ?? made;
  } catch (error) {
    log.warn('The secret storage cannot be read: which false alarms were kept is not known.', error);
    return randomKey();
  }
}
