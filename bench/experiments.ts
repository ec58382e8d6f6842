// What experiments prove on the real npm bugs: reproduced, canary held, right fixes gone, wrong ones never, symptoms flagged, and the
// right hunk blamed among others of the same day.
// usage: npm run bench:experiments -- [--limit N] [--package NAME] [--only verify|blame] [--others 5,15,40]
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { createTwoFilesPatch } from 'diff';
import { blameLimit } from '../src/core/experiments/blameChange';
import { ExperimentRunner } from '../src/node/experiments/experimentRunner';
import { runRecipe } from '../src/node/experiments/runRecipe';
import { readJudgedBugs, type JudgedBug, type JudgedBugs } from '../realBugs/judgedBugs';
import { installKey, majorOf } from '../realBugs/npm/bugList';
import { applyHunks, hunksByFile } from '../realBugs/npm/hunks';
import { MOCHA, installMocha } from '../realBugs/npm/mochaProgram';
import { PackageStore } from '../realBugs/npm/packageStore';
import { PairWorkspace } from '../realBugs/npm/pairWorkspace';
import { percentile, printTable } from './support/table';

const DAY = 24 * 60 * 60 * 1000;
const store = new PackageStore();
const { values: options } = parseArgs({
  options: {
    limit: { type: 'string', default: '1000' },
    package: { type: 'string' },
    only: { type: 'string' },
    others: { type: 'string', default: '5,15,40' },
  },
});

/** A bug laid out, with the texts of its files with and without the fix. */
interface LaidOut {
  bug: JudgedBug;
  folder: string;
  command: string[];
  /** Files that the fix changes: their text with the fault, and with the fix. */
  files: Map<string, { before: string | undefined; after: string }>;
  /** All source files with the fault. */
  sources: Readonly<Record<string, string>>;
}

type Kind = 'right' | 'nothing' | 'wrong' | 'symptom';

const outcomes: Record<Kind, Map<string, number>> = { right: new Map(), nothing: new Map(), wrong: new Map(), symptom: new Map() };
const isolations = new Map<string, number>();
const flagged = { gone: 0, noted: 0 };
const seconds: number[] = [];
const overhead: number[] = [];
const blamed = new Map<number, { right: number; found: number; tried: number; runs: number[]; seconds: number[]; over: number }>();
const failures: string[] = [];

async function main(): Promise<void> {
  installMocha();
  const list = readJudgedBugs();
  const bugs = list.bugs.filter((bug) => !options.package || bug.package === options.package);
  // Spread over the list, so that a few say something of all.
  const step = Math.max(1, bugs.length / Number(options.limit));
  let reproduced = 0;
  let tried = 0;
  for (let at = 0; at < bugs.length && tried < Number(options.limit); at += step) {
    const bug = bugs[Math.floor(at)];
    if (!bug) continue;
    tried += 1;
    const laidOut = await layOut(bug, list).catch((error: Error) => void failures.push(`${bug.id}: not laid out: ${error.message}`));
    if (!laidOut) continue;
    try {
      if (options.only !== 'blame' && (await verifyAll(laidOut))) reproduced += 1;
      if (options.only !== 'verify') for (const others of options.others.split(',').map(Number)) await blameAmong(laidOut, others);
    } catch (error) {
      failures.push(`${bug.id}: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      rmSync(laidOut.folder, { recursive: true, force: true });
    }
    process.stderr.write(`\r${tried} of ${Math.min(bugs.length, Number(options.limit))}`);
  }
  process.stderr.write('\n');
  report(tried, reproduced);
}

async function layOut(bug: JudgedBug, { installs }: JudgedBugs): Promise<LaidOut> {
  await store.fetch(bug.package, [bug.from, bug.to]);
  const ofLine = installKey({ ...bug, script: undefined });
  const key = [installKey(bug), ofLine].find((each) => each in installs) ?? ofLine;
  const place = join(store.home(bug.package), `judge-${key === ofLine ? majorOf(bug.to) : bug.from}`);
  if (!existsSync(join(place, 'node_modules'))) await store.install(bug.package, place, [], { ...installs[key] });
  const folder = join(place, `experiment-${process.pid}`);
  const workspace = PairWorkspace.layOut(folder, store.source(bug.package, bug.from), store.source(bug.package, bug.to));
  if (bug.script) write(folder, bug.test, bug.script);
  const files = new Map(
    [...hunksByFile(workspace.changes)].map(([file, hunks]) => {
      const before = workspace.before[file];
      return [
        file,
        {
          before,
          after: applyHunks(
            before ?? '',
            hunks.sort((a, b) => a.start - b.start),
          ),
        },
      ] as const;
    }),
  );
  const [program, ...rest] = bug.command;
  const command = program === 'mocha' ? [process.execPath, MOCHA.path, ...rest] : [process.execPath, ...rest];
  return { bug, folder, command, files, sources: workspace.before };
}

/** @returns whether the failure was reproduced */
async function verifyAll(laidOut: LaidOut): Promise<boolean> {
  const { bug, folder, command } = laidOut;
  const runner = new ExperimentRunner({ command, cwd: folder, root: folder });
  let reproduced = false;
  for (const [kind, diff] of fixesOf(laidOut)) {
    const { baseline, isolation, canary, seconds: took, verdict } = await runner.verify(diff);
    if (kind === 'right') {
      reproduced = baseline.outcome === 'fails';
      add(isolations, canary ? isolation : `none: ${verdict.notes[0] ?? ''}`.slice(0, 80));
      seconds.push(took);
    }
    add(outcomes[kind], verdict.outcome);
    if (kind === 'right' && verdict.outcome !== 'gone')
      failures.push(`${bug.id}: right fix ${verdict.outcome}: ${baseline.why ?? verdict.notes.join(' ')}`);
    if ((kind === 'nothing' || kind === 'wrong') && verdict.outcome === 'gone') failures.push(`${bug.id}: ${kind} fix gone`);
    if (kind !== 'symptom' || verdict.outcome !== 'gone') continue;
    flagged.gone += 1;
    if (verdict.notes.some((note) => note.startsWith('This may hide the symptom'))) flagged.noted += 1;
    else failures.push(`${bug.id}: symptom fix not flagged`);
  }
  const plain = await runRecipe({ command, cwd: folder });
  const [first] = laidOut.files;
  if (first) {
    const edits = [{ file: join(folder, first[0]), text: first[1].before ?? '' }];
    const overlaid = await runRecipe({ command, cwd: folder }, { edits });
    overhead.push(overlaid.wallMs / Math.max(1, plain.wallMs));
  }
  return reproduced;
}

/** The fix, one that changes nothing, one of something else, and one that only quietens the failure. */
function fixesOf({ bug, files, sources }: LaidOut): [Kind, string][] {
  const right = [...files].map(([file, { before, after }]) => patch(file, before, after)).join('\n');
  const truth = bug.truth[0];
  const text = sources[truth?.file ?? ''];
  if (!truth || text === undefined) return [['right', right]];
  const lines = text.split('\n');
  const shebang = lines[0]?.startsWith('#!') ? 1 : 0;
  const commented = [...lines.slice(0, shebang), '// looked at', ...lines.slice(shebang)].join('\n');
  const elsewhere = [...lines.slice(0, shebang), 'var looked_at = 0;', ...lines.slice(shebang)].join('\n');
  const quiet = [...lines.slice(0, shebang), 'process.exit(0);', ...lines.slice(shebang)].join('\n');
  return [
    ['right', right],
    ['nothing', patch(truth.file, text, commented)],
    ['wrong', patch(truth.file, text, elsewhere)],
    ['symptom', patch(truth.file, text, quiet)],
  ];
}

/** The fault as a change of today among others, the fixed version as what was there three days ago. */
async function blameAmong(laidOut: LaidOut, others: number): Promise<void> {
  const { bug, folder, command, files, sources } = laidOut;
  const git = (date: Date, ...args: string[]): void =>
    void execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-c', 'commit.gpgSign=false', ...args], {
      cwd: folder,
      stdio: 'ignore',
      env: { ...process.env, GIT_AUTHOR_DATE: date.toISOString(), GIT_COMMITTER_DATE: date.toISOString() },
    });
  rmSync(join(folder, '.git'), { recursive: true, force: true });
  for (const [file, { after }] of files) write(folder, file, after);
  git(new Date(), 'init', '-q');
  git(new Date(Date.now() - 3 * DAY), 'add', '-A');
  git(new Date(Date.now() - 3 * DAY), 'commit', '-q', '-m', 'works');
  for (const [file, { before }] of files) {
    if (before === undefined) rmSync(join(folder, file), { force: true });
    else write(folder, file, before);
  }
  for (const [file, text] of Object.entries(withOthers(laidOut, others))) write(folder, file, text);
  const entry = blamed.get(others) ?? { right: 0, found: 0, tried: 0, runs: [], seconds: [], over: 0 };
  blamed.set(others, entry);
  entry.tried += 1;
  const { runs, seconds: took, verdict } = await new ExperimentRunner({ command, cwd: folder, root: folder }).blame(Date.now() - DAY);
  entry.runs.push(runs);
  entry.seconds.push(took);
  if (runs > blameLimit(others + 1)) entry.over += 1;
  if (verdict.outcome !== 'found') failures.push(`${bug.id}: blame among ${others}: ${verdict.outcome}: ${verdict.notes.join(' ')}`);
  else entry.found += 1;
  // Lines move by what was put in above: the text of the change tells.
  const near = bug.truth.some(({ file, lines }) => {
    const own = (sources[file] ?? '').split('\n');
    const window = new Set(
      lines
        .flatMap((line) => own.slice(Math.max(0, line - 4), line + 3))
        .map((line) => line.trim())
        .filter(Boolean),
    );
    return verdict.changes.some(
      (change) => change.file === file && change.diff.split('\n').some((line) => window.has(line.slice(1).trim())),
    );
  });
  if (near) entry.right += 1;
  else if (verdict.outcome === 'found')
    failures.push(`${bug.id}: blame among ${others}: ${verdict.changes.map(({ file, startLine }) => `${file}:${startLine}`).join()}`);
}

/** The files with the fault, and as many hunks that change nothing, spread over the package. */
function withOthers({ files, sources }: LaidOut, count: number): Record<string, string> {
  const names = Object.keys(sources).filter((file) => /\.[cm]?js$/.test(file));
  const texts: Record<string, string> = {};
  let left = count;
  for (let round = 0; left > 0 && round < 40; round++) {
    for (const file of names) {
      if (left === 0) break;
      const lines = (texts[file] ?? files.get(file)?.before ?? sources[file] ?? '').split('\n');
      const at = lines.findIndex(
        (line, index) => index > 4 + round * 9 && /^\s*(?:var|const|let|function)\b/.test(line) && lines[index - 1]?.trim() === '',
      );
      if (at < 0) continue;
      lines.splice(at, 0, `${/^\s*/.exec(lines[at] ?? '')?.[0] ?? ''}// other change ${left}`);
      texts[file] = lines.join('\n');
      left -= 1;
    }
  }
  return texts;
}

function patch(file: string, before: string | undefined, after: string): string {
  const text = createTwoFilesPatch(`a/${file}`, `b/${file}`, before ?? '', after, '', '').replace(/^={5,}\n/, '');
  return before === undefined ? text.replace(/^--- .*$/m, '--- /dev/null') : text;
}

function write(folder: string, file: string, text: string): void {
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  const now = new Date();
  utimesSync(path, now, now);
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function report(tried: number, reproduced: number): void {
  const said = (counts: ReadonlyMap<string, number>): string => [...counts].map(([outcome, count]) => `${outcome} ${count}`).join(', ');
  if (options.only !== 'blame')
    printTable(`verify on ${tried} real npm bugs`, [
      ['reproduced', `${reproduced} of ${tried}`],
      ['canary held', said(isolations)],
      ['right fix', said(outcomes.right)],
      ['fix that changes nothing', said(outcomes.nothing)],
      ['fix of something else', said(outcomes.wrong)],
      ['fix that quietens', said(outcomes.symptom)],
      ['of these gone, flagged', `${flagged.noted} of ${flagged.gone}`],
      ['seconds, median and p90', `${percentile(seconds, 0.5)}, ${percentile(seconds, 0.9)}`],
      ['overlay to plain run, median', percentile(overhead, 0.5).toFixed(2)],
    ]);
  if (blamed.size)
    printTable('blame', [
      ['other hunks', 'found', 'right hunk', 'runs (median)', 'over the limit', 'seconds (median)'],
      ...[...blamed].map(([others, entry]) => [
        others,
        `${entry.found} of ${entry.tried}`,
        `${entry.right} of ${entry.tried}`,
        percentile(entry.runs, 0.5),
        entry.over,
        percentile(entry.seconds, 0.5),
      ]),
    ]);
  if (failures.length) console.log(`\n${failures.join('\n')}`);
}

void main();
