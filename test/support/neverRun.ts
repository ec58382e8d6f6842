import type { Experiments } from '../../src/app/ports';

/** Experiments that no test expects to run. */
export function neverRun(): Experiments {
  const unexpected = (): Promise<never> => Promise.reject(new Error('not expected'));
  return {
    run: unexpected,
    verify: unexpected,
    prove: unexpected,
    blame: unexpected,
    values: unexpected,
    coverage: unexpected,
    effects: unexpected,
    trace: unexpected,
    repair: unexpected,
  };
}
