import type { Isolation } from '../../src/core/experiments/experiment';
import { namespaceAbility } from '../../src/node/experiments/namespace/namespaceAbility';

/** How runs are isolated on this machine, in a folder for temporary files. */
export async function usualIsolation(): Promise<Isolation> {
  return 'why' in (await namespaceAbility()) ? 'copy' : 'namespace';
}
