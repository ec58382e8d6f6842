import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { root, runCommand } from './runCommand.mjs';

/** Files beside the build in the package; missing ones are left out. */
const beside = [
  'package.json',
  'package.nls.json',
  'package.nls.de.json',
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
  '.vscodeignore',
  'media',
  'plugin',
  'docs/pictures',
];

/**
 * Lays out the extension as it is installed (manifest, media, a build) in a separate folder, so that the next build does not disturb a
 * running VS Code. The build is the one of `npm test` (`DEBUG_CONTEXT_BUILD`), or a fresh one.
 * @param {string} folder absolute; replaced
 * @param {{ production?: boolean }} [options] minified, without source maps, with a metafile beside the folder
 */
export async function stageExtension(folder, { production = false } = {}) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  // The build puts the model into dist/.
  const skip = [join(root, 'media', 'sample', 'node_modules'), join(root, 'media', 'model'), join(root, 'media', 'grammars')];
  for (const name of beside) {
    if (existsSync(join(root, name)))
      await cp(join(root, name), join(folder, name), { recursive: true, filter: (from) => !skip.includes(from) });
  }
  const { DEBUG_CONTEXT_BUILD: built } = process.env;
  if (built && !production) return cp(built, join(folder, 'dist'), { recursive: true });
  const args = [
    'esbuild.mjs',
    `--outdir=${join(folder, 'dist')}`,
    ...(production ? ['--production', `--metafile=${folder}.metafile.json`] : []),
  ];
  await runCommand(process.execPath, args, { failure: 'Building the extension failed' });
}

/**
 * Bundles the tests that run inside VS Code, one bundle per test file, beside the entry that VS Code calls.
 * @param {string} folder absolute; replaced
 * @param {string} suite folder of the bundles, beside the entry
 * @param {readonly string[]} folders folders of test/host with the test files, which differ in their names
 * @returns {Promise<string>} path of the entry
 */
export async function bundleHostTests(folder, suite, folders) {
  await rm(folder, { recursive: true, force: true });
  const sources = folders.map((name) => join(root, 'test', 'host', name));
  const inEach = await Promise.all(sources.map(async (source) => (await readdir(source)).map((name) => join(source, name))));
  const tests = inEach.flat().filter((file) => file.endsWith('.test.ts'));
  const { build } = await import('esbuild');
  const entry = join(root, 'test', 'support', 'runnerEntry.ts');
  await build({
    entryPoints: [{ in: entry, out: 'index' }, ...tests.map((file) => ({ in: file, out: join(suite, basename(file, '.ts')) }))],
    outdir: folder,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
  return join(folder, 'index.js');
}
