import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FoundBug } from './bugList';
import { faultKind, notAFault } from './faultKind';
import { type Hunk, hunksByFile } from './hunks';
import { minimizeHunks } from './minimizeHunks';
import { isRunnableTest, isTestPath, listFiles } from './packageFiles';
import type { PairWorkspace } from './pairWorkspace';
import { type TestRunner, chooseRunner } from './testRunner';
import { type TestTarget, TestFiles, failureText, targetName } from './testTarget';
import { isSupport, truthLines } from './truthLines';

const MOST_TESTS = 25;
const MOST_CHANGES = 400;
const MOST_TARGETS = 8;
const USED_UP = 'runs used up';
const MOST_RUNS = 44;
/** Tests kept of one fault. */
const MOST_OF_A_FAULT = 2;
/** What a small fix is: hunks and lines of the older source. */
const MOST_HUNKS = 5;
const MOST_LINES = 25;

/** What was found in a pair. `fix` is the same array for the same fault. */
export type PairBug = Omit<FoundBug, 'package' | 'from' | 'to' | 'fault'>;

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
  const faults: { fix: Hunk[]; count: number }[] = [];
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
      const bug = await isolate(workspace, tests, { file, runner, target }, faults, say);
      if (bug && !options.known(bug.fix)) options.found(bug);
    }
  }
}

async function isolate(
  workspace: PairWorkspace,
  tests: TestFiles,
  { file, runner, target }: { file: string; runner: TestRunner; target: TestTarget },
  faults: { fix: Hunk[]; count: number }[],
  say: (reason: string) => void,
): Promise<PairBug | undefined> {
  const command = tests.command(file, runner, target);
  const mends = async (part: readonly Hunk[]): Promise<boolean> => {
    workspace.apply(part);
    return (await tests.run(command, target)).passes;
  };
  workspace.apply([]);
  const failing = await tests.run(command, target);
  if (failing.passes || failing.code === null) return void say('passes alone');
  const text = failureText(failing.text, target);
  const kind = faultKind(text);
  if (!kind) return void say('no error in the text');
  const source = Object.values(workspace.before).join('\n');
  const early = notAFault(text, source, []);
  if (early) return void say(early);
  if (!(await mends(workspace.changes))) return void say('fails on the newer source too');
  let fault: { fix: Hunk[]; count: number } | undefined;
  for (const earlier of faults) if (!fault && (await mends(earlier.fix))) fault = earlier;
  if (!fault) {
    const fix = await smallestFix(workspace.changes, mends);
    if (!fix) return void say(USED_UP);
    faults.push((fault = { fix, count: 0 }));
  }
  const { fix } = fault;
  if (fix.some((hunk) => workspace.isNewFile(hunk))) return void say('needs a new file');
  const late = notAFault(text, source, fix);
  if (late) return void say(late);
  const truth = truthLines(workspace.before, fix);
  const size = truth.reduce((sum, { lines }) => sum + lines.length, 0);
  if (size === 0 || size > MOST_LINES || fix.filter((hunk) => !isSupport(hunk)).length > MOST_HUNKS) return void say('a large fix');
  if (++fault.count > MOST_OF_A_FAULT) return void say('same fault');
  return { test: file, target, command, kind, truth, text, fix };
}

/** First which files, then which changes in them. */
async function smallestFix(changes: readonly Hunk[], mends: (part: readonly Hunk[]) => Promise<boolean>): Promise<Hunk[] | undefined> {
  const files = [...hunksByFile(changes).values()];
  const needed = await minimizeHunks(files, (part) => mends(part.flat()), MOST_RUNS / 2);
  return needed && minimizeHunks(needed.flat(), mends, MOST_RUNS);
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
