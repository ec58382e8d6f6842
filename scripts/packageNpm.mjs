import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { cleanEnvironment, root, runCommand } from './runCommand.mjs';

/** What only the extension loads. */
const OF_THE_EXTENSION = new Set(['extension.js', 'host.js', 'analysisWorker.js', 'experimentWorker.js', 'webview', 'codicons']);

/** Fields of the manifest that npm reads; the rest is VS Code's. */
const KEPT = ['name', 'version', 'license', 'homepage', 'repository', 'bugs', 'mcpName', 'bin', 'keywords'];

/**
 * Packs the command line for npm, from a build for production: no dependencies, nothing to install.
 * @param {{ folder: string, build: string }} options absolute folders: of the tarball, and of the build (dist)
 * @returns {Promise<string>} absolute path of the tarball
 */
export async function packageNpm({ folder, build }) {
  const staged = join(folder, 'npm');
  await rm(staged, { recursive: true, force: true });
  await mkdir(staged, { recursive: true });
  await cp(build, join(staged, 'dist'), {
    recursive: true,
    filter: (from) => !OF_THE_EXTENSION.has(relative(build, from)) && !from.endsWith('.map'),
  });
  for (const name of ['README.md', 'CHANGELOG.md', 'LICENSE']) await cp(join(root, name), join(staged, name));
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const labels = JSON.parse(await readFile(join(root, 'package.nls.json'), 'utf8'));
  const own = Object.fromEntries(KEPT.map((name) => [name, manifest[name]]));
  const { node } = manifest.engines;
  await writeFile(
    join(staged, 'package.json'),
    `${JSON.stringify({ ...own, description: labels.description, engines: { node } }, null, 2)}\n`,
  );
  const { output } = await runCommand('npm', ['pack', '--json', '--offline', '--pack-destination', folder], {
    cwd: staged,
    env: cleanEnvironment(),
    failure: 'Packing for npm failed',
  });
  const [{ filename }] = JSON.parse(output.slice(output.indexOf('[')));
  return join(folder, filename);
}
