// Runs the programs of this folder with the toolchains of this machine and keeps what they print.
// usage: npx tsx realBugs/documented/record.ts [PART_OF_AN_ID]
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readDocumentedBugs, WORKSPACE } from './documentedBugs';
import { withOutput } from '../sectionedText';

const TIMEOUT_MS = 120_000;

for (const bug of readDocumentedBugs().filter(({ id }) => id.includes(process.argv[2] ?? ''))) {
  const folder = mkdtempSync(join(tmpdir(), 'documented-'));
  for (const [name, text] of Object.entries(bug.files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const { stdout, stderr, status } = spawnSync('bash', ['-c', `${bug.command} 2>&1`], {
    cwd: folder,
    encoding: 'utf8',
    timeout: TIMEOUT_MS,
  });
  rmSync(folder, { recursive: true });
  console.log(`${bug.id}: exit ${status ?? 'by timeout'}`);
  if (status) writeFileSync(bug.path, withOutput(readFileSync(bug.path, 'utf8'), `${stdout}${stderr}`.replaceAll(folder, WORKSPACE)));
}
