// How long a copy of a workspace takes beside `cp -R` of the same files, and a search for the change that broke a command beside the
// command itself. Both sides run by turns; ratios are of medians, since seconds depend on the machine.
// usage: npm run bench:speed -- [--files 2000,20000] [--hunks 5,15,40] [--rounds N]
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { ExperimentRunner } from '../src/node/experiments/experimentRunner';
import { makeWorkspaceCopy } from '../src/node/experiments/workspaceCopy';
import { GitRepository } from '../test/support/gitRepository';
import { percentile, printTable } from './support/table';

/** Files of a folder, and bytes of a file. */
const IN_FOLDER = 40;
const BYTES = 4_000;
const DAY = 24 * 3600_000;

async function main(): Promise<void> {
  const { values: options } = parseArgs({
    options: {
      files: { type: 'string', default: '2000,20000' },
      hunks: { type: 'string', default: '5,15,40' },
      rounds: { type: 'string', default: '5' },
    },
  });
  const rounds = Number(options.rounds);
  const copies = [['files', 'cp -R, s', 'copy, s', 'ratio', 'taken back, s']];
  for (const files of numbers(options.files)) copies.push(await copyRow(files, rounds));
  printTable('A copy of a workspace', copies);
  const searches = [['hunks', 'found', 'runs', 'by halves', 'command, s', 'search, s', 'a run in commands']];
  for (const hunks of numbers(options.hunks)) searches.push(await blameRow(hunks, rounds));
  printTable('The search for the change that broke it', searches);
}

const numbers = (list: string): number[] => list.split(',').map(Number);
const median = (values: readonly number[]): number => percentile(values, 0.5);

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

async function copyRow(files: number, rounds: number): Promise<string[]> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'speed-')));
  try {
    const workspace = join(folder, 'workspace');
    for (let at = 0; at < files; at++) {
      const file = join(workspace, `part-${Math.floor(at / IN_FOLDER)}`, `file-${at}.js`);
      if (at % IN_FOLDER === 0) await mkdir(dirname(file), { recursive: true });
      await writeFile(file, `// ${at}\n`.padEnd(BYTES, 'x'));
    }
    const plain: number[] = [];
    const own: number[] = [];
    const back: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const other = join(folder, `plain-${round}`);
      plain.push(await secondsOf(async () => spawnSync('cp', ['-R', workspace, other])));
      await rm(other, { recursive: true });
      let copy: Awaited<ReturnType<typeof makeWorkspaceCopy>> | undefined;
      own.push(await secondsOf(async () => (copy = await makeWorkspaceCopy(workspace))));
      await copy?.reset();
      back.push(await secondsOf(async () => copy?.reset()));
      await copy?.release();
    }
    return [String(files), ...[median(plain), median(own), median(own) / median(plain), median(back)].map((each) => each.toFixed(2))];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A program of as many modules as there are changes of today; one of these breaks it. */
async function blameRow(hunks: number, rounds: number): Promise<string[]> {
  const repository = new GitRepository();
  try {
    const modules = Array.from({ length: hunks }, (_, at) => `part${at}.js`);
    for (const name of modules) repository.write(name, 'module.exports = (n) => n + 1;\n');
    repository.write(
      'main.js',
      `const parts = ${JSON.stringify(modules)};\nlet n = 0;\nfor (const name of parts) n = require('./' + name)(n);\n`,
    );
    repository.commit('works', new Date(Date.now() - 3 * DAY));
    const broken = modules[Math.floor((2 * hunks) / 3)];
    for (const name of modules)
      repository.write(name, name === broken ? 'module.exports = (n) => n.missing.length;\n' : 'module.exports = (n) => 1 + n;\n');
    const command = [process.execPath, 'main.js'];
    const plain: number[] = [];
    const search: number[] = [];
    const runs: number[] = [];
    let found = 0;
    for (let round = 0; round < rounds; round++) {
      plain.push(await secondsOf(async () => spawnSync(command[0]!, command.slice(1), { cwd: repository.path })));
      const { path } = repository;
      const { verdict, ...said } = await new ExperimentRunner({ command, cwd: path, root: path }).blame(Date.now() - DAY);
      if (verdict.outcome === 'found' && verdict.changes.every(({ file }) => file === broken)) found++;
      search.push(said.seconds);
      runs.push(said.runs);
    }
    // What halving the changes needs at least, with the runs that prove the claim.
    const halves = Math.ceil(Math.log2(hunks)) + 4;
    const ratio = median(search) / median(runs) / median(plain);
    return [
      String(hunks),
      `${found} of ${rounds}`,
      String(median(runs)),
      String(halves),
      ...[median(plain), median(search), ratio].map((each) => each.toFixed(2)),
    ];
  } finally {
    repository.dispose();
  }
}

void main();
