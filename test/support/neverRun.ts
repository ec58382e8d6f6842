import type { Experiments } from '../../src/app/ports';

/** Experiments of which none is expected. */
export function neverRun(): Experiments {
  const unexpected = (): Promise<never> => Promise.reject(new Error('not expected'));
  return {
    run: unexpected,
    verify: unexpected,
    blame: unexpected,
    values: unexpected,
    coverage: unexpected,
    trace: unexpected,
    repair: unexpected,
  };
}
