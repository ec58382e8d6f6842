import { classifyFailure, type FailureFacts } from '../../mutants/classifyFailure';
import { MOST_HUNKS, MOST_LINES, MOST_OF_A_FAULT, type Fault } from '../../npm/isolateFault';
import type { Hunk } from '../../npm/hunks';
import { notAFault } from '../../npm/faultKind';
import { smallestFix } from '../../npm/smallestFix';
import { isSupport, truthLines } from '../../npm/truthLines';
import type { TrueLocation } from '../../failureCase';
import { blankProse } from './blankProse';
import { failingTests, type FailingTest } from './failingTests';
import { isFeature } from './isFeature';
import type { PackageBed } from './packageBed';
import type { PytestRun } from './pytestServer';
import { hunksAtFrames, reachedHunks } from './reachedHunks';

/** So many failures are tried on the newer source one by one; of more, all that fail there are found out at once. */
const FEW = 8;
const IN_VAIN = 'in vain';
const MOST_TESTS = 24;
/** Small fixes are found in fewer. */
const MOST_RUNS = 40;
/** Of more changes, the few that matter are not found in so many runs. */
const MOST_CHANGES = 150;
/** Where this many failures one after the other took more, or fail on the newer source too, no more are tried. */
const MOST_IN_VAIN = 4;
/** A run's text that is longer is nothing that anybody pastes. */
const LONGEST_TEXT = 60_000;

/** A failing test of a pair, with the changes that mend it. The workspace is left with the fault in place. */
export interface PairFailure {
  test: string;
  text: string;
  kind: FailureFacts['kind'];
  truth: TrueLocation[];
  fix: readonly Hunk[];
}

/** Runs the newer version's tests on the older source and isolates, for each that fails there, the changes that mend it. */
export async function* minePackagePair(
  bed: PackageBed,
  known: (fix: readonly Hunk[]) => boolean,
  late: () => boolean,
  say: (reason: string) => void,
): AsyncGenerator<PairFailure> {
  const { workspace } = bed;
  if (workspace.changes.length === 0) return;
  bed.apply([]);
  const before = await bed.runAll();
  if (!before) return say('the tests take too long');
  const source = Object.values(workspace.before).join('\n');
  const failing = failingTests(before.tests).filter(({ message }) => !isFeature(message, source));
  const wanted = failing.length > FEW ? await passingAfter(bed, failing) : failing;
  say(`${Object.keys(before.tests).length} tests, ${wanted.length} fail`);
  const faults: Fault[] = [];
  let inVain = 0;
  for (const { test } of wanted.slice(0, MOST_TESTS)) {
    if (late()) return;
    const found = await isolate(bed, test, faults, source, say);
    inVain = found === IN_VAIN ? inVain + 1 : 0;
    if (inVain >= MOST_IN_VAIN) return;
    if (!found || found === IN_VAIN || known(found.fix)) continue;
    bed.apply([]);
    yield found;
  }
}

async function passingAfter(bed: PackageBed, failing: readonly FailingTest[]): Promise<FailingTest[]> {
  bed.apply(bed.workspace.changes);
  const after = await bed.runAll();
  return failing.filter(({ test }) => after?.tests[test]?.[0] === 'passed');
}

async function isolate(
  bed: PackageBed,
  test: string,
  faults: Fault[],
  source: string,
  say: (reason: string) => void,
): Promise<PairFailure | typeof IN_VAIN | undefined> {
  const { workspace } = bed;
  const mends = (part: readonly Hunk[]): Promise<boolean> => {
    bed.apply(part);
    return bed.passes(test);
  };
  bed.apply([]);
  const failing = await bed.runTest(test);
  if (!failing || failing.tests[test]?.[0] !== 'failed') return void say('passes alone');
  const { text } = failing;
  const facts = text.length > LONGEST_TEXT ? undefined : await classifyFailure(text, workspace.folder);
  if (!facts) return void say('no error in the text');
  bed.apply(workspace.changes);
  const mended = await bed.runTest(test);
  if (mended?.tests[test]?.[0] !== 'passed') {
    say('fails on the newer source too');
    return IN_VAIN;
  }
  let fault: Fault | undefined;
  for (const earlier of faults) if (!fault && (await mends(earlier.fix))) fault = earlier;
  if (fault && fault.count >= MOST_OF_A_FAULT) return void say('same fault');
  if (!fault) {
    const fix = await smallFix(bed, { text, before: failing.lines, after: mended.lines }, mends);
    if (!fix) {
      say('runs used up');
      return IN_VAIN;
    }
    faults.push((fault = { fix, count: 0 }));
  }
  const { fix } = fault;
  if (fix.some((hunk) => workspace.isNewFile(hunk))) return void say('needs a new file');
  const reason = notAFault(text, source, fix);
  if (reason) return void say(reason);
  const speaking = Object.fromEntries(fix.map(({ file }) => [file, blankProse(workspace.before[file] ?? '')]));
  const truth = truthLines(speaking, fix);
  const size = truth.reduce((sum, { lines }) => sum + lines.length, 0);
  if (size === 0 || size > MOST_LINES || fix.filter((hunk) => !isSupport(hunk)).length > MOST_HUNKS) return void say('a large fix');
  fault.count++;
  return { test, text, kind: facts.kind, truth, fix };
}

/** Small fixes are in code that the test reached, or near it. */
async function smallFix(
  { workspace: { changes } }: PackageBed,
  { text, before, after }: { text: string; before: PytestRun['lines']; after: PytestRun['lines'] },
  mends: (part: readonly Hunk[]) => Promise<boolean>,
): Promise<Hunk[] | undefined> {
  const reached = reachedHunks(changes, before, after);
  const files = new Set(reached.map(({ file }) => file));
  const inFiles = changes.filter(({ file }) => files.has(file));
  const parts = [hunksAtFrames(reached, text), reached, inFiles, changes].filter(({ length }) => length > 0 && length <= MOST_CHANGES);
  for (const part of parts) if (await mends(part)) return smallestFix(part, mends, MOST_RUNS);
  return undefined;
}
