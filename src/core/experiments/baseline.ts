import { compareFailures, endOf } from './compareFailures';
import type { Baseline, Run, TestResults } from './experiment';
import { allFailures, firstFailure, type FailureTarget } from './failureOf';
import { sameTest } from './testNames';
import { problemOfBuild, unresolvedReason } from './unresolvedReason';

/**
 * The failure shown by the first run of a command.
 * @param test full name of the failing test, where several may fail; without it, or where it did not fail, the first failure counts
 * @param builds whether code that does not build shows no failure; otherwise that is the failure
 */
export function firstBaseline(run: Run, test?: string, builds = true): { baseline: Baseline; target?: FailureTarget } {
  const why = unresolvedReason(run);
  const unbuilt = why === undefined || builds ? undefined : unbuiltTarget(run);
  if (unbuilt)
    return { baseline: { outcome: 'fails', error: { type: unbuilt.type, message: firstLines(unbuilt.message) } }, target: unbuilt };
  const meant = test === undefined ? undefined : allFailures(run.report).find((failure) => sameTest(failure.test, test));
  const target = meant ?? firstFailure(run.report);
  const error = target && { type: target.type, message: firstLines(target.message) };
  if (why) return { baseline: { outcome: 'unresolved', why, error } };
  const skipped = run.exit === 0 && allSkipped(run.tests);
  if (skipped) return { baseline: { outcome: 'unresolved', why: skipped } };
  if (run.exit === 0 && !run.tests?.failed.length) return { baseline: { outcome: 'passes', why: 'The command does not fail.' } };
  if (target) {
    const testFile = target.test === undefined ? undefined : fileOfTest(target.test, run);
    const outsideTests = target.test !== undefined && run.tests?.named && !isAmong(target.test, run.tests);
    const seen = { testsSeen: run.tests !== undefined, testFile, outsideTests, assertions: run.tests?.assertions };
    return { baseline: { outcome: 'fails', error }, target: { ...target, ...seen } };
  }
  // Only the exit code shows the failure.
  const said = endOf(run);
  const failed = run.tests?.failed.find(Boolean);
  return {
    baseline: { outcome: 'fails', error: { type: '', message: said } },
    target: {
      ...{ test: failed, type: '', message: said, report: { errors: [], expectations: [] } },
      testFile: failed === undefined ? undefined : fileOfTest(failed, run),
    },
  };
}

/** The failure of a run whose code does not build. */
function unbuiltTarget(run: Run): FailureTarget | undefined {
  const unbuilt = problemOfBuild(run);
  if (unbuilt === undefined) return undefined;
  const { type, message, report } = firstFailure(run.report) ?? { type: '', message: unbuilt, report: run.report };
  return { type, message, report, unbuilt };
}

function allSkipped(tests: TestResults | undefined): string | undefined {
  const count = tests?.skipped.length;
  if (!tests || !count || tests.ran > 0) return undefined;
  return count === 1 ? 'The command ran no tests: its only test was skipped.' : `The command ran no tests: all ${count} were skipped.`;
}

function isAmong(test: string, { passed, failed, skipped }: TestResults): boolean {
  return [...failed, ...passed, ...skipped].some((name) => sameTest(name, test));
}

function fileOfTest(test: string, { tests }: Run): string | undefined {
  const name = tests?.failed.find((each) => sameTest(each, test));
  return name === undefined ? undefined : tests?.files?.get(name);
}

/** Whether a second run of the same code failed as the first one did. */
export function repeatedBaseline(target: FailureTarget, second: Run): Baseline {
  const { outcome, why } = compareFailures(target, second);
  const error = { type: target.type, message: firstLines(target.message) };
  switch (outcome) {
    case 'same':
    case 'moved':
      return { outcome: 'fails', error };
    case 'gone':
      return { outcome: 'flaky', why: 'The command failed once and passed once, without a change.', error };
    case 'other':
      return { outcome: 'flaky', why: 'The command failed in two different ways, without a change.', error };
    case 'unresolved':
      return { outcome: 'unresolved', why, error };
  }
}

function firstLines(message: string): string {
  return message.length > 2000 ? `${message.slice(0, 2000)}…` : message;
}
