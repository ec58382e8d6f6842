// `npm run package`: makes the VSIX, which can be installed anywhere.
import { stat } from 'node:fs/promises';
import { relative } from 'node:path';
import { ensureInstalled } from './ensureInstalled.mjs';
import { packageExtension } from './packageExtension.mjs';
import { root, runScript } from './runCommand.mjs';

await runScript(async () => {
  await ensureInstalled();
  const vsix = await packageExtension();
  console.log(`${relative(root, vsix)}  ${((await stat(vsix)).size / 1e6).toFixed(2)} MB`);
});
