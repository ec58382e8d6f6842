import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root, runCommand } from './runCommand.mjs';

/**
 * Builds for production and packs the VSIX.
 * @param {{ folder?: string }} [options] where the file goes; the repository's root when absent
 * @returns {Promise<string>} absolute path of the VSIX
 */
export async function packageExtension({ folder = root } = {}) {
  const { name, version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const vsix = join(folder, `${name}-${version}.vsix`);
  await mkdir(folder, { recursive: true });
  await runCommand(process.execPath, ['esbuild.mjs', '--production'], { failure: 'Building the extension failed' });
  const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  // Everything is bundled: no node_modules in the package.
  await runCommand(process.execPath, [vsce, 'package', '--no-dependencies', '--allow-missing-repository', '--out', vsix], {
    failure: 'Packing the VSIX failed',
  });
  return vsix;
}
