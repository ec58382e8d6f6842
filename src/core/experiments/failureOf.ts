import type { ToldAssertion } from './experiment';
import type { ErrorReport, FailureReport } from '../capture/failureReport';

/** The failure of an experiment: one test of a run, or the first error where no test is named. */
export interface FailureTarget {
  test?: string;
  type: string;
  message: string;
  /** Only what belongs to this failure. */
  report: FailureReport;
  /** The failed run reported its tests, so a run that reports no tests did not run this one. */
  testsSeen?: boolean;
  /** Absolute file of the test, where its runner reports it. */
  testFile?: string;
  /** The failed run's lines of TAP. */
  assertions?: readonly ToldAssertion[];
  /** The failed run named its tests, and none of them has this name: it belongs to a suite, a file or a set-up. */
  outsideTests?: boolean;
  /** The failure is that the code does not build, or a module is missing: the line that says so. */
  unbuilt?: string;
}

/** The first failure of a run; undefined where its output reports none. */
export function firstFailure(report: FailureReport): FailureTarget | undefined {
  const error = report.errors.find(({ role }) => role === 'thrown') ?? report.errors[0];
  if (error) return failureAround(report, error);
  const expectation = report.expectations[0];
  if (!expectation) return undefined;
  const own = report.expectations.filter(({ test }) => test === expectation.test);
  return {
    test: expectation.test,
    type: '',
    message: `expected ${expectation.expected}, was ${expectation.actual}`,
    report: { errors: [], expectations: own },
  };
}

/** Every failure of a run: one a failed test, else one for each thrown error. */
export function allFailures(report: FailureReport): FailureTarget[] {
  const seen = new Set<string>();
  const thrown = report.errors.filter(({ role }) => role === 'thrown');
  const failures: FailureTarget[] = [];
  for (const error of thrown.length ? thrown : report.errors.slice(0, 1)) {
    if (error.test !== undefined && seen.has(error.test)) continue;
    if (error.test !== undefined) seen.add(error.test);
    failures.push(failureAround(report, error));
  }
  if (failures.length) return failures;
  const first = firstFailure(report);
  return first ? [first] : [];
}

/** An error with its causes and, where it belongs to a test, with that test's other errors. */
function failureAround(report: FailureReport, error: ErrorReport): FailureTarget {
  const at = report.errors.indexOf(error);
  const kept = new Map<number, number>();
  report.errors.forEach((each, index) => {
    const ofTest = error.test !== undefined && each.test === error.test;
    if (index === at || ofTest || (each.parent !== undefined && kept.has(each.parent))) kept.set(index, kept.size);
  });
  const errors = [...kept.keys()].flatMap((index) => {
    const each = report.errors[index];
    return each ? [{ ...each, parent: each.parent === undefined ? undefined : kept.get(each.parent) }] : [];
  });
  const expectations = report.expectations
    .filter((each) => (each.error !== undefined ? kept.has(each.error) : each.test !== undefined && each.test === error.test))
    .map((each) => ({ ...each, error: each.error === undefined ? undefined : kept.get(each.error) }));
  return { test: error.test, type: error.type, message: error.message, report: { errors, expectations } };
}
