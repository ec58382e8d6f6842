import { keyedFingerprint } from '../prompt/secretFingerprint';
import type { KeptInvestigation } from './investigationTexts';

/** Versions 1 and 2 stored the SHA-256 of secrets, which a list of passwords can be tried against: they get the key that new ones have. */
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
