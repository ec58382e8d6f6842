import { keyedFingerprint } from '../prompt/secretFingerprint';
import type { KeptInvestigation } from './investigationTexts';

/** Versions 1 and 2 stored the SHA-256 of secrets, which can be attacked with a list of passwords: they get the key of new ones. */
export async function migrateFingerprints<T extends KeptInvestigation>(read: T, key: string): Promise<T> {
  const rounds = read.rounds.map(async (round) => {
    if (!round.secrets) return round;
    const secrets: Record<string, string> = {};
    for (const [placeholder, old] of Object.entries(round.secrets)) secrets[placeholder] = await keyedFingerprint(old, key);
    return { ...round, secrets };
  });
  const keptSecrets = read.choices.keptSecrets.map(async (kept) => ({
    ...kept,
    fingerprint: await keyedFingerprint(kept.fingerprint, key),
  }));
  return { ...read, rounds: await Promise.all(rounds), choices: { ...read.choices, keptSecrets: await Promise.all(keptSecrets) } };
}
