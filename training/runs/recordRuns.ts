// Runs the failing tests and programs of the real faults for training with the product's instruments, and stores each with its case in
// training/out/runs/, where known ones are not run again; encodeRuns.ts makes the learner's input of them.
// usage: npx tsx training/runs/recordRuns.ts [--older DIR,…] [--out FOLDER] [--minutes N] [--jobs N] [--only PACKAGE,…]
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isHeldOut } from '../../realBugs/packageSplit';
import { runCommand } from '../../realBugs/npm/runCommand';
import { groupBy } from '../../src/core/groupBy';
import { OUT } from '../trainingFiles';
import { npmFaults } from './npmFaults';
import { pythonFaults } from './pythonFaults';
import type { RunJob, TrainingFault } from './runJob';

/** Limit for the runs of one fault, ms. */
const LONGEST = 150_000;

const { values } = parseArgs({
  options: {
    /** Folders of older Python libraries, newest first: without them only npm's faults are run. */
    older: { type: 'string', default: '' },
    out: { type: 'string', default: join(OUT, 'runs') },
    minutes: { type: 'string', default: 'Infinity' },
    jobs: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
});
const out = resolve(values.out);
const root = resolve(__dirname, '../..');
const end = performance.now() + 60_000 * Number(values.minutes);

async function main(): Promise<void> {
  mkdirSync(out, { recursive: true });
  const only = values.only?.split(',');
  const left = inOrder([...pythonFaults(values.older), ...npmFaults()].filter((fault) => !only || only.includes(fault.package)));
  const busy = new Set<string>();
  const worker = async (): Promise<void> => {
    while (performance.now() < end) {
      // The faults of a package share a folder.
      const at = left.findIndex((fault) => !busy.has(fault.package));
      const [fault] = at < 0 ? [] : left.splice(at, 1);
      if (!fault) return;
      busy.add(fault.package);
      await record(fault);
      busy.delete(fault.package);
    }
  };
  await Promise.all(Array.from({ length: Number(values.jobs) }, worker));
}

/**
 * First those of held-out packages, which the ranking that the runs are weighed against never saw; of these, one of each package, then a
 * second one of each: many of one package tell less than as many of several.
 */
function inOrder(faults: readonly TrainingFault[]): TrainingFault[] {
  const rounds = [...groupBy(faults, ({ package: name }) => name).values()].flatMap((own) => own.map((fault, round) => ({ fault, round })));
  return rounds
    .map((each) => ({ ...each, held: Number(isHeldOut(each.fault.package)), place: digest(each.fault.package) }))
    .sort((a, b) => b.held - a.held || a.round - b.round || (a.place < b.place ? -1 : 1))
    .map(({ fault }) => fault);
}

async function record(fault: TrainingFault): Promise<void> {
  const file = join(out, `${digest(fault.id)}.json.gz`);
  if (existsSync(file)) return;
  const began = performance.now();
  const ends = await lookInto(fault, file).catch((error: Error) => error.message.slice(0, 300));
  console.log(`${Math.round((performance.now() - began) / 1000)} s ${fault.id}: ${ends}`);
}

/** In a program of its own, without a network: the code of strangers runs there. @returns how it ended */
async function lookInto(fault: TrainingFault, file: string): Promise<string> {
  const laidOut = await fault.layOut();
  const { workspace } = laidOut;
  const job: RunJob = { ...laidOut, out: file };
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
