import type { FailureReport } from '../core/capture/failureReport';
import type { Coverage } from '../core/experiments/coverage';
import type { BlameChange } from '../core/experiments/experiment';
import { suspectsAfterBlame } from '../core/experiments/blamedChange';
import type { Attempt } from '../core/prompt/prompt';
import type { Preference } from '../core/suspects/preference';
import type { Collected, CollectOptions, LocalAnswer } from '../protocol/analysisProtocol';
import type { CallOptions } from '../protocol/rpc';
import type { Analysis } from './ports';

/** A failure, and what is known about it besides its text. */
export interface EvidenceRequest {
  report: FailureReport;
  options: CollectOptions;
  attempts?: Attempt[];
  /** Read once the evidence is collected. */
  known: () => KnownBefore;
}

/** Input of the ranking. */
export interface KnownBefore {
  /** What was learned from the person's verdicts. */
  preference: Preference;
  /** What the failing test ran, compared with its passing neighbours. */
  coverage?: Coverage;
  /** Changes without which the failure disappears: functions they touch are ranked first. */
  changes?: readonly BlameChange[];
}

export interface GatheredEvidence {
  collected: Collected;
  /** The result of this machine alone. */
  local: LocalAnswer;
}

/**
 * Collects the evidence of a failure and ranks its possible causes, without asking a model.
 * @param onCollected called when the evidence is collected, before it is ranked
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
