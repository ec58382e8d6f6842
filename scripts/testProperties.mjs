// Runs the property tests repeatedly with different random cases: `npm run test:properties [-- TIMES]`, ten times by default.
// A failure prints its seed: `FAST_CHECK_SEED=SEED npx mocha FILE` repeats it.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// ms per test; the time of a property depends on the machine, and only one that never ends is a fault.
const WATCHDOG = '600000';
const root = join(import.meta.dirname, '..');
const times = Number(process.argv[2] ?? 10);
const tests = readdirSync(join(root, 'test/unit'), { recursive: true, encoding: 'utf8' })
  .map((name) => join('test/unit', name))
  .filter((name) => name.endsWith('.test.ts') && readFileSync(join(root, name), 'utf8').includes("from 'fast-check'"));

let clean = 0;
for (let run = 1; run <= times; run++) {
  const env = { ...process.env, FAST_CHECK_SEED: 'random' };
  const { status, stdout } = spawnSync(process.execPath, ['node_modules/mocha/bin/mocha.js', '--timeout', WATCHDOG, ...tests], {
    cwd: root,
    env,
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  if (status === 0) clean++;
  else console.log(stdout.slice(stdout.search(/\d+ failing/)));
  console.log(`${run} of ${times}: ${status === 0 ? 'clean' : 'failed'} (${/\d+ passing/.exec(stdout)?.[0]})`);
}
console.log(`${tests.length} files with properties, ${clean} of ${times} runs clean`);
process.exitCode = clean === times ? 0 : 1;
