import type { Ids } from '../../src/core/ports';

/** Ids that are the same in every run: `id-1`, `id-2` … */
export function countingIds(): Ids {
  let made = 0;
  return { next: () => `id-${++made}` };
}
