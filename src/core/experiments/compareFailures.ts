import { fingerprintFailure } from '../capture/fingerprintFailure';
import type { Outcome, Run, TestResults, ToldAssertion } from './experiment';
import { errorCheckPassed } from './errorChecks';
import { allFailures, type FailureTarget } from './failureOf';
import { sameTest } from './testNames';
import { statusAround } from './testsAround';
import { problemOfBuild, unresolvedReason } from './unresolvedReason';

export interface Comparison {
  outcome: Outcome;
  /** One sentence; for `unresolved` the obstacle. */
  why?: string;
}

/**
 * The outcome of a run with edits, compared with the original failure. A failure counts as gone only if its test passed. A program without
 * tests passes if it ended by itself with exit code 0 and reported no error.
 * @param before the failure of the unedited code
 */
export function compareFailures(before: FailureTarget, run: Run): Comparison {
  const unresolved = unresolvedReason(run);
  if (before.unbuilt !== undefined && before.unbuilt === problemOfBuild(run)) return { outcome: 'same' };
  if (unresolved) return { outcome: 'unresolved', why: unresolved };
  if (before.unbuilt !== undefined) return { outcome: passedWhole(run) ? 'gone' : 'other' };
  const fingerprint = fingerprintFailure(before.report);
  const failures = allFailures(run.report);
  const own = before.test === undefined ? failures : failures.filter(({ test }) => sameTest(test, before.test));
  if (own.some(({ report }) => fingerprintFailure(report) === fingerprint)) return { outcome: 'same' };
  if (own.length === 0 && passed(before, run, failures)) return { outcome: 'gone' };
  if (own.length === 0 && failsSilently(before, run)) return { outcome: 'same' };
  if (own.some(({ type }) => type === before.type)) return { outcome: 'moved' };
  if (before.test !== undefined && own.length === 0) return notSeen(before.test, run);
  return { outcome: 'other' };
}

/**
 * The outcome of a run of the files as they are: like {@link compareFailures}, but where the command fails before it runs any test, it
 * fails differently. The environment of a run may lack what a terminal's had.
 * @param before the failure under investigation
 */
export function compareAsItIs(before: FailureTarget, run: Run): Comparison {
  const compared = compareFailures(before, run);
  return compared.outcome === 'unresolved' && failsBeforeTests(run) ? { outcome: 'other' } : compared;
}

/** Whether an experiment on a command would be about another failure than the one under investigation. */
export function isAnotherFailure(before: FailureTarget, run: Run): boolean {
  if (compareAsItIs(before, run).outcome !== 'other') return false;
  const types = allFailures(run.report).map(({ type }) => type);
  // A failure from elsewhere, such as a test's message, may name no type.
  return failsBeforeTests(run) || (before.type !== '' && types.every(Boolean));
}

function failsBeforeTests(run: Run): boolean {
  if (run.exit === null || run.exit === 0 || run.tests !== undefined || unresolvedReason(run) !== undefined) return false;
  return run.report.errors.length > 0 && run.report.errors.every(({ test }) => test === undefined);
}

/** Code that did not build tells of no test which one it would have failed: all must pass. */
function passedWhole({ exit, report, tests }: Run): boolean {
  return exit === 0 && report.errors.length === 0 && !tests?.failed.length && (!tests || tests.ran > 0);
}

function passed(before: FailureTarget, run: Run, failures: readonly FailureTarget[]): boolean {
  if (before.test === undefined) return run.exit === 0 && failures.length === 0 && !run.tests?.failed.length;
  if (run.tests?.named) {
    const { test } = before;
    if (endedEarlier(before, run)) return false;
    return (
      (statusOf(test, run.tests) ?? statusOf(aroundSubtest(test), run.tests) ?? statusAround(before, run)) === 'passed' ||
      errorCheckPassed(before, run)
    );
  }
  if (before.testsSeen && !run.tests) return false;
  // The runner gives no names: its test passed where tests ran and none failed.
  return run.exit === 0 && (!run.tests || (run.tests.ran > 0 && run.tests.failed.length === 0 && run.tests.skipped.length === 0));
}

/** Several assertions of TAP may have one name: that the first ones passed does not tell of one that was never reached. */
function endedEarlier({ test, assertions = [] }: FailureTarget, { exit, tests }: Run): boolean {
  if (exit === 0) return false;
  const now = tests?.assertions ?? [];
  const named = ({ name }: ToldAssertion): boolean => sameTest(name, test);
  const at = assertions.filter(named).findIndex(({ status }) => status === 'failed');
  return at >= 0 && now.filter(named).length <= at;
}

/** A failure without any details can be recognised only by the test's name or the program's exit. */
function failsSilently({ report, test, message }: FailureTarget, run: Run): boolean {
  if (report.errors.length > 0 || report.expectations.length > 0) return false;
  if (test !== undefined && run.tests?.named) return statusOf(test, run.tests) === 'failed';
  return message === endOf(run);
}

/** The end of a run without any other report. */
export function endOf({ signal, exit }: Run): string {
  return signal ? `ended by ${signal}` : `exit code ${exit ?? 'none'}`;
}

/** The target neither failed nor passed. */
function notSeen(test: string, { tests, exit }: Run): Comparison {
  const status = tests?.named ? statusOf(test, tests) : undefined;
  if (status === 'skipped') return { outcome: 'unresolved', why: `The failing test "${test}" was skipped.` };
  if (status === 'failed') return { outcome: 'other' };
  if (status === 'passed') return { outcome: 'unresolved', why: `The run ended before the failing "${test}".` };
  if (exit === 0 && !tests)
    return { outcome: 'unresolved', why: `The output names no tests, so whether "${test}" ran and passed is unknown.` };
  if (exit === 0 && tests?.skipped.length) return { outcome: 'unresolved', why: `Tests were skipped, perhaps also "${test}".` };
  return { outcome: 'unresolved', why: `The failing test "${test}" did not run.` };
}

function statusOf(test: string, tests: TestResults): 'passed' | 'failed' | 'skipped' | undefined {
  for (const status of ['failed', 'skipped', 'passed'] as const) if (tests[status].some((name) => sameTest(name, test))) return status;
  return undefined;
}

/** unittest names a subtest after its test; where all pass, it names only the test: `module.Class.test (size=3)`. */
function aroundSubtest(test: string): string {
  return (/^(?:\w+ \([\w.]+\)|\w+(?:\.\w+)+)(?= [([])/.exec(test) ?? [test])[0];
}
