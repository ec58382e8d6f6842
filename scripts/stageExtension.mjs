import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { StepFailed, root, runCommand } from './runCommand.mjs';

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
 * @param {string} suite folder of test/host with the test files
 * @returns {Promise<string>} path of the entry
 */
export async function bundleHostTests(folder, suite) {
  await rm(folder, { recursive: true, force: true });
  const source = join(root, 'test', 'host', suite);
  const tests = (await readdir(source, { recursive: true })).filter((name) => name.endsWith('.test.ts'));
  if (!tests.length) throw new StepFailed(`test/host/${suite} has no test files.`);
  const { build } = await import('esbuild');
  const entry = join(root, 'test', 'support', 'runnerEntry.ts');
  await build({
    entryPoints: [
      { in: entry, out: 'index' },
      ...tests.map((name) => ({ in: join(source, name), out: join(suite, basename(name, '.ts')) })),
    ],
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
