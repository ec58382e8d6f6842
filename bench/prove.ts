// Claims that something was fixed, on recorded bugs of npm packages and Python modules, and on small programs in other languages: the
// right fix with its test, the test alone, the fix alone, a test that passes without the fix, one of a name that only the fix has, a fix
// that changes nothing or silences the failure. Each must be said as what it is, none wrongly proven; of five unneeded changes, how many
// are found. Ends after --seconds and continues at the next call.
// usage: npm run bench:prove -- [--only PART_OF_ID] [--language javascript|python|programs] [--limit N] [--seconds N] [--results FILE]
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { casesOfBug, type ProveCase } from './prove/proveCases';
import { commitBase, judgeCase, type Judged } from './prove/judgeCase';
import { casesOfProgram, isInstalled, PROGRAMS, type Program } from './prove/programs';
import { benchBugs, resultsPath, withBug } from './support/benchBugs';
import { ResultsFile } from './support/resultsFile';
import { printTable, spread } from './support/table';

type Entry = { judged: Judged[] } | { problem: string };

interface Subject {
  id: string;
  group: string;
  judge: () => Promise<Judged[]>;
}

async function main(): Promise<void> {
  const { values: options } = parseArgs({
    options: {
      only: { type: 'string', default: '' },
      language: { type: 'string' },
      limit: { type: 'string', default: 'Infinity' },
      seconds: { type: 'string', default: 'Infinity' },
      results: { type: 'string', default: resultsPath('prove') },
    },
  });
  const results = new ResultsFile<Entry>(options.results);
  const chosen = subjects().filter(({ id, group }) => id.includes(options.only) && (!options.language || group === options.language));
  const all = chosen.slice(0, Number(options.limit));
  const end = performance.now() + 1000 * Number(options.seconds);
  for (const { id, judge } of all) {
    if (results.has(id) || performance.now() > end) continue;
    process.stderr.write(`${id}\n`);
    results.add(
      id,
      await judge().then(
        (judged) => ({ judged }),
        (error: unknown) => ({ problem: error instanceof Error ? (error.stack ?? '') : String(error) }),
      ),
    );
  }
  report(all.flatMap(({ id, group }) => [{ id, group, entry: results.get(id) }]));
}

function subjects(): Subject[] {
  const programs = PROGRAMS.filter(({ tool }) => isInstalled(tool)).map((program): Subject => ({
    id: program.id,
    group: 'programs',
    judge: () => judgeProgram(program),
  }));
  const bugs = benchBugs({}).map((bug): Subject => ({
    ...{ id: bug.id, group: bug.language },
    judge: () =>
      withBug(bug, async (laidOut) => {
        commitBase(laidOut.folder);
        return judgeAll(laidOut.folder, await casesOfBug(laidOut));
      }),
  }));
  return [...programs, ...bugs];
}

async function judgeProgram(program: Program): Promise<Judged[]> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'prove-program-')));
  try {
    for (const [file, text] of Object.entries(program.base)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    commitBase(folder);
    return await judgeAll(folder, casesOfProgram(program));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function judgeAll(folder: string, cases: readonly ProveCase[]): Promise<Judged[]> {
  const judged: Judged[] = [];
  for (const each of cases) judged.push(await judgeCase(folder, each));
  return judged;
}

function report(found: readonly { id: string; group: string; entry: Entry | undefined }[]): void {
  for (const group of new Set(found.map((each) => each.group))) {
    const judged = found.flatMap(({ id, entry, group: own }) =>
      own === group && entry && 'judged' in entry ? entry.judged.map((each) => ({ id, ...each })) : [],
    );
    const rows = [...new Set(judged.map(({ name }) => name))].map((name) => {
      const own = judged.filter((each) => each.name === name);
      return [
        name,
        `${own.filter(({ right }) => right).length} of ${own.length}`,
        own.filter(({ wrongProven }) => wrongProven).length,
        spread(own.map(({ runs }) => runs)),
        spread(own.map(({ seconds, plain }) => seconds / plain)),
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
  const missing = PROGRAMS.filter(({ tool }) => !isInstalled(tool)).map(({ id }) => id);
  if (missing.length) console.log(`\nnot installed, so not run: ${missing.join(', ')}`);
  const left = found.filter(({ entry }) => !entry).length;
  console.log(left ? `\n${left} are left for further calls` : '\nDONE');
}

void main();
