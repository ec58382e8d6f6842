import type { RehearsedChanges } from '../core/experiments/repairs/rehearsedChanges';
import type { Analysis } from './ports';

/** How long a search for a small change waits for it, ms; it is mostly known from the ranking. */
const MOST_MS = 5_000;

/**
 * What working a failing test through showed of its changes. It only orders the search, so that an error in it is none of the search.
 * @param about the case of its evidence
 * @returns undefined where nothing is known of it in time
 */
export async function rehearsedFor(
  analysis: Analysis,
  about: string,
  signal?: AbortSignal,
  mostMs = MOST_MS,
): Promise<RehearsedChanges | undefined> {
  const late = AbortSignal.timeout(mostMs);
  try {
    const known = await analysis.call('rehearsed', { case: about }, { signal: signal ? AbortSignal.any([signal, late]) : late });
    return known ?? undefined;
  } catch {
    signal?.throwIfAborted();
    return undefined;
  }
}
