// `npm run release`: checks that the tree is one version, makes both packages, checks their bundles and tries them, and says how to publish them.
// `-- --dry-run` does the same without the last sentence. Nothing is sent anywhere.
import { mkdir, readFile, rm, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleProblems } from './bundleProblems.mjs';
import { ensureInstalled } from './ensureInstalled.mjs';
import { packageExtension } from './packageExtension.mjs';
import { packageNpm } from './packageNpm.mjs';
import { releaseProblems } from './releaseProblems.mjs';
import { StepFailed, root, runScript } from './runCommand.mjs';
import { tryTarball } from './tryTarball.mjs';

/** Bytes; a package that grew by a half has something in it that does not belong there. */
const MOST_BYTES = { tarball: 12_000_000, vsix: 18_000_000 };

await runScript(async () => {
  const { values } = parseArgs({ options: { 'dry-run': { type: 'boolean' } } });
  await ensureInstalled();
  const problems = await releaseProblems(root);
  if (problems.length) throw new StepFailed(problems.join('\n'));
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const folder = join(root, 'out', 'release');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const vsix = await packageExtension({ folder, gallery: true });
  const wrong = await bundleProblems(join(root, 'out', 'package.metafile.json'), 'out/package/dist');
  if (wrong.length) throw new StepFailed(wrong.join('\n'));
  const tarball = await packageNpm({ folder, build: join(root, 'out', 'package', 'dist') });
  for (const [file, most] of /** @type {const} */ ([
    [vsix, MOST_BYTES.vsix],
    [tarball, MOST_BYTES.tarball],
  ])) {
    const { size } = await stat(file);
    console.log(`${relative(root, file)}  ${(size / 1e6).toFixed(2)} MB`);
    if (size > most) throw new StepFailed(`${relative(root, file)} is larger than ${most / 1e6} MB.`);
  }
  const absent = await tryTarball(tarball, version);
  console.log(
    'The npm package was installed in an empty folder without a network: it diagnoses, proves and completes, by itself and in the action.',
  );
  for (const command of absent)
    console.log(`server.json names the command ${command}, which this build does not have: it cannot go to the registry.`);
  if (values['dry-run']) return;
  if (absent.length) throw new StepFailed('server.json and the package do not fit together.');
  console.log(`To publish, by someone with the rights:
  npm publish ${relative(root, tarball)}
  npx vsce publish --packagePath ${relative(root, vsix)}
  npx ovsx publish ${relative(root, vsix)}
  mcp-publisher publish        # server.json, after npm
  git tag v${version}          # what users of the action name`);
});
