import type { FailureReport } from '../core/capture/failureReport';
import type { Coverage } from '../core/experiments/coverage';
import type { BlameChange } from '../core/experiments/experiment';
import { suspectsAfterBlame } from '../core/experiments/blamedChange';
import type { Attempt } from '../core/prompt/prompt';
import type { Preference } from '../core/suspects/preference';
import type { Collected, CollectOptions, LocalAnswer } from '../protocol/analysisProtocol';
import type { CallOptions } from '../protocol/rpc';
import type { Analysis } from './ports';

/** A failure, and what is known of it beside its text. */
export interface EvidenceRequest {
  report: FailureReport;
  options: CollectOptions;
  attempts?: Attempt[];
  /** Asked for when the evidence is there. */
  known: () => KnownBefore;
}

/** What is known before the ranking is made. */
export interface KnownBefore {
  /** What the person's verdicts taught. */
  preference: Preference;
  /** What the failing test ran against its passing neighbours. */
  coverage?: Coverage;
  /** Changes without which the failure is gone: what they touch comes first. */
  changes?: readonly BlameChange[];
}

export interface GatheredEvidence {
  collected: Collected;
  /** What this machine makes of it by itself. */
  local: LocalAnswer;
}

/**
 * Collects the evidence of a failure and ranks what may have caused it, without a model that has to be asked.
 * @param onCollected called when the evidence is there, before it is ranked
 */
export async function gatherEvidence(
  analysis: Analysis,
  { report, options, attempts = [], known }: EvidenceRequest,
  { signal, onProgress }: CallOptions,
  onCollected?: (collected: Collected) => void,
): Promise<GatheredEvidence> {
  const collected = await analysis.call('collect', { report, options, attempts }, { signal, onProgress });
  signal?.throwIfAborted();
  onCollected?.(collected);
  const { preference, coverage, changes } = known();
  const local = await analysis.call('rank', { case: collected.case, preference, coverage }, { signal });
  return { collected, local: changes ? { ...local, suspects: suspectsAfterBlame(local.suspects, changes) } : local };
}
