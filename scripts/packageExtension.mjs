import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root, runCommand } from './runCommand.mjs';
import { stageExtension } from './stageExtension.mjs';

/**
 * Builds for production and packs the VSIX.
 * @param {{ folder?: string, gallery?: boolean }} [options] target folder of the file, the repository's root when absent; for a gallery,
 *   which shows only pictures with a whole address
 * @returns {Promise<string>} absolute path of the VSIX
 */
export async function packageExtension({ folder = root, gallery = false } = {}) {
  const { name, version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const vsix = join(folder, `${name}-${version}.vsix`);
  await mkdir(folder, { recursive: true });
  const staged = join(root, 'out', 'package');
  await stageExtension(staged, { production: true });
  // Everything is bundled: no node_modules in the package. The README's pictures are in the package beside it.
  const args = ['package', '--no-dependencies', ...(gallery ? [] : ['--no-rewrite-relative-links']), '--out', vsix];
  const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  await runCommand(process.execPath, [vsce, ...args], { cwd: staged, failure: 'Packing the VSIX failed' });
  return vsix;
}
