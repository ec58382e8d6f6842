import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { packageExtension } from '../../scripts/packageExtension.mjs';
import { root } from '../../scripts/runCommand.mjs';

/** The VSIX as it is shipped: that of the release check of `npm test`, or one that is packed now. @returns its absolute path */
export async function packedExtension(): Promise<string> {
  const { DEBUG_CONTEXT_PACKAGES: folder } = process.env;
  const packed = folder ? readdirSync(folder).find((name) => name.endsWith('.vsix')) : undefined;
  return packed && folder ? join(folder, packed) : packageExtension({ folder: join(root, 'out', 'flow') });
}
