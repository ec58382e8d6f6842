import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Hunk } from './hunks';
import { type Fault, type PairBug, USED_UP, isolateFault } from './isolateFault';
import { isRunnableTest, isTestPath, listFiles } from './packageFiles';
import type { PairWorkspace } from './pairWorkspace';
import { chooseRunner } from './testRunner';
import { TestFiles, targetName } from './testTarget';

const MOST_TESTS = 25;
const MOST_CHANGES = 400;
const MOST_TARGETS = 8;
export interface PairOptions {
  /** Absolute path of mocha's program. */
  mocha: string;
  /** Whether a fix was found in another pair already: a change that was made in two release lines. */
  known: (fix: readonly Hunk[]) => boolean;
  /** Whether the time is up. */
  late: () => boolean;
  /** Why a failure was left out. */
  say: (reason: string) => void;
  found: (bug: PairBug) => void;
}

/**
 * Runs the newer version's changed tests on the older source and isolates, for each that fails there, the changes that mend it.
 * @param older unpacked older version; `newer` likewise
 */
export async function minePair(workspace: PairWorkspace, older: string, newer: string, options: PairOptions): Promise<void> {
  if (workspace.changes.length === 0 || workspace.changes.length > MOST_CHANGES) return;
  const tests = new TestFiles(workspace.folder, options.mocha);
  const faults: Fault[] = [];
  let targets = 0;
  let usedUp = 0;
  const say = (reason: string): void => {
    if (reason === USED_UP) usedUp++;
    options.say(reason);
  };
  for (const file of changedTests(older, newer).slice(0, MOST_TESTS)) {
    const runner = chooseRunner(newer, readFileSync(join(newer, file), 'utf8'));
    if (!runner) continue;
    if (options.late()) return;
    workspace.apply([]);
    const failing = await tests.failures(file, runner);
    if (failing.length === 0) continue;
    workspace.apply(workspace.changes);
    const still = new Set((await tests.failures(file, runner)).map(targetName));
    if (still.has('')) {
      say('fails on the newer source too');
      continue;
    }
    for (const target of failing.filter((each) => !still.has(targetName(each)))) {
      if (options.late() || ++targets > MOST_TARGETS || usedUp > 1) return;
      const bug = await isolateFault(workspace, tests, { file, runner, target }, faults, say);
      if (bug && !options.known(bug.fix)) options.found(bug);
    }
  }
}

/** The tests that the newer version changed; all where something that tests read changed. */
function changedTests(older: string, newer: string): string[] {
  const tests = listFiles(newer).filter(isTestPath);
  const changed = tests.filter((file) => !sameFile(join(older, file), join(newer, file)));
  if (changed.every(isRunnableTest)) return changed;
  const runnable = tests.filter(isRunnableTest);
  return [...changed.filter(isRunnableTest), ...runnable.filter((file) => !changed.includes(file))];
}

function sameFile(a: string, b: string): boolean {
  return existsSync(a) && readFileSync(a).equals(readFileSync(b));
}
