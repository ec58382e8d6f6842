import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { StepFailed, root, runNpmOnline } from './runCommand.mjs';

/**
 * Installs this repository's packages when they are missing or older than the lock file. Uses nothing but Node, so that a fresh clone
 * can call it.
 * @param {(line: string) => void} [log]
 */
export async function ensureInstalled(log = console.log) {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20) throw new StepFailed(`This needs Node 20 or newer; this is Node ${process.versions.node}.`);
  const installed = join(root, 'node_modules', '.package-lock.json');
  const age = async (/** @type {string} */ file) => (await stat(file)).mtimeMs;
  if (existsSync(installed) && (await age(installed)) >= (await age(join(root, 'package-lock.json')))) return;
  log('Installing packages (npm ci).');
  await runNpmOnline(['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    failure: 'Installing the packages from the npm registry failed. Check the network and run this again',
  });
}
