import { join } from 'node:path';
import { packageExtension } from '../../scripts/packageExtension.mjs';
import { root } from '../../scripts/runCommand.mjs';

let packed: Promise<string> | undefined;

/** The VSIX as it is shipped; packed once for all tests of a process. @returns its absolute path */
export function packedExtension(): Promise<string> {
  return (packed ??= packageExtension({ folder: join(root, 'out', 'flow') }));
}
