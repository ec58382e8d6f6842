import type { FailureReport } from '../../src/core/capture/failureReport';

/** A failure in a function of a workspace. */
export function failureOf(name: string, message = 'Invalid price'): FailureReport {
  const frame = {
    file: '/work/src/cart.js',
    line: 6,
    function: name,
    origin: 'workspace' as const,
    raw: `at ${name} (/work/src/cart.js:6)`,
  };
  return { errors: [{ type: 'RangeError', message, language: 'javascript', role: 'thrown', frames: [frame] }], expectations: [] };
}
