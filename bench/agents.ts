// What an agent gets from one call, on recorded bugs of npm packages and Python modules:
// - bytes of `run --investigate` ÷ bytes of the raw output and of the functions that it names, the limit of its own, and ÷ those of the
//   output and of the functions that hold the fix, with the heads of their files; whether such a function is among the five that it names;
// - claims about code, true and invented, as the grounding of hypotheses judges them (`check_hypothesis` uses the same);
// - whether a fix that failed is recognised with other lines, context and blanks, and another fix is not taken for it.
// Ends after --seconds and continues at the next call.
// usage: npm run bench:agents -- [--every N] [--from N] [--limit N] [--only PART_OF_ID] [--seconds N] [--results FILE]
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { faultyUnits } from '../realBugs/faultyUnits';
import type { RunnableBug } from '../realBugs/runnableBug';
import { evidenceOfBug } from '../realBugs/evidenceOfBug';
import { root } from '../scripts/runCommand.mjs';
import { judgeClaims, type ClaimCounts } from './agents/claims';
import { judgeRepeats, type RepeatCounts } from './agents/repeatedFixes';
import { commitBase } from './prove/judgeCase';
import { benchBugs, resultsPath, withBug } from './support/benchBugs';
import { ResultsFile } from './support/resultsFile';
import { percentile, printTable } from './support/table';

interface Judged {
  answer: number;
  output: number;
  /** Of the functions that hold the fix, and the lines before the first function of their files. */
  functions: number;
  /** Of the functions that the answer names. */
  namedFunctions: number;
  seconds: number;
  /** Whether a function that holds the fix is among the named ones. */
  named: boolean;
  /** The answer itself, and the functions that hold the fix: "src/cart.js:3-8 total". */
  text: string;
  truth: string[];
  claims: ClaimCounts;
  repeats: RepeatCounts;
}
type Entry = { judged: Judged } | { problem: string };

const SECONDS_OF_RUNS = 15;

async function main(): Promise<void> {
  const { values: options } = parseArgs({
    options: {
      every: { type: 'string', default: '5' },
      from: { type: 'string', default: '0' },
      only: { type: 'string', default: '' },
      limit: { type: 'string', default: '30' },
      seconds: { type: 'string', default: 'Infinity' },
      results: { type: 'string', default: resultsPath('agents') },
    },
  });
  const results = new ResultsFile<Entry>(options.results);
  const bugs = benchBugs({ only: options.only })
    .filter((_, at) => at % Number(options.every) === Number(options.from))
    .slice(0, Number(options.limit));
  const end = performance.now() + 1000 * Number(options.seconds);
  spawnSync(process.execPath, ['esbuild.mjs'], { cwd: root, stdio: 'inherit' });
  for (const bug of bugs) {
    if (results.has(bug.id) || performance.now() > end) continue;
    process.stderr.write(`${bug.id}\n`);
    const entry = await withBug(bug, judge).then(
      (judged): Entry => ({ judged }),
      (error: unknown): Entry => ({ problem: error instanceof Error ? (error.stack ?? '') : String(error) }),
    );
    results.add(bug.id, entry);
  }
  report(bugs.map(({ id }) => ({ id, entry: results.get(id) })));
}

async function judge(bug: RunnableBug): Promise<Judged> {
  const { folder, command } = bug;
  const units = await faultyUnits(folder, bug.truth);
  if (typeof units === 'string') throw new Error(units);
  commitBase(folder);
  const [program = '', ...args] = command;
  const plain = spawnSync(program, args, { cwd: folder, encoding: 'utf8' });
  const output = plain.stdout + plain.stderr;
  const start = performance.now();
  const cli = [
    join(root, 'dist', 'cli.js'),
    'run',
    '--investigate',
    '--seconds',
    String(SECONDS_OF_RUNS),
    '--wait',
    '300',
    '--',
    ...command,
  ];
  const state = join(folder, '.git', 'state');
  const { stdout } = spawnSync(process.execPath, cli, { cwd: folder, encoding: 'utf8', env: { ...process.env, XDG_STATE_HOME: state } });
  const seconds = (performance.now() - start) / 1000;
  const answer = answerIn(stdout);
  const places = namedPlaces(answer);
  const named = units.truth.some(({ file, range: [first, last] }) =>
    places.some((place) => place.file === file && place.first <= last && first <= place.last),
  );
  const { evidence, ports } = await evidenceOfBug({ workspace: folder, trace: output });
  return {
    ...{ answer: Buffer.byteLength(answer), output: Buffer.byteLength(output), functions: functionBytes(folder, units), seconds, named },
    namedFunctions: places.reduce((sum, place) => sum + Buffer.byteLength(linesOf(folder, place)), 0),
    text: answer,
    truth: units.truth.map(({ file, range: [first, last] }) => `${file}:${first}-${last}`),
    claims: await judgeClaims(evidence, ports.reader, new Map(Object.entries(bug.sources)), bug.id),
    repeats: judgeRepeats(bug),
  };
}

/** What follows the output of the command. */
function answerIn(stdout: string): string {
  const at = stdout.lastIndexOf('\nWhere to look\n');
  if (at < 0) return '';
  const fence = stdout.lastIndexOf('\n```', stdout.lastIndexOf('\n```', at) - 1);
  return stdout.slice(fence < 0 ? 0 : fence + 1);
}

interface Place {
  file: string;
  first: number;
  last: number;
}

/** "1. src/cart.js:3-8 total: the error comes from this line" */
function namedPlaces(answer: string): Place[] {
  return [...answer.matchAll(/^\d\. (\S+?):(\d+)(?:-(\d+))?[ :]/gm)].map(([, file = '', first, last = first]) => ({
    file,
    first: Number(first),
    last: Number(last),
  }));
}

function linesOf(folder: string, { file, first, last }: Place): string {
  const path = join(folder, file);
  if (!existsSync(path)) return '';
  return readFileSync(path, 'utf8')
    .split('\n')
    .slice(first - 1, last)
    .join('\n');
}

function functionBytes(folder: string, { truth, functions }: Exclude<Awaited<ReturnType<typeof faultyUnits>>, string>): number {
  return [...new Set(truth.map(({ file }) => file))].reduce((sum, file) => {
    const path = join(folder, file);
    const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
    const begins = Math.min(...(functions[file] ?? []).map(([first]) => first), lines.length + 1);
    const ranges = truth.filter((each) => each.file === file).map(({ range }) => range);
    const read = lines.filter((_, at) => at + 1 < begins || ranges.some(([first, last]) => first <= at + 1 && at + 1 <= last));
    return sum + Buffer.byteLength(read.join('\n'));
  }, 0);
}

function report(found: readonly { id: string; entry: Entry | undefined }[]): void {
  const judged = found.flatMap(({ id, entry }) => (entry && 'judged' in entry ? [{ id, ...entry.judged }] : []));
  const spreadOf = (values: readonly number[], digits: number): string =>
    [0.5, 0.9, 1].map((share) => percentile(values, share).toFixed(digits)).join(', ');
  printTable(`one call, ${judged.length} bugs`, [
    ['', 'p50, p90, most'],
    [
      'bytes of the answer',
      spreadOf(
        judged.map(({ answer }) => answer),
        0,
      ),
    ],
    [
      'to the output and the functions that it names',
      spreadOf(
        judged.map(({ answer, output, namedFunctions }) => answer / (output + namedFunctions)),
        2,
      ),
    ],
    [
      'to the output and the functions that hold the fix',
      spreadOf(
        judged.map(({ answer, output, functions }) => answer / (output + functions)),
        2,
      ),
    ],
    [
      'seconds',
      spreadOf(
        judged.map(({ seconds }) => seconds),
        0,
      ),
    ],
    ['a true function among the named', `${judged.filter(({ named }) => named).length} of ${judged.length}`],
  ]);
  const sum = (of: (each: Judged) => number): number => judged.reduce((all, each) => all + of(each), 0);
  printTable('claims and fixes', [
    ['invented claims that are verified', `${sum(({ claims }) => claims.verified)} of ${sum(({ claims }) => claims.invented)}`],
    ['true claims that are struck', `${sum(({ claims }) => claims.struck)} of ${sum(({ claims }) => claims.true)}`],
    ['repeated fixes that are recognised', `${sum(({ repeats }) => repeats.recognised)} of ${sum(({ repeats }) => repeats.repeated)}`],
    ['other fixes that are taken for one', `${sum(({ repeats }) => repeats.mistaken)} of ${sum(({ repeats }) => repeats.others)}`],
  ]);
  for (const { id, claims } of judged) for (const wrong of claims.wrong) console.log(`${id}: ${wrong}`);
  for (const { id, named, truth } of judged) if (!named) console.log(`${id}: no true function is named, ${truth.join(', ')}`);
  for (const { id, entry } of found) if (entry && 'problem' in entry) console.log(`${id}: ${entry.problem.slice(0, 300)}`);
  const left = found.filter(({ entry }) => !entry).length;
  console.log(left ? `\n${left} are left for further calls` : '\nDONE');
}

void main();
