// `npm start`: a real VS Code with the extension installed, open on the sample. Works on a fresh clone; needs Node 20 and git.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureInstalled } from './ensureInstalled.mjs';
import { packageExtension } from './packageExtension.mjs';
import { root, runCommand, runScript } from './runCommand.mjs';
import { prepareSample } from './sample.mjs';
import { launchCodeServer } from './vscode/launchCodeServer.mjs';

const profile = join(root, '.vscode-test', 'start');

await runScript(async () => {
  await ensureInstalled();
  const [vsix, sample] = await Promise.all([currentVsix(), prepareSample()]);
  if (await hasDesktopCode()) return startDesktop(vsix, sample);

  const stopped = new Promise((resolve) => {
    for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(name, resolve);
  });
  const isInstalled = existsSync(join(profile, 'installed')) && (await readFile(join(profile, 'installed'), 'utf8')) === vsix.key;
  const settings = { 'workbench.startupEditor': 'readme' };
  const server = await launchCodeServer({ profile, settings, vsixes: isInstalled ? [] : [vsix.file], ...(await preferredPort()) });
  await writeFile(join(profile, 'installed'), vsix.key);
  console.log(
    `\nVS Code is running with Debug with Context on the sample. Open:\n\n  ${server.url}/?folder=${encodeURIComponent(sample)}\n`,
  );
  console.log('The next step is in its status bar: run `npm test` in the terminal, then press Ctrl+Alt+D. Ctrl+C here ends VS Code.');
  const endedBySelf = await Promise.race([stopped.then(() => false), server.ended.then(() => true)]);
  await server.stop();
  if (!endedBySelf) return 0;
  console.error(`VS Code ended by itself.\n${server.output().split('\n').slice(-20).join('\n')}`);
  return 1;
});

/**
 * The VSIX of the current sources: packed again only when one of them changed.
 * @returns {Promise<{ file: string, key: string }>}
 */
async function currentVsix() {
  const hash = createHash('sha256');
  for (const name of [
    'src',
    'media',
    'package.json',
    'package.nls.json',
    'package.nls.de.json',
    'l10n',
    'package-lock.json',
    'esbuild.mjs',
    '.vscodeignore',
    'README.md',
  ]) {
    for (const file of await filesOf(join(root, name))) {
      const { mtimeMs, size } = await stat(file);
      hash.update(`${file} ${mtimeMs} ${size}\n`);
    }
  }
  const key = hash.digest('hex');
  const folder = join(root, '.vscode-test', 'vsix', key.slice(0, 16));
  const known = existsSync(folder) ? (await readdir(folder)).find((name) => name.endsWith('.vsix')) : undefined;
  if (known) return { file: join(folder, known), key };
  console.log('Building and packing the extension.');
  return { file: await packageExtension({ folder }), key };
}

/**
 * @param {string} path
 * @returns {Promise<string[]>} the file itself, or all files under the folder, sorted; empty when there is none
 */
async function filesOf(path) {
  if (!existsSync(path)) return [];
  if (!(await stat(path)).isDirectory()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

/** @returns {Promise<boolean>} whether VS Code itself is installed; `code` inside a VS Code's terminal counts as well */
async function hasDesktopCode() {
  return runCommand('code', ['--version']).then(
    () => true,
    () => false,
  );
}

/**
 * @param {{ file: string }} vsix
 * @param {string} sample
 */
async function startDesktop(vsix, sample) {
  await runCommand('code', ['--install-extension', vsix.file, '--force'], { failure: 'VS Code did not install the extension' });
  console.log('Opening the sample in VS Code. The next step is in its status bar: run `npm test` in the terminal, then press Ctrl+Alt+D.');
  await runCommand('code', ['--new-window', sample], { failure: 'VS Code did not start' });
}

/** The same address at each start, if it is free, so that a tab that is still open reconnects. */
async function preferredPort() {
  const port = 8123;
  const { createServer } = await import('node:net');
  const free = await new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
  return free ? { port } : {};
}
