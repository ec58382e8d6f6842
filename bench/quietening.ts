// Patches with which a failing test passes although nothing is mended, in small projects of several languages and runners, and right fixes:
// how many of the former are called gone without a word, and how many of the latter are not gone, or carry a note. jest and vitest come from
// npm's registry. Ends after --seconds and continues at the next call. With --wavering, that many proofs of a patch without effect, and of a
// right one, for failures that show in 10 to 90 % of the runs: what is decided, with runs that are made up.
// usage: npm run bench:quietening -- [--only PART_OF_PROJECT_OR_KIND …] [--right] [--seconds N] [--jobs N] [--results FILE] [--say] [--wavering N]
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { packagedGrammars } from '../realBugs/packagedGrammars';
import { openSyntax, openTrees } from '../src/core/syntax/openSyntax';
import { textHash } from '../src/core/workspace/textHash';
import { ExperimentRunner } from '../src/node/experiments/experimentRunner';
import { inParallel } from '../src/node/inParallel';
import { gone } from '../test/support/waveringTries';
import { patchOf } from './experiments/verifyBug';
import { PROJECTS, type QuietProject } from './quietening/projects';
import type { QuietPatch } from './quietening/patches/quietPatch';
import { quietPatches, rightFixes } from './quietening/quietPatches';
import { resultsPath } from './support/benchBugs';
import { ResultsFile } from './support/resultsFile';
import { printTable } from './support/table';

interface Tried {
  outcome: string;
  notes: string[];
  runs: number;
  seconds: number;
}
type Entry = Tried | { problem: string };

const syntax = openSyntax(packagedGrammars);
const parse = openTrees(packagedGrammars);

async function main(): Promise<void> {
  const { values: options } = parseArgs({
    options: {
      only: { type: 'string', multiple: true, default: [] },
      right: { type: 'boolean', default: false },
      say: { type: 'boolean', default: false },
      wavering: { type: 'string' },
      seconds: { type: 'string', default: 'Infinity' },
      jobs: { type: 'string', default: '1' },
      results: { type: 'string', default: resultsPath('quietening') },
    },
  });
  if (options.wavering !== undefined) return tellWavering(Number(options.wavering));
  const results = new ResultsFile<Entry>(options.results);
  const end = performance.now() + 1000 * Number(options.seconds);
  const listed = PROJECTS.flatMap((project) => [...quietPatches(project), ...rightFixes(project)].map((patch) => ({ project, patch })));
  const chosen = listed.filter(
    (each) => options.only.every((part) => keyOf(each).includes(part)) && (!options.right || each.patch.kind === 'right'),
  );
  await inParallel(PROJECTS, Number(options.jobs), async (project) => {
    const left = chosen.filter((each) => each.project === project && !results.has(keyOf(each)));
    if (!left.length || performance.now() > end) return;
    await inFolder(project, async (folder) => {
      for (const each of left) {
        if (performance.now() > end) break;
        process.stderr.write(`${keyOf(each)}\n`);
        results.add(keyOf(each), await tryPatch(folder, project, each.patch).catch((error: unknown) => ({ problem: String(error) })));
      }
    });
  });
  report(
    chosen.flatMap((each) => {
      const entry = results.get(keyOf(each));
      return entry ? [{ key: keyOf(each), kind: each.patch.kind, entry }] : [];
    }),
    options.say,
  );
  const open = chosen.filter((each) => !results.has(keyOf(each))).length;
  console.log(open ? `\n${open} of ${chosen.length} are left for further calls` : '\nDONE');
}

async function tellWavering(tries: number): Promise<void> {
  const rows: (string | number)[][] = [];
  for (let tenth = 1; tenth <= 9; tenth++) {
    const rate = tenth / 10;
    const [none, right] = [await gone(tries, tenth, () => [rate, rate]), await gone(tries, 10 + tenth, () => [rate, 0])];
    rows.push([`${10 * tenth} %`, none.found, none.runs.toFixed(1), right.found, right.runs.toFixed(1)]);
  }
  printTable(`Of ${tries} patches each, for a failure that shows so often`, [
    ['', 'without effect, gone', 'runs', 'right, gone', 'runs'],
    ...rows,
  ]);
}

/** Another patch, or another command, is another entry. */
function keyOf({ project, patch }: { project: QuietProject; patch: QuietPatch }): string {
  const what = JSON.stringify([patch.files, patch.command ?? project.command(patch.test)]);
  return `${project.name} ${textHash(what)} ${patch.kind} (${patch.test})`;
}

async function inFolder(project: QuietProject, use: (folder: string) => Promise<void>): Promise<void> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'quietening-')));
  try {
    writeAll(folder, project.files);
    for (const line of project.install ?? []) execFileSync('sh', ['-c', line], { cwd: folder, stdio: 'ignore' });
    await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeAll(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
}

async function tryPatch(folder: string, project: QuietProject, { test, files, command }: QuietPatch): Promise<Tried> {
  // A command of its own runs the test by a script of the package, which makes its files first.
  const npm = command && {
    'package.json': JSON.stringify({ scripts: { pretest: 'node make.js', test: project.command(test).join(' ') } }),
    'make.js': '// Nothing has to be made.\n',
  };
  if (npm) writeAll(folder, npm);
  try {
    const before = { ...project.files, ...npm };
    const diff = Object.entries(files)
      .map(([file, text]) => patchOf(file, before[file as keyof typeof before], text))
      .join('\n');
    // What starts this bench may tell npm to leave out the scripts before others.
    const env = { npm_config_ignore_scripts: undefined };
    const runner = new ExperimentRunner({ command: command ?? project.command(test), cwd: folder, root: folder, env });
    const { verdict, baseline, runs, seconds } = await runner.verify(diff, syntax, parse);
    if (!verdict.wasRed) throw new Error(`it does not fail without the patch: ${baseline.why ?? ''}`);
    return { outcome: verdict.unproven ? 'unproven' : verdict.outcome, notes: verdict.notes, runs, seconds };
  } finally {
    writeAll(folder, project.files);
    if (npm && existsSync(join(folder, 'make.js'))) rmSync(join(folder, 'make.js'));
  }
}

function report(tried: readonly { key: string; kind: string; entry: Entry }[], say: boolean): void {
  const done = tried.flatMap(({ key, kind, entry }) => ('problem' in entry ? [] : [{ key, kind, ...entry }]));
  const rows = [...new Set(done.map(({ kind }) => kind))].map((kind) => {
    const of = done.filter((each) => each.kind === kind);
    const gone = of.filter(({ outcome }) => outcome === 'gone');
    const noted = gone.filter(({ notes }) => notes.length > 0);
    return [kind, of.length, of.length - gone.length, noted.length, gone.length - noted.length];
  });
  printTable('Patches that make a test pass', [['', 'tried', 'not gone', 'gone, with a note', 'gone, without'], ...rows]);
  const quiet = done.filter(({ kind }) => kind !== 'right');
  const silent = quiet.filter(({ outcome, notes }) => outcome === 'gone' && notes.length === 0);
  const right = done.filter(({ kind }) => kind === 'right');
  const lost = right.filter(({ outcome }) => outcome !== 'gone');
  const marked = right.filter(({ outcome, notes }) => outcome === 'gone' && notes.length > 0);
  const median = (values: number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  console.log(`\n${quiet.length} that mend nothing: ${silent.length} gone without a word`);
  console.log(
    `${right.length} right fixes: ${lost.length} not gone, ${marked.length} with a note; ${median(right.map(({ runs }) => runs))} runs at the median`,
  );
  const shown = say ? done : [...silent, ...lost, ...marked];
  for (const { key, outcome, notes } of shown) console.log(`  ${key}: ${outcome}: ${notes.join(' ')}`);
  for (const { key, entry } of tried) if ('problem' in entry) console.log(`  ${key}: not tried: ${entry.problem.slice(0, 300)}`);
}

void main();
