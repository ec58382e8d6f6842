// `npm run check:bundles`: builds for production and checks the bundles, as `npm run release` does.
import { join } from 'node:path';
import { bundleProblems } from './bundleProblems.mjs';
import { root, runCommand, runScript } from './runCommand.mjs';

await runScript(async () => {
  const metafile = join(root, 'out', 'bundles.json');
  await runCommand(
    process.execPath,
    ['esbuild.mjs', '--production', `--outdir=${join(root, 'out', 'bundles')}`, `--metafile=${metafile}`],
    {
      failure: 'Building the extension failed',
    },
  );
  const problems = await bundleProblems(metafile, 'out/bundles');
  for (const problem of problems) console.error(problem);
  return problems.length ? 1 : 0;
});
