import { softmax } from '../attention/scaledDotProduct';
import type { RankedFunction, Ranking } from './ranking';

/**
 * The ranking learned from the person's verdicts in this workspace: functions rejected more often than confirmed. Those on every stack
 * (wrappers, dispatchers, checks that throw) collect rejections and sink. Stays on this machine.
 */
export interface Preference {
  /** The surplus of rejections over confirmations, at least one, by function; the function of the latest verdict is last. */
  rejections: readonly (readonly [key: string, count: number])[];
  /** The number of verdicts learned from. */
  verdicts: number;
}

/**
 * The deduction from the logarithm of a chance for each doubling of (1 + rejections), divided by ln 2; higher values did harm
 * (`npm run bench:preference`).
 */
const STRENGTH = 0.5;
/** A limit: further rejections change nothing, so that no chance changes by more than a factor of e. */
const MOST_REJECTIONS = 6;
const MOST_FUNCTIONS = 1000;

export const NO_PREFERENCE: Preference = { rejections: [], verdicts: 0 };

/** Whether a stored value is from this version: values of older versions are discarded. */
export function isPreference(value: unknown): value is Preference {
  const { rejections, verdicts } = (value ?? {}) as Partial<Preference>;
  return (
    Array.isArray(rejections) &&
    rejections.every((entry: unknown) => Array.isArray(entry) && typeof entry[0] === 'string' && Number.isInteger(entry[1])) &&
    Number.isInteger(verdicts)
  );
}

/** The ranking adjusted by the person's verdicts. Lines keep their shares within each function. */
export function withPreference(ranking: Ranking, { rejections }: Preference): Ranking {
  if (rejections.length === 0 || ranking.functions.length === 0) return ranking;
  const counts = new Map(rejections);
  const logits = ranking.functions.map(
    (each) => Math.log(Math.max(each.share, 1e-9)) - STRENGTH * Math.log1p(Math.min(MOST_REJECTIONS, counts.get(keyOf(each)) ?? 0)),
  );
  const shares = softmax(logits);
  const functions = ranking.functions.map((each, i) => ({ ...each, share: shares[i] ?? 0 }));
  return { ...ranking, functions: functions.sort((a, b) => b.share - a.share) };
}

/** Learns from one verdict on a function: `rejected` counts, and `confirmed` removes one. */
export function learnVerdict(preference: Preference, meant: RankedFunction, verdict: 'confirmed' | 'rejected'): Preference {
  const counts = new Map(preference.rejections);
  const key = keyOf(meant);
  const count = (counts.get(key) ?? 0) + (verdict === 'rejected' ? 1 : -1);
  counts.delete(key);
  if (count > 0) counts.set(key, Math.min(MOST_REJECTIONS, count));
  return { rejections: [...counts].slice(-MOST_FUNCTIONS), verdicts: preference.verdicts + 1 };
}

/** Lines move as code is edited; names stay longer. */
function keyOf({ facts: { candidate } }: RankedFunction): string {
  return `${candidate.file} ${candidate.function ?? ''}`;
}
