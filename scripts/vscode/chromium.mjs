import { existsSync } from 'node:fs';
import { StepFailed, runCommand } from '../runCommand.mjs';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** Flags for a browser that only shows the page it is given. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // On two busy cores, helper threads that collect garbage cost a tenth of all processor time.
  '--js-flags=--single-threaded-gc',
];

/**
 * Path of Chromium or Chrome: `CHROMIUM_PATH`, else a usual place.
 * @returns {string | undefined}
 */
export function findChromium() {
  const chosen = process.env['CHROMIUM_PATH'];
  if (chosen) {
    if (existsSync(chosen)) return chosen;
    throw new StepFailed(`CHROMIUM_PATH names ${chosen}, which does not exist. Correct it, or remove it to use the installed Chromium.`);
  }
  return places.find((place) => existsSync(place));
}

/**
 * Finds Chromium, or installs Debian's package where this is allowed without asking.
 * @param {(line: string) => void} [log]
 * @returns {Promise<string>}
 */
export async function ensureChromium(log = console.log) {
  const found = findChromium();
  if (found) return found;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    log('Installing Chromium (apt-get install chromium).');
    const failure = 'Installing Chromium failed. Install it by hand and run this again';
    await runCommand('apt-get', ['-o', 'Acquire::Retries=3', 'update', '-qq'], { failure });
    await runCommand('apt-get', ['-o', 'Acquire::Retries=3', 'install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
      failure,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    const installed = findChromium();
    if (installed) return installed;
  }
  throw new StepFailed('The browser tests need Chromium or Chrome. Install one, or set CHROMIUM_PATH to its binary.');
}

/**
 * Starts headless Chromium through playwright-core.
 * @returns {Promise<import('playwright-core').Browser>}
 */
export async function launchChromium() {
  const { chromium } = await import('playwright-core');
  return chromium.launch({ executablePath: await ensureChromium(), headless: true, args: flags });
}
