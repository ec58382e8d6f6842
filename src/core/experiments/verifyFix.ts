import type { FilePatch } from '../hypotheses/parseDiff';
import { compareFailures, type Comparison } from './compareFailures';
import { changesNoCode } from './changesNoCode';
import type { Baseline, Edit, Experiment, Outcome, Run, VerifyVerdict } from './experiment';
import { firstBaseline, repeatedBaseline } from './baseline';
import { CANARY } from './canary';
import { errorLine } from './errorLine';
import { allFailures, type FailureTarget } from './failureOf';
import { asTheyAre, isolate, type Isolated } from './isolate';
import type { Laboratory, Progress } from './laboratory';
import { otherTests } from './otherTests';
import { calledByTest, symptomSigns } from './symptomSigns';
import { sameTest } from './testNames';
import type { Throwing } from './throwingEdits';

export interface Fix {
  /** Files with the fix in place. */
  edits: readonly Edit[];
  patches: readonly FilePatch[];
  /** Whether the bad value of a failure is made by code of the workspace; absent where that is not known. */
  madeByOwnCode?: (target: FailureTarget) => Promise<boolean>;
  /** Lets the failing test, or the program where it failed, throw an error of its own; undefined where that place is not known. */
  throwing?: (target: FailureTarget, edits: readonly Edit[], when: 'before' | 'after') => Promise<Throwing | undefined>;
  /** The failure with the workspace's own names and lines for its frames; absent where the runs name them so. */
  inSource?: (target: FailureTarget) => Promise<FailureTarget>;
}

/** The number of files with signs of a symptom to leave out in further runs. */
const MOST_SIGNS = 4;

/** The number of runs with the fix where the first two disagree. */
const WAVERING_RUNS = 5;

/**
 * Proves a fix: the command fails twice without it, then runs twice with it in isolation.
 * @param known the run that failed, where it exists
 */
export async function verifyFix(
  lab: Laboratory,
  command: readonly string[],
  fix: Fix,
  progress: Progress = () => {},
  known?: Run,
): Promise<Experiment<'verify', VerifyVerdict>> {
  const isolated = await isolate(lab, fix.edits, progress, known);
  const { target } = isolated;
  const verdict = isolated.problem === undefined && target ? await tryFix(isolated, target, fix, lab, progress) : withoutProof(isolated);
  return {
    purpose: 'verify',
    command: [...command],
    baseline: isolated.baseline,
    isolation: isolated.isolation,
    canary: isolated.canary,
    runs: lab.runs,
    seconds: lab.seconds,
    verdict,
  };
}

function withoutProof({ baseline, problem }: Isolated): VerifyVerdict {
  const wasRed = baseline.outcome === 'fails' || baseline.outcome === 'flaky';
  const notes =
    baseline.outcome === 'passes' ? ['The command passes without the patch, so passing with it would prove nothing.'] : [problem ?? ''];
  return { outcome: 'unresolved', agreed: [0, 0], others: 'notRun', wasRed, notes };
}

async function tryFix(isolated: Isolated, meant: FailureTarget, fix: Fix, whole: Laboratory, progress: Progress): Promise<VerifyVerdict> {
  const { lab, isolation, first } = isolated;
  const runs: Run[] = [];
  let target = meant;
  let seen: Comparison[] = [];
  const again = async (): Promise<void> => {
    progress(`running it with the fix, run ${runs.length + 1}`);
    const run = await lab.run(fix.edits, isolation);
    runs.push(run);
    seen.push(compareFailures(target, run));
  };
  await again();
  if (!runs[0]?.cancelled) await again();
  const other = lab.test === undefined && !seen.some(({ outcome }) => outcome === 'gone') ? otherGone(isolated, meant, runs) : undefined;
  if (other) {
    target = other;
    seen = runs.map((run) => compareFailures(other, run));
    isolated.baseline = firstBaseline(first, other.test).baseline;
  }
  if (seen[0]?.outcome !== seen[1]?.outcome) while (runs.length < WAVERING_RUNS && !runs.at(-1)?.cancelled) await again();
  const outcome = commonOutcome(seen);
  const agreed = seen.filter((each) => each.outcome === outcome).length;
  const notes = [...new Set(seen.flatMap(({ why }) => (why ? [why] : [])))];
  if (other)
    notes.push(`The first failure${meant.test === undefined ? '' : `, "${meant.test}",`} stays: this is about "${other.test ?? ''}".`);
  if (agreed < seen.length) notes.push(`The result wavers: ${tally(seen)}.`);
  let others: VerifyVerdict['others'] = 'notRun';
  if (outcome === 'gone') {
    // Leftovers of an earlier run could make it pass.
    progress('running it without the fix again');
    const back = repeatedBaseline(target, await lab.run(await asTheyAre(lab, fix.edits), isolation));
    if (back.outcome !== 'fails') return wavered(isolated, back, seen.length);
    const deaf = await passesThrowing(isolated, target, fix, progress);
    if (deaf !== undefined && target.test !== undefined) return unseen(deaf, seen.length);
    if (deaf !== undefined) notes.push(deaf);
    if (lab !== whole) progress('running the other tests');
    const last = lab === whole ? runs.find((_run, at) => seen[at]?.outcome === 'gone') : await whole.run(fix.edits, isolation);
    if (last) others = otherTests(first, last, target);
    if (last?.exit !== 0 && !Array.isArray(others))
      notes.push('The failure is gone, but the command still fails: other failures were there before.');
    notes.push(...(await signsThatCount(isolated, target, fix, progress)));
  } else if (outcome === 'moved' || outcome === 'other') {
    const last = runs.at(-1);
    if (last) notes.push(`With the patch it fails with ${errorLine(last)}`);
  }
  const changes = changesNoCode(fix.patches);
  if (changes !== undefined) notes.push(changes);
  const changed = await whole.changedFile();
  if (changed !== undefined) {
    // A file that changes during the runs makes red and green incomparable.
    return {
      outcome: 'unresolved',
      agreed: [0, runs.length],
      others: 'notRun',
      wasRed: true,
      notes: [`${changed} was edited while the command ran.`],
    };
  }
  return { outcome, agreed: [agreed, seen.length], others, wasRed: true, notes };
}

/** Of several failing tests where none was named: one that fails no more with the fix. */
function otherGone({ first }: Isolated, meant: FailureTarget, runs: readonly Run[]): FailureTarget | undefined {
  const names = allFailures(first.report).flatMap(({ test }) => (test === undefined || test === meant.test ? [] : [test]));
  return names
    .map((name) => firstBaseline(first, name).target)
    .find((failure) => failure && runs.every((run) => compareFailures(failure, run).outcome === 'gone'));
}

/** Now it also passes without the fix. */
function wavered(isolated: Isolated, baseline: Baseline, runs: number): VerifyVerdict {
  isolated.baseline = baseline;
  return { outcome: 'unresolved', agreed: [0, runs], others: 'notRun', wasRed: true, notes: [baseline.why ?? ''] };
}

function unseen(why: string, runs: number): VerifyVerdict {
  return { outcome: 'unresolved', agreed: [0, runs], others: 'notRun', wasRed: true, notes: [why] };
}

/**
 * Why it shows nothing that the command passes: with the fix it passes even where its own code throws, as without the fix it does not.
 * Then the test is not run, is expected to fail, or nobody sees its errors.
 */
export async function passesThrowing(
  { lab, isolation }: Pick<Isolated, 'lab' | 'isolation'>,
  target: FailureTarget,
  fix: Fix,
  progress: Progress,
): Promise<string | undefined> {
  if (!fix.throwing || target.unbuilt !== undefined || target.outsideTests) return undefined;
  const placed = (await fix.inSource?.(target)) ?? target;
  const thrown = await fix.throwing(placed, fix.edits, 'after');
  if (!thrown) return undefined;
  progress('making sure that an error would be seen');
  if (compareFailures(target, await lab.run(thrown.edits, isolation)).outcome !== 'gone') return undefined;
  const unfixed = await fix.throwing(placed, await asTheyAre(lab, fix.edits), 'before');
  const run = unfixed && (await lab.run(unfixed.edits, isolation));
  const own = target.test === undefined ? [] : allFailures(run?.report ?? { errors: [], expectations: [] });
  const heard =
    target.test === undefined
      ? run?.output.includes(CANARY)
      : own.some(({ test, message }) => sameTest(test, target.test) && message.includes(CANARY));
  if (!heard) return undefined;
  return target.test === undefined
    ? `This may hide the symptom: with the change, the command passes even where an error is thrown after ${thrown.where}.`
    : `With the change, "${target.test}" passes even when it throws an error itself, so its passing proves nothing.`;
}

/** Signs of a symptom in the part that makes the test pass: it still passes without the files of the other signs. */
export async function signsThatCount(
  { lab, isolation }: Pick<Isolated, 'lab' | 'isolation'>,
  target: FailureTarget,
  fix: Fix,
  progress: Progress,
): Promise<string[]> {
  const placed = (await fix.inSource?.(target)) ?? target;
  const given = calledByTest(placed) && !(await fix.madeByOwnCode?.(placed));
  const signs = symptomSigns(fix.patches, placed, given);
  const paths = [...new Set(signs.map(({ path }) => path))].slice(0, MOST_SIGNS);
  const idle = new Set<string>();
  for (const path of paths) {
    const kept = fix.edits.filter(({ file }) => !idle.has(lab.nameOf(file)));
    const edits = kept.filter(({ file }) => lab.nameOf(file) !== path);
    if (edits.length === 0 || edits.length === kept.length) continue;
    progress(`running it without the change of ${path}`);
    const run = await lab.run(edits, isolation);
    if (compareFailures(target, run).outcome === 'gone') idle.add(path);
  }
  return signs.filter(({ path }) => !idle.has(path)).map(({ note }) => note);
}

/** The outcome of most runs; never `gone` where they disagree. */
function commonOutcome(seen: readonly Comparison[]): Outcome {
  const outcomes = seen.map(({ outcome }) => outcome);
  const [first = 'unresolved'] = outcomes;
  if (outcomes.every((outcome) => outcome === first)) return first;
  const failing = outcomes.filter((outcome) => outcome !== 'gone');
  const count = (outcome: Outcome): number => failing.filter((each) => each === outcome).length;
  return failing.sort((a, b) => count(b) - count(a))[0] ?? 'unresolved';
}

function tally(seen: readonly Comparison[]): string {
  const counts = new Map<Outcome, number>();
  for (const { outcome } of seen) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return [...counts].map(([outcome, count]) => `${outcome} in ${count} of ${seen.length} runs`).join(', ');
}
