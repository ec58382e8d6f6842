// Runs the failing tests and programs of the real npm faults for training with the product's instruments, and stores each with its case in
// training/out/runs/, where known ones are not run again; encodeRuns.ts makes the learner's input of them.
// usage: npx tsx training/runs/recordRuns.ts [--out FOLDER] [--minutes N] [--jobs N] [--only PACKAGE,…]
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { packagePart, isHeldOut } from '../../realBugs/packageSplit';
import { type NpmBug, bugId, readBugList } from '../../realBugs/npm/bugList';
import { installMocha } from '../../realBugs/npm/mochaProgram';
import { PackageStore } from '../../realBugs/npm/packageStore';
import { runCommand } from '../../realBugs/npm/runCommand';
import { commandsOf } from '../../realBugs/npm/runnableNpmBug';
import { prepareBug } from '../npm/prepareBug';
import { groupBy } from '../../src/core/groupBy';
import { OUT } from '../trainingFiles';
import type { RunJob } from './runJob';

/** Limit for the runs of one fault, ms. */
const LONGEST = 150_000;

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: join(OUT, 'runs') },
    minutes: { type: 'string', default: 'Infinity' },
    jobs: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
});
const out = resolve(values.out);
const root = resolve(__dirname, '../..');
const store = new PackageStore();
const list = readBugList(join(root, 'training/npm/bugs.json'));
const end = performance.now() + 60_000 * Number(values.minutes);

async function main(): Promise<void> {
  mkdirSync(out, { recursive: true });
  installMocha();
  const only = values.only?.split(',');
  const packages = groupBy(
    faults().filter((bug) => !only || only.includes(bug.package)),
    ({ package: name }) => name,
  );
  // Held-out packages first: the ranking that the runs are weighed against never saw them.
  const order = [...packages].sort(([a], [b]) => Number(isHeldOut(b)) - Number(isHeldOut(a)) || (digest(a) < digest(b) ? -1 : 1));
  const work = order[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (const [, bugs] of work) for (const bug of bugs) if (performance.now() < end) await record(bug);
  };
  await Promise.all(Array.from({ length: Number(values.jobs) }, worker));
}

/** One failure of each fault. */
function faults(): NpmBug[] {
  const seen = new Set<string>();
  return list.bugs.filter((bug) => {
    const fault = `${bug.package} ${bug.fault}`;
    if (packagePart(bug.package) !== 'training' || seen.has(fault)) return false;
    seen.add(fault);
    return true;
  });
}

async function record(bug: NpmBug): Promise<void> {
  const id = bugId(bug);
  const file = join(out, `${digest(id)}.json.gz`);
  if (existsSync(file)) return;
  const began = performance.now();
  const ends = await lookInto(bug, id, file).catch((error: Error) => error.message.slice(0, 300));
  console.log(`${Math.round((performance.now() - began) / 1000)} s ${id}: ${ends}`);
}

/** In a program of its own, without a network: the code of strangers runs there. @returns how it ended */
async function lookInto(bug: NpmBug, id: string, file: string): Promise<string> {
  const { workspace, text } = await prepareBug(bug, { store, list, work: 'runs' });
  const { wide, test } = commandsOf(bug);
  const { package: name, kind, truth } = bug;
  const job: RunJob = { id, bug: { package: name, kind, truth }, workspace, text, wide, ...(test !== undefined && { test }), out: file };
  const given = join(workspace, '..', 'job.json');
  writeFileSync(given, JSON.stringify(job));
  const program = [process.execPath, '--import', join(root, 'node_modules/tsx/dist/loader.mjs'), join(__dirname, 'recordRun.ts'), given];
  const run = await runCommand(root, program, LONGEST, join(workspace, '..', 'home'));
  rmSync(workspace, { recursive: true, force: true });
  return run.text.trim().slice(-300) || `ended with ${String(run.code)}`;
}

function digest(text: string): string {
  return createHash('sha1').update(text).digest('hex').slice(0, 12);
}

void main();
