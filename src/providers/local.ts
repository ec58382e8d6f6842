import type { CrimeScene } from '../core/context/crimeScene';
import type { Hypothesis } from '../core/hypothesis';
import type { Provider } from '../core/ports';

/**
 * The provider that needs no key and no network. It ranks and says so; it understands nothing.
 * @param rank how hypotheses are made: in this process, or by the worker; a notice says why the mini-model did not rank
 * @param label who ranks, where that is known before
 */
export function createLocalProvider(
  rank: (scene: CrimeScene, signal: AbortSignal) => Promise<{ hypotheses: Hypothesis[]; notice?: string }>,
  label: string,
): Provider {
  return {
    id: 'local',
    label,
    async *diagnose({ scene }, signal) {
      const { hypotheses, notice } = await rank(scene, signal);
      if (notice) yield { type: 'notice', message: notice };
      yield { type: 'hypotheses', hypotheses };
    },
  };
}
