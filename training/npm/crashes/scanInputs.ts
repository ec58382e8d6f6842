import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from '../runCommand';

/** An input and which of the driver's calls it is given to (0-based). */
export interface ScanTask {
  input: string;
  call: number;
}

/** What came of a task: it went through, it crashed as code does that did not expect its input, or neither is known. */
export type Outcome = { kind: 'through' } | { kind: 'crash'; message: string; at: string } | { kind: 'other' };

const PROGRAM = fileURLToPath(new URL('scanProgram.mjs', import.meta.url));
const MARK = '\u0001';
/** Errors that nobody throws on purpose to refuse an input. */
const UNEXPECTED = /^(?:TypeError|RangeError|ReferenceError)$/;
const MOST_STARTS = 8;

interface Line {
  start?: number;
  index?: number;
  error?: { name: string; message: string; at: string };
}

/**
 * Gives inputs to one unpacked version of a package.
 * @param root the version's folder, with its dependencies in reach
 * @param calls see CrashDriver
 * @param milliseconds that all of it may take; what is not reached is `other`
 * @returns an outcome for each task, in order
 */
export async function scanInputs(
  root: string,
  calls: readonly string[],
  tasks: readonly ScanTask[],
  milliseconds: number,
): Promise<Outcome[]> {
  const outcomes = tasks.map((): Outcome => ({ kind: 'other' }));
  const job = join(dirname(root), 'scan-job.json');
  mkdirSync(dirname(job), { recursive: true });
  const end = Date.now() + milliseconds;
  let from = 0;
  for (let starts = 0; starts < MOST_STARTS && from < tasks.length; starts++) {
    const left = end - Date.now();
    if (left < 200) break;
    writeFileSync(job, JSON.stringify({ root, calls, tasks, from }));
    const { text } = await runCommand(root, [process.execPath, PROGRAM, job], left);
    let last = from - 1;
    for (const line of text.split('\n')) {
      if (!line.startsWith(MARK)) continue;
      const { start, index, error } = JSON.parse(line.slice(1)) as Line;
      if (start !== undefined) last = start;
      if (index !== undefined) outcomes[index] = outcomeOf(error);
    }
    // An input that ended the process or its time is passed over; where none was begun the package does not load.
    if (last < from) break;
    from = last + 1;
  }
  return outcomes;
}

function outcomeOf(error: Line['error']): Outcome {
  if (!error) return { kind: 'through' };
  return UNEXPECTED.test(error.name) && error.at !== '' ? { kind: 'crash', message: error.message, at: error.at } : { kind: 'other' };
}

/** Whether two crashes are the same but for line numbers, which move from version to version. */
export function sameCrash(one: Outcome, other: Outcome): boolean {
  return one.kind === 'crash' && other.kind === 'crash' && one.message === other.message && functionOf(one.at) === functionOf(other.at);
}

function functionOf(frame: string): string {
  return frame.replace(/\(?[^()\s]*:\d+:\d+\)?$/, '').trim();
}
