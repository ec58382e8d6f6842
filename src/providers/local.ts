import type { CrimeScene } from '../core/context/crimeScene';
import type { Hypothesis } from '../core/hypotheses/hypothesis';
import type { Provider } from '../core/ports';
import { LOCAL_SOURCE } from '../core/suspects/localHypotheses';
import type { Suspect } from '../core/suspects/suspect';

/**
 * The provider that needs no key and no network. It ranks and says so; it understands nothing.
 * @param hypotheses how they are made: in this process, or by the worker
 */
export function createLocalProvider(
  hypotheses: (scene: CrimeScene, suspects: Suspect[], signal: AbortSignal) => Promise<Hypothesis[]>,
): Provider {
  return {
    id: 'local',
    label: LOCAL_SOURCE,
    async *diagnose({ scene, suspects }, signal) {
      yield { type: 'hypotheses', hypotheses: await hypotheses(scene, suspects, signal) };
    },
  };
}
