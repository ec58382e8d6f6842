// `npm run bench` runs every benchmark beside this file; `npm run bench -- size line` those named.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const all = readdirSync(__dirname)
  .filter((name) => name.endsWith('.ts') && name !== 'index.ts')
  .map((name) => name.slice(0, -'.ts'.length));
const chosen = process.argv.slice(2);
const unknown = chosen.find((name) => !all.includes(name));
if (unknown) {
  console.error(`There is no benchmark ${unknown}. There are: ${all.join(', ')}.`);
  process.exit(2);
}
let failed = false;
for (const name of chosen.length ? chosen : all) {
  // Each in its own process, so that the memory of one does not slow the next.
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', join(__dirname, `${name}.ts`)], { stdio: 'inherit' });
  if (status !== 0) failed = true;
}
process.exitCode = failed ? 1 : 0;
