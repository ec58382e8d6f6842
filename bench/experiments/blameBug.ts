import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { applyPatch } from 'diff';
import type { RunnableBug } from '../../realBugs/runnableBug';
import { blameLimit } from '../../src/core/experiments/blameChange';
import { compareFailures } from '../../src/core/experiments/compareFailures';
import { lineHunks } from '../../src/core/experiments/lineHunks';
import { ExperimentRunner } from '../../src/node/experiments/experimentRunner';
import { runRecipe } from '../../src/node/experiments/runRecipe';
import { otherChanges, write, type OtherChanges } from './otherChanges';

const DAY = 24 * 60 * 60 * 1000;
/** Choices of other changes that are tried until one keeps what the test does. */
const MOST_TRIES = 4;

/** The result of blame when the fault is one of several changes of today. */
export interface BlameOutcome {
  outcome: 'found' | 'notRecent' | 'unresolved';
  /** The fault's own hunk is among those found. */
  right: boolean;
  /** Number of hunks found, and of those that are not the fault's. */
  hunks: number;
  wrong: number;
  /** The hunks beside the fault, by kind. */
  planted: OtherChanges['kinds'];
  runs: number;
  seconds: number;
  /** Blame took more runs than promised. */
  over: boolean;
  notes: string[];
}

/**
 * The fault as one of several changes of today, with the fixed version as the state of three days ago.
 * @throws if no choice of other changes keeps the failure and the passing test
 */
export async function blameBug(bug: RunnableBug, count: number): Promise<BlameOutcome> {
  const { folder, command, files } = bug;
  const git = (date: Date, ...args: string[]): void =>
    void execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-c', 'commit.gpgSign=false', ...args], {
      cwd: folder,
      stdio: 'ignore',
      env: { ...process.env, GIT_AUTHOR_DATE: date.toISOString(), GIT_COMMITTER_DATE: date.toISOString() },
    });
  const others = await harmlessChanges(bug, count);
  rmSync(join(folder, '.git'), { recursive: true, force: true });
  for (const [file, { before }] of others.files) write(folder, file, before);
  for (const [file, { after }] of files) write(folder, file, after);
  git(new Date(), 'init', '-q');
  git(new Date(Date.now() - 3 * DAY), 'add', '-A');
  git(new Date(Date.now() - 3 * DAY), 'commit', '-q', '-m', 'works');
  for (const [file, { before }] of files) write(folder, file, before);
  for (const [file, { after }] of others.files) write(folder, file, after);
  const { runs, seconds, verdict } = await new ExperimentRunner({ command, cwd: folder, root: folder }).blame(Date.now() - DAY);
  restore(bug, others);
  const { outcome, changes, notes } = verdict;
  const own = changes.filter((change) => isFault(bug, change)).length;
  return {
    outcome,
    right: own > 0,
    hunks: changes.length,
    wrong: changes.length - own,
    planted: others.kinds,
    runs,
    seconds,
    over: runs > blameLimit(others.hunks + hunksOfFault(bug)),
    notes,
  };
}

/** Other changes with which the test fails in the same way, and passes with the fix. */
async function harmlessChanges(bug: RunnableBug, count: number): Promise<OtherChanges> {
  const { folder, command, files } = bug;
  const recipe = { command, cwd: folder };
  const { target } = await new ExperimentRunner({ command, cwd: folder, root: folder }).baseline();
  if (!target) throw new Error('The command does not fail.');
  for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
    const others = await otherChanges(bug, count, String(attempt));
    for (const [file, { after }] of others.files) write(folder, file, after);
    const failing = compareFailures(target, await runRecipe(recipe)).outcome;
    // The fix of a file with other changes stands apart from them.
    const fixed = [...files].map(([file, { before, after }]) => withFix(others.files.get(file)?.after ?? before, before, after));
    [...files.keys()].forEach((file, at) => write(folder, file, fixed[at]));
    const passing = compareFailures(target, await runRecipe(recipe)).outcome;
    restore(bug, others);
    if (failing === 'same' && passing === 'gone') return others;
  }
  throw new Error('The other changes change what the test does.');
}

/** A text with the fix of another version of it. */
function withFix(text: string | undefined, before: string | undefined, after: string): string {
  if (text === undefined || before === undefined) return after;
  const names = { oldFileName: '', newFileName: '', oldHeader: '', newHeader: '' };
  const patched = applyPatch(text, { ...names, hunks: lineHunks(before, after, 3) });
  if (patched === false) throw new Error('The fix does not apply beside the other changes.');
  return patched;
}

function restore({ folder, files, sources }: RunnableBug, others: OtherChanges): void {
  for (const file of others.files.keys()) write(folder, file, files.has(file) ? files.get(file)?.before : sources[file]);
  for (const [file, { before }] of files) write(folder, file, before);
}

function hunksOfFault({ files }: RunnableBug): number {
  const counts = [...files.values()].map(({ before, after }) => (before === undefined ? 1 : lineHunks(after, before, 0).length));
  return counts.reduce((sum, count) => sum + count, 0);
}

/** A changed line of the hunk is one that the fix changes. */
function isFault({ files, truth }: RunnableBug, change: { file: string; diff: string }): boolean {
  const own = files.get(change.file);
  if (!own || !truth.some(({ file }) => file === change.file)) return false;
  const hunks = lineHunks(own.after, own.before ?? '', 0);
  const changed = (lines: readonly string[]): string[] =>
    lines.filter((line) => /^(?:[+](?!\+\+ )|-(?!-- ))/.test(line)).map((line) => line.slice(0, 1) + line.slice(1).trim());
  const faulty = changed(hunks.flatMap(({ lines }) => lines));
  const telling = faulty.filter((line) => /\w/.test(line));
  const wanted = new Set(telling.length ? telling : faulty);
  return changed(change.diff.split('\n')).some((line) => wanted.has(line));
}
