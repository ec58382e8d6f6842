// Claims that something was fixed, on recorded bugs of npm packages and Python modules, on small programs in other
// languages, and on commits of such programs: the
// right fix with its test, the test alone, the fix alone, a test that passes without the fix, one of a name that only the fix has, a fix
// that changes nothing or silences the failure. Each must be said as what it is, none wrongly proven; of five unneeded changes, how many
// are found. Ends after --seconds and continues at the next call.
// usage: npm run bench:prove -- [--only PART_OF_ID] [--language javascript|python|programs|committed] [--every N] [--limit N] [--jobs N] [--seconds N] [--results FILE]
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { inParallel } from '../src/node/inParallel';
import { casesOfCommit, COMMITTED_FIXES, filesBefore } from './prove/committedFixes';
import { casesOfBug, CLAIMS, type ProveCase } from './prove/proveCases';
import { commitBase, judgeCase, type Judged } from './prove/judgeCase';
import { casesOfProgram, isInstalled, PROGRAMS } from './prove/programs';
import { benchBugs, resultsPath, withBug } from './support/benchBugs';
import { ResultsFile } from './support/resultsFile';
import { printTable, spread } from './support/table';

/** Of a claim, by its subject and name; of a subject whose claims are all judged, or that has a problem, by its id. */
type Entry = { judged: Judged } | { done: true } | { problem: string };
type Results = ResultsFile<Entry>;

interface Subject {
  id: string;
  group: string;
  judge: (results: Results) => Promise<void>;
}

async function main(): Promise<void> {
  const { values: options } = parseArgs({
    options: {
      only: { type: 'string', default: '' },
      language: { type: 'string' },
      every: { type: 'string', default: '1' },
      limit: { type: 'string', default: 'Infinity' },
      jobs: { type: 'string', default: '1' },
      seconds: { type: 'string', default: 'Infinity' },
      results: { type: 'string', default: resultsPath('prove') },
    },
  });
  const results = new ResultsFile<Entry>(options.results);
  const chosen = subjects().filter(({ id, group }) => id.includes(options.only) && (!options.language || group === options.language));
  const all = chosen.filter((_, at) => at % Number(options.every) === 0).slice(0, Number(options.limit));
  const end = performance.now() + 1000 * Number(options.seconds);
  await inParallel(all, Number(options.jobs), async ({ id, judge }) => {
    if (results.has(id) || performance.now() > end) return;
    process.stderr.write(`${id}\n`);
    const entry = await judge(results).then(
      (): Entry => ({ done: true }),
      (error: unknown): Entry => ({ problem: error instanceof Error ? (error.stack ?? '') : String(error) }),
    );
    results.add(id, entry);
  });
  report(all.map(({ id, group }) => ({ id, group, entry: results.get(id), judged: judgedOf(id, results) })));
}

function subjects(): Subject[] {
  const programs = PROGRAMS.filter(({ tool }) => isInstalled(tool)).map((program): Subject => ({
    id: program.id,
    group: 'programs',
    judge: (results) => judgeProgram(program.id, program.base, casesOfProgram(program), results),
  }));
  const commits = COMMITTED_FIXES.filter(({ tool }) => isInstalled(tool)).map((fix): Subject => ({
    id: fix.id,
    group: 'committed',
    judge: (results) => judgeProgram(fix.id, filesBefore(fix), casesOfCommit(fix), results),
  }));
  const bugs = benchBugs({}).map((bug): Subject => ({
    ...{ id: bug.id, group: bug.language },
    judge: (results) =>
      withBug(bug, async (laidOut) => {
        commitBase(laidOut.folder);
        await judgeAll(bug.id, laidOut.folder, await casesOfBug(laidOut), results);
      }),
  }));
  return [...programs, ...commits, ...bugs];
}

async function judgeProgram(
  id: string,
  base: Readonly<Record<string, string>>,
  cases: readonly ProveCase[],
  results: Results,
): Promise<void> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'prove-program-')));
  try {
    for (const [file, text] of Object.entries(base)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    commitBase(folder);
    await judgeAll(id, folder, cases, results);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function judgeAll(id: string, folder: string, cases: readonly ProveCase[], results: Results): Promise<void> {
  for (const each of cases) {
    const key = claimKey(id, each.name);
    if (!results.has(key)) results.add(key, { judged: await judgeCase(folder, each) });
  }
}

function judgedOf(id: string, results: Results): Judged[] {
  return CLAIMS.flatMap((name) => {
    const entry = results.get(claimKey(id, name));
    return entry && 'judged' in entry ? [entry.judged] : [];
  });
}

function claimKey(id: string, name: string): string {
  return `${id}: ${name}`;
}

function report(found: readonly { id: string; group: string; entry: Entry | undefined; judged: Judged[] }[]): void {
  for (const group of new Set(found.map((each) => each.group))) {
    const judged = found.flatMap(({ id, judged: claims, group: own }) => (own === group ? claims.map((each) => ({ id, ...each })) : []));
    const rows = [...new Set(judged.map(({ name }) => name))].map((name) => {
      const own = judged.filter((each) => each.name === name);
      return [
        name,
        `${own.filter(({ right }) => right).length} of ${own.length}`,
        own.filter(({ wrongProven }) => wrongProven).length,
        spread(own.map(({ runs }) => runs)),
        spread(own.map(({ seconds, plain }) => Math.round((10 * seconds) / plain) / 10)),
      ];
    });
    printTable(`prove, ${group}`, [['claim', 'said as it is', 'wrongly proven', 'runs, p50 and p90', 'seconds to a plain run'], ...rows]);
    const places = judged.flatMap(({ unneeded }) => (unneeded ? [unneeded] : []));
    const sum = (at: 0 | 1): number => places.reduce((all, place) => all + place[at], 0);
    printTable(`in all, ${group}`, [
      ['claims', judged.length],
      ['wrongly proven', judged.filter(({ wrongProven }) => wrongProven).length],
      ['unneeded changes found', `${sum(0)} of ${sum(1)}`],
      ['trees left changed', judged.filter(({ left }) => left).length],
    ]);
    for (const { id, name, outcome, right, notes } of judged)
      if (!right) console.log(`${id}: ${name}: ${outcome}: ${notes.join(' ').slice(0, 400)}`);
  }
  for (const { id, entry } of found) if (entry && 'problem' in entry) console.log(`${id}: ${entry.problem.slice(0, 400)}`);
  const missing = [...PROGRAMS, ...COMMITTED_FIXES].filter(({ tool }) => !isInstalled(tool)).map(({ id }) => id);
  if (missing.length) console.log(`\nnot installed, so not run: ${missing.join(', ')}`);
  const left = found.filter(({ entry }) => !entry).length;
  console.log(left ? `\n${left} are left for further calls` : '\nDONE');
}

void main();
