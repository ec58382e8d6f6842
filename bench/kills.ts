// Kills the process that proves a fix, or the one that keeps its runs, at random moments of its whole duration, and looks for remains:
// processes, changed bytes in the workspace and beside it, mounts, folders. Every way of isolation is killed, with a program of Node and one
// of Python; of the ends of the first kind a third are SIGTERM and SIGINT, the others SIGKILL. The next start restores what was edited in
// place. Linux only.
// usage: npm run bench:kills -- [--limit N] [--isolation WAY] [--seconds N] [--jobs N] [--results FILE]
import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Isolation } from '../src/core/experiments/experiment';
import { restoreLeftJournals } from '../src/node/experiments/inPlaceJournal';
import { removeLeftFolders } from '../src/node/experiments/runFolder';
import { bundleProof, changedFiles, isOutsideUntouched, layOut, type ProgramName } from './kills/killedProgram';
import { resultsPath } from './support/benchBugs';
import { ResultsFile } from './support/resultsFile';
import { percentile, printTable } from './support/table';

const ALL_WAYS: readonly Isolation[] = ['namespace', 'copy', 'inPlace'];
const NAMES: readonly ProgramName[] = ['node', 'python'];
const SIGNALS: readonly NodeJS.Signals[] = ['SIGKILL', 'SIGKILL', 'SIGTERM', 'SIGKILL', 'SIGKILL', 'SIGINT'];
/** ms that remaining processes may take to end: a supervisor first asks them to, and then kills them. */
const PATIENCE = 10_000;
/** ms that an experiment may take whose run was killed. */
const LONGEST_END = 120_000;
/** Times that a moment is drawn anew because the experiment ended before it. */
const DRAWS = 5;

interface Kill {
  isolation: Isolation;
  signal: NodeJS.Signals;
  /** The step that was under way. */
  phase: string;
  /** ms from the signal until no process was left, or the patience was over. */
  wait: number;
  victim: Victim;
  /** What was still there: command lines, files, mounts, folders. */
  processes: string[];
  mounts: string[];
  bytes: string[];
  folders: string[];
}

/** The experiment, or what keeps the namespace or the processes of its run. */
type Victim = 'experiment' | 'keeper';

interface Case {
  victim: Victim;
  isolation: Isolation;
  program: ProgramName;
  signal: NodeJS.Signals;
}

interface Started extends Case {
  id: string;
  workspace: string;
  state: string;
  child: ChildProcess;
  steps: string[];
  ended: Promise<void>;
}

async function main(): Promise<void> {
  const { values: options } = parseArgs({
    options: {
      limit: { type: 'string', default: '1000' },
      isolation: { type: 'string', default: '' },
      seconds: { type: 'string', default: 'Infinity' },
      jobs: { type: 'string', default: '4' },
      results: { type: 'string', default: resultsPath('kills') },
    },
  });
  const ways = ALL_WAYS.filter((way) => way.includes(options.isolation));
  const end = performance.now() + 1000 * Number(options.seconds);
  const results = new ResultsFile<Kill>(options.results);
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'kills-')));
  // Other programs' run folders are none of this bench's business.
  process.env['TMPDIR'] = join(folder, 'tmp');
  mkdirSync(process.env['TMPDIR']);
  const left = Array.from({ length: Number(options.limit) }, (_, at) => at).filter((at) => !results.has(String(at)));
  const jobs = Number(options.jobs);
  try {
    await bundleProof(join(folder, 'proof.cjs'));
    const durations = left.length ? await measureDurations(folder, jobs, ways) : new Map<string, number>();
    const work = async (): Promise<void> => {
      for (let at = left.shift(); at !== undefined && performance.now() < end; at = left.shift()) {
        results.add(String(at), await killOnce(folder, caseOf(at, ways), durations));
        process.stderr.write(`\r${at + 1} of ${options.limit}`);
      }
    };
    await Promise.all(Array.from({ length: jobs }, work));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const kills = Array.from({ length: Number(options.limit) }, (_, at) => results.get(String(at))).filter((kill) => kill !== undefined);
  if (report(kills, ways)) process.exitCode = 1;
}

function caseOf(at: number, ways: readonly Isolation[]): Case {
  const round = Math.floor(at / ways.length);
  const victim = Math.floor(round / 2) % 2 ? 'keeper' : 'experiment';
  return {
    victim,
    isolation: ways[at % ways.length] ?? 'namespace',
    program: NAMES[round % 2] ?? 'node',
    signal: (victim === 'keeper' ? undefined : SIGNALS[Math.floor(round / 4) % SIGNALS.length]) ?? 'SIGKILL',
  };
}

/** ms that each kind of experiment takes when nobody kills it, while as many run at once as later. */
async function measureDurations(folder: string, jobs: number, ways: readonly Isolation[]): Promise<Map<string, number>> {
  const durations = new Map<string, number>();
  const cases = ways.flatMap((isolation) =>
    NAMES.map((program): Case => ({ victim: 'experiment', isolation, program, signal: 'SIGKILL' })),
  );
  const measure = async (): Promise<void> => {
    for (let each = cases.shift(); each; each = cases.shift()) {
      const begun = performance.now();
      const started = start(folder, each);
      await started.ended;
      const name = `${each.isolation} ${each.program}`;
      durations.set(name, performance.now() - begun);
      if (!/^outcome: (?:gone|unresolved Unproven)/.test(started.steps.at(-1) ?? '')) throw new Error(`${name}: ${started.steps.join('; ')}`);
      const remains = [
        ...processesOf(started.id),
        ...changedFiles(each.program, started.workspace, each.isolation === 'inPlace'),
        ...foldersOf(started.child.pid),
      ];
      if (remains.length) throw new Error(`${name} leaves ${remains.join(', ')} without a kill`);
      process.stderr.write(`${name}: ${Math.round(durations.get(name) ?? 0)} ms\n`);
    }
  };
  await Promise.all(Array.from({ length: jobs }, measure));
  return durations;
}

async function killOnce(folder: string, chosen: Case, durations: ReadonlyMap<string, number>): Promise<Kill> {
  const duration = durations.get(`${chosen.isolation} ${chosen.program}`) ?? 0;
  for (let draw = 1; ; draw++) {
    const started = start(folder, chosen);
    await Promise.race([sleep(Math.random() * duration), started.ended]);
    const over = started.child.exitCode !== null || started.child.signalCode !== null;
    const keeper = chosen.victim === 'keeper' ? keeperOf(started.id) : undefined;
    if ((over || (chosen.victim === 'keeper' && keeper === undefined)) && draw < DRAWS) {
      await ended(started);
      rmSync(started.workspace, { recursive: true });
      continue;
    }
    return kill(started, keeper);
  }
}

/** Lets an experiment end that has no victim at this moment. */
async function ended({ child, ended: end }: Started): Promise<void> {
  child.kill('SIGTERM');
  await end;
}

/** A process that keeps a run of an experiment. */
function keeperOf(id: string): number | undefined {
  const all = processesOf(id).filter((words) => /unshare .*enterNamespace\.sh|nsenter |supervisor\.cjs/.test(words));
  const chosen = all[Math.floor(Math.random() * all.length)];
  return chosen === undefined ? undefined : Number(chosen.split(' ', 1)[0]);
}

function start(folder: string, chosen: Case): Started {
  const id = randomUUID();
  const [workspace, state] = [join(folder, id, 'workspace'), join(folder, id, 'state')];
  layOut(chosen.program, workspace);
  const child = spawn(process.execPath, [join(folder, 'proof.cjs'), workspace, chosen.isolation, chosen.program], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, KILLED_EXPERIMENT: id, XDG_STATE_HOME: state },
  });
  const steps: string[] = [];
  child.stdout.on('data', (chunk: Buffer) => steps.push(...chunk.toString('utf8').trim().split('\n')));
  return { ...chosen, id, workspace, state, child, steps, ended: new Promise((resolve) => child.once('exit', () => resolve())) };
}

/** @param keeper killed instead of the experiment, which then ends by itself */
async function kill({ id, workspace, state, child, steps, ended, ...chosen }: Started, keeper?: number): Promise<Kill> {
  const phase = (steps.at(-1) ?? 'starting').replace(/, \d+$/, '').replace(/^outcome.*/, 'after the outcome');
  if (keeper === undefined) child.kill(chosen.signal);
  else {
    quietly(() => process.kill(keeper, 'SIGKILL'));
    await Promise.race([ended, sleep(LONGEST_END)]);
  }
  const begun = Date.now();
  while (Date.now() - begun < PATIENCE && processesOf(id).length) await sleep(50);
  const wait = Date.now() - begun;
  const processes = processesOf(id);
  for (const pid of processes) process.kill(Number(pid.split(' ', 1)[0]), 'SIGKILL');
  await ended;
  // Isolated experiments never touch the workspace; edits in place are reverted by the next start.
  const before = chosen.isolation === 'inPlace' ? [] : changedFiles(chosen.program, workspace, false);
  await removeLeftFolders();
  await restoreLeftJournals(join(state, 'debug-with-context', 'in-place'));
  const outside = chosen.isolation === 'namespace' && !isOutsideUntouched(workspace) ? ['outside.txt'] : [];
  const bytes = [...new Set([...before, ...outside, ...changedFiles(chosen.program, workspace, chosen.isolation === 'inPlace')])];
  const mounts = readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .filter((line) => line.includes(`debug-context-${child.pid}-`));
  const folders = foldersOf(child.pid);
  if (!bytes.length) rmSync(join(workspace, '..'), { recursive: true, force: true });
  const { victim, isolation, signal } = chosen;
  return { victim: keeper === undefined ? 'experiment' : victim, isolation, signal, phase, wait, processes, bytes, mounts, folders };
}

function quietly(action: () => void): void {
  try {
    action();
  } catch {
    // It has ended already.
  }
}

/** Processes of an experiment: its id is in the environment they were started with. */
function processesOf(id: string): string[] {
  return readdirSync('/proc').flatMap((pid) => {
    if (!/^\d+$/.test(pid)) return [];
    try {
      if (!readFileSync(`/proc/${pid}/environ`, 'latin1').includes(`KILLED_EXPERIMENT=${id}`)) return [];
      // A zombie has no command line.
      const words = readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ');
      return words ? [`${pid} ${words}`] : [];
    } catch {
      return [];
    }
  });
}

function foldersOf(pid: number | undefined): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith(`debug-context-${pid}-`));
}

/** @returns whether anything was left behind */
function report(kills: readonly Kill[], ways: readonly Isolation[]): boolean {
  const phases = [...new Set(kills.map(({ phase }) => phase))].sort();
  printTable(`${kills.length} kills at random moments, by the step under way`, [
    ['', ...ways],
    ...phases.map((phase) => [phase, ...ways.map((way) => kills.filter((kill) => kill.phase === phase && kill.isolation === way).length)]),
    ...[...new Set(SIGNALS)].map((signal) => [
      signal,
      ...ways.map((way) => kills.filter((kill) => kill.signal === signal && kill.isolation === way).length),
    ]),
    ['of what keeps a run', ...ways.map((way) => kills.filter((kill) => kill.victim === 'keeper' && kill.isolation === way).length)],
  ]);
  const count = (what: 'processes' | 'bytes' | 'mounts' | 'folders'): number[] =>
    ways.map((way) => kills.filter((kill) => kill.isolation === way && kill[what].length).length);
  const waits = kills.map(({ wait }) => wait);
  printTable('Left behind', [
    ['', ...ways],
    ['a process', ...count('processes')],
    ['a changed byte after the next start', ...count('bytes')],
    ['a mount', ...count('mounts')],
    ['a folder after the next start', ...count('folders')],
  ]);
  printTable('ms until all processes were gone', [
    ['median', percentile(waits, 0.5)],
    ['longest', Math.max(...waits)],
  ]);
  const dirty = kills.filter(({ processes, bytes, mounts, folders }) => processes.length + bytes.length + mounts.length + folders.length);
  for (const kill of dirty) console.log(JSON.stringify(kill));
  return dirty.length > 0;
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

void main();
