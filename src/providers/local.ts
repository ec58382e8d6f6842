import type { FailureEvidence } from '../core/context/failureEvidence';
import type { Hypothesis } from '../core/hypothesis';
import type { Provider } from '../core/ports';

/**
 * The provider without key and network. It ranks and says so; it has no understanding of the code.
 * @param rank makes the hypotheses: in this process, or in the worker; a notice says why the mini-model did not rank
 * @param label who ranks, if that is known before
 */
export function createLocalProvider(
  rank: (evidence: FailureEvidence, signal: AbortSignal) => Promise<{ hypotheses: Hypothesis[]; notice?: string }>,
  label: string,
): Provider {
  return {
    id: 'local',
    label,
    async *diagnose({ evidence }, signal) {
      const { hypotheses, notice } = await rank(evidence, signal);
      if (notice) yield { type: 'notice', message: notice };
      yield { type: 'hypotheses', hypotheses };
    },
  };
}
