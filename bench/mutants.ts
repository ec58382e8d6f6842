// Do the unit tests notice a mistake? Mutants of src, each judged by the tests whose imports lead to its file most directly; every room of
// src gets its share. The tests are those of a commit (`--at`), in a worktree below out/mutants, so that two states of the tests can be
// compared on the same mutants; those whose file differs there are left out. `--test` judges all of them by one test file. A run may end at
// any moment and goes on where it stopped.
// usage: npm run bench:mutants -- [--mutants N] [--seed TEXT] [--only PART] [--at COMMIT] [--tests N] [--test FILE] [--seconds N] [--show]
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openTestsReaching } from '../scripts/testsReaching.mjs';
import { listMutations, parses } from '../training/mutants/listMutations';
import { applyMutation } from '../training/mutants/mutation';
import { pick, seededRandom } from '../training/mutants/random';
import { ResultsFile } from './support/resultsFile';
import { printTable } from './support/table';

const { values } = parseArgs({
  options: {
    mutants: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    at: { type: 'string', default: 'HEAD' },
    tests: { type: 'string', default: '4' },
    test: { type: 'string' },
    seconds: { type: 'string', default: '600' },
    show: { type: 'boolean' },
  },
});
/** A mutant whose tests take so many times as long as without it, and ms more, loops: it is noticed. A busy machine alone is not that slow. */
const [TIMES_AS_LONG, AND_MORE] = [4, 60_000];

interface Judged {
  file: string;
  line: number;
  operator: string;
  /** `unseen`: no unit test imports the file. */
  outcome: 'killed' | 'survived' | 'unseen';
  /** The test file that noticed it. */
  by?: string;
}

/** A checkout of the commit beside this one, with the packages of this one. */
function treeAt(commit: string): { folder: string; name: string } {
  const name = execFileSync('git', ['rev-parse', '--short', commit], { encoding: 'utf8' }).trim();
  const folder = join(process.cwd(), 'out', 'mutants', name);
  if (!existsSync(folder)) execFileSync('git', ['worktree', 'add', '--quiet', '--detach', folder, name]);
  for (const shared of ['node_modules', 'out']) {
    const link = join(folder, shared);
    if (!existsSync(link)) symlinkSync(join(process.cwd(), shared), link);
  }
  return { folder, name };
}

/** Folder of src; of core and node, which hold the most, the one below. */
function roomOf(file: string): string {
  const folders = file.split('/').slice(1, -1);
  return folders.slice(0, /^(?:core|node)$/.test(folders[0] ?? '') ? 2 : 1).join('/') || 'src';
}

function byRoom<T>(items: readonly T[], fileOf: (item: T) => string): [room: string, items: T[]][] {
  const rooms = [...new Set(items.map((item) => roomOf(fileOf(item))))].sort();
  return rooms.map((room) => [room, items.filter((item) => roomOf(fileOf(item)) === room)]);
}

async function main(): Promise<void> {
  const { folder, name } = treeAt(values.at);
  const chosen = [name, values.seed, values.only ?? '', values.test ?? values.tests].join('-').replaceAll('/', '.');
  const results = new ResultsFile<Judged>(join('out', 'mutants', `${chosen}.jsonl`));
  const testsReaching = await openTestsReaching();
  const files = execFileSync('git', ['ls-files', '-z', 'src'], { encoding: 'utf8' })
    .split('\0')
    .filter((file) => file.endsWith('.ts'))
    .filter((file) => !values.only || file.includes(values.only));
  const rooms = byRoom(files, (file) => file);
  const end = Date.now() + 1000 * Number(values.seconds);
  const judged: Judged[] = [];
  // One mutant of each room by turns, until there are as many as asked for.
  for (let round = 0; judged.length < Number(values.mutants) && Date.now() < end && round < 100; round++)
    for (const [room, inRoom] of rooms) {
      if (judged.length >= Number(values.mutants) || Date.now() > end) break;
      const key = `${room} ${round}`;
      const result = results.get(key) ?? (await judge(inRoom, folder, testsReaching, seededRandom(`${values.seed} ${key}`)));
      if (!result) continue;
      if (!results.has(key)) results.add(key, result);
      judged.push(result);
      if (values.show) console.log(`${result.outcome.padEnd(8)} ${result.file}:${result.line} ${result.operator} ${result.by ?? ''}`);
    }
  printTable(`Mutants, seed ${values.seed}, tests of ${name}`, [
    ['room', 'mutants', 'killed', 'survived', 'no unit test'],
    ...byRoom(judged, ({ file }) => file).map(([room, all]) => row(room, all)),
    row('all', judged),
  ]);
}

async function judge(
  files: readonly string[],
  folder: string,
  testsReaching: (files: string[]) => string[],
  random: () => number,
): Promise<Judged | undefined> {
  const file = pick(files, random) ?? '';
  const text = readFileSync(file, 'utf8');
  const there = join(folder, file);
  const mutation = pick(await listMutations(file, text), random);
  if (!mutation || !existsSync(there) || readFileSync(there, 'utf8') !== text) return undefined;
  const mutant = applyMutation(text, mutation.edits);
  if (mutant.text === text || !(await parses(file, mutant.text))) return undefined;
  const one = { file, line: mutant.lines[0] ?? 1, operator: mutation.operator };
  const tests = (values.test === undefined ? testsReaching([file]) : [values.test])
    .filter((test) => existsSync(join(folder, test)))
    .slice(0, Number(values.tests));
  if (!tests.length) return { ...one, outcome: 'unseen' };
  writeFileSync(there, mutant.text);
  try {
    // One by one: the nearest notices most of them.
    const by = tests.find((test) => !passes(test, folder, { there, before: text, mutant: mutant.text }));
    return { ...one, outcome: by === undefined ? 'survived' : 'killed', ...(by !== undefined && { by }) };
  } finally {
    writeFileSync(there, text);
  }
}

/** ms that each test file takes without a mutant, by its name; undefined where it fails. */
const usual = new Map<string, number | undefined>();

/** Whether a test file passes, or fails without the mutant, too. */
function passes(test: string, folder: string, text: { there: string; before: string; mutant: string }): boolean {
  if (!usual.has(test)) {
    writeFileSync(text.there, text.before);
    usual.set(test, run(test, folder));
    writeFileSync(text.there, text.mutant);
  }
  const ms = usual.get(test);
  return ms === undefined || run(test, folder, Math.round(TIMES_AS_LONG * ms + AND_MORE)) !== undefined;
}

/** @returns ms that it took; undefined where it failed, or did not end in time */
function run(test: string, cwd: string, timeout?: number): number | undefined {
  const started = performance.now();
  const mocha = join('node_modules', 'mocha', 'bin', 'mocha.js');
  const { status } = spawnSync(process.execPath, [mocha, '--bail', test], { cwd, stdio: 'ignore', timeout, killSignal: 'SIGKILL' });
  return status === 0 ? performance.now() - started : undefined;
}

const count = (all: readonly Judged[], outcome: Judged['outcome']): number => all.filter((each) => each.outcome === outcome).length;
const row = (title: string, all: readonly Judged[]) => [
  title,
  all.length,
  count(all, 'killed'),
  count(all, 'survived'),
  count(all, 'unseen'),
];

void main();
