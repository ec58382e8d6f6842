// Runs the cases of bench:explain with the real tools of this machine and records their output.
// usage: npx tsx bench/explain/recordCases.ts [PART_OF_AN_ID] [--fresh|--fresh-2 … --fresh-14]
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { keepOutput, layOutCase, readCases, setNamed } from './explainCase';

const TIMEOUT = 120_000;

const ROOT = join(__dirname, '..', '..');

for (const each of readCases(join(__dirname, setNamed(process.argv))).filter(({ id }) =>
  id.includes(process.argv.slice(2).find((argument) => !argument.startsWith('--')) ?? ''),
)) {
  const folder = layOutCase(each);
  const { stdout, stderr, status } = spawnSync('bash', ['-c', `${each.command} 2>&1`], {
    cwd: folder,
    encoding: 'utf8',
    timeout: TIMEOUT,
    env: {
      ...process.env,
      PATH: `${join(ROOT, 'node_modules', '.bin')}:${process.env.PATH ?? ''}`,
      NO_COLOR: '1',
      GOFLAGS: '-mod=mod',
      PYTHONDONTWRITEBYTECODE: '1',
    },
  });
  rmSync(folder, { recursive: true });
  console.log(`${each.id}: exit ${status ?? 'by timeout'}`);
  if (status) keepOutput(each, `${stdout}${stderr}`.replaceAll(ROOT, '/srv/tools'), folder);
}
