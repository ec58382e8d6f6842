import { CANARY } from '../canary';
import { compareFailures } from '../compareFailures';
import type { Edit, Isolation, Run } from '../experiment';
import { allFailures, type FailureTarget } from '../failureOf';
import { asTheyAre } from '../isolate';
import type { Laboratory, Progress } from '../laboratory';
import { sameTest } from '../testNames';
import type { Throwing } from '../throwingEdits';
import type { OtherExpectation } from './otherExpectation';

/** Places of the failing test where a fix that is none would show. */
export interface TestPlaces {
  /** Absolute files of tests that the failure passed through. */
  files?: (target: FailureTarget) => readonly string[];
  /** Lets the failing test, or the program where it failed, throw an error of its own; undefined where that place is not known. */
  throwing?: (target: FailureTarget, edits: readonly Edit[], when: 'before' | 'after') => Promise<Throwing | undefined>;
  /** Lets the failing test expect another value; undefined where its assertion is not known. */
  expecting?: (target: FailureTarget, edits: readonly Edit[]) => Promise<OtherExpectation | undefined>;
}

/** Whether the failing test would say if something were wrong. */
export interface Heard {
  /** Why its passing shows nothing, or little; a sentence. */
  deaf?: string;
  /** It fails if it expects another value. */
  asserts: boolean;
  /** That failure shows the value that the test expects as it is: one more run with the fix that passes. */
  passes: boolean;
}

/**
 * Makes sure that the failing test still asserts: with the fix, and with another expected value, it has to fail. Where no such value is
 * known, an error thrown by the test itself has to be seen.
 * @param placed the failure with the workspace's own names and lines for its frames
 */
export async function testIsHeard(
  lab: Laboratory,
  isolation: Isolation,
  target: FailureTarget,
  placed: FailureTarget,
  edits: readonly Edit[],
  { throwing, expecting }: TestPlaces,
  progress: Progress,
): Promise<Heard> {
  const silent: Heard = { asserts: false, passes: false };
  if (target.unbuilt !== undefined || target.outsideTests) return silent;
  const other = await expecting?.(placed, edits);
  if (other) progress('making sure that the test would fail if it expected another value');
  const run = other && (await lab.run(other.edits, isolation));
  const outcome = run && compareFailures(target, run).outcome;
  if (run && outcome !== 'gone' && outcome !== 'unresolved') return { asserts: true, passes: showsValue(run, target, other) };
  const deaf = throwing && (await passesThrowing(lab, isolation, target, placed, edits, throwing, progress));
  if (deaf !== undefined) return { ...silent, deaf };
  if (!other || outcome !== 'gone') return silent;
  // Of a failed assertion it can be seen without the fix that this value is the one that counts.
  if (placed.report.expectations.length > 0) {
    const unfixed = await expecting?.(placed, await asTheyAre(lab, edits));
    const changed = unfixed && (await lab.run(unfixed.edits, isolation));
    if (changed && !mentions(changed, target, other.instead)) return silent;
  }
  const name = target.test === undefined ? 'the command' : `"${target.test}"`;
  const why = `With the patch, ${name} passes even where it expects ${other.instead} instead of ${other.expected} (${other.where})`;
  return { ...silent, deaf: `${why}: that value is not compared any more, so its passing proves nothing.` };
}

/** With the fix it passes even where its own code throws, as without the fix it does not: it is not run, or nobody sees its errors. */
async function passesThrowing(
  lab: Laboratory,
  isolation: Isolation,
  target: FailureTarget,
  placed: FailureTarget,
  edits: readonly Edit[],
  throwing: NonNullable<TestPlaces['throwing']>,
  progress: Progress,
): Promise<string | undefined> {
  const thrown = await throwing(placed, edits, 'after');
  if (!thrown) return undefined;
  progress('making sure that an error would be seen');
  if (compareFailures(target, await lab.run(thrown.edits, isolation)).outcome !== 'gone') return undefined;
  const unfixed = await throwing(placed, await asTheyAre(lab, edits), 'before');
  const run = unfixed && (await lab.run(unfixed.edits, isolation));
  if (!run || !(target.test === undefined ? run.output.includes(CANARY) : mentions(run, target, CANARY))) return undefined;
  return target.test === undefined
    ? `With the patch, the command ends as well where an error is thrown after ${thrown.where}: what follows there may not run any more.`
    : `With the patch, "${target.test}" passes even when it throws an error itself, so its passing proves nothing.`;
}

/** Whether a failure of the test itself has a text in it. */
function mentions({ report, output }: Run, { test }: FailureTarget, text: string): boolean {
  const bare = text.replace(/^["'`]|["'`]$/g, '');
  if (test === undefined) return output.includes(bare);
  const own = allFailures(report).filter((failure) => sameTest(failure.test, test));
  return own.some(
    ({ message, report: { expectations } }) =>
      message.includes(bare) || expectations.some(({ expected, actual }) => expected.includes(bare) || actual.includes(bare)),
  );
}

/** The changed assertion got what it expected before: the code makes the right value. */
function showsValue({ report }: Run, { test }: FailureTarget, { expected, instead }: OtherExpectation): boolean {
  const bare = (text: string): string => text.trim().replace(/^["'`]|["'`]$/g, '');
  return report.expectations.some(
    (each) =>
      (test === undefined || each.test === undefined || sameTest(each.test, test)) &&
      [each.expected, each.actual].map(bare).sort().join('\n') === [expected, instead].map(bare).sort().join('\n'),
  );
}
