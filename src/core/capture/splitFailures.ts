import type { ErrorReport, Expectation, FailureReport } from './failureReport';

/**
 * Several failures of one output → a report each, in their order. An error stays with its causes, the errors of one test stay together,
 * expectations stay with their errors; a failure repeated in the output (in a summary) is reported once.
 */
export function splitFailures(report: FailureReport): FailureReport[] {
  const groups: { indexes: number[]; test?: string }[] = [];
  const groupOf: number[] = [];
  for (const [index, error] of report.errors.entries()) {
    const last = groups[groups.length - 1];
    const parentGroup = error.parent === undefined ? undefined : groupOf[error.parent];
    if (parentGroup !== undefined) {
      groups[parentGroup]?.indexes.push(index);
      groupOf.push(parentGroup);
    } else if (last && error.test !== undefined && last.test === error.test) {
      last.indexes.push(index);
      groupOf.push(groups.length - 1);
    } else {
      groupOf.push(groups.length);
      groups.push({ indexes: [index], test: error.test });
    }
  }
  const expectations = groups.map((): Expectation[] => []);
  const loose: FailureReport[] = [];
  for (const expectation of report.expectations) {
    const named = expectation.test === undefined ? -1 : groups.findIndex(({ test }) => test === expectation.test);
    const group = expectation.error !== undefined ? groupOf[expectation.error] : named >= 0 ? named : groups.length === 1 ? 0 : undefined;
    if (group === undefined) loose.push({ errors: [], expectations: [expectation] });
    else expectations[group]?.push(expectation);
  }
  const reports = groups.map(({ indexes }, i) => subset(report.errors, indexes, expectations[i] ?? []));
  return withoutRepeats([...reports, ...loose]);
}

/** The errors at some indexes, with recomputed indexes into the list. */
function subset(errors: readonly ErrorReport[], indexes: readonly number[], expectations: readonly Expectation[]): FailureReport {
  const moved = new Map(indexes.map((old, now) => [old, now]));
  return {
    errors: indexes.flatMap((index) => {
      const error = errors[index];
      return error ? [error.parent === undefined ? error : { ...error, parent: moved.get(error.parent) }] : [];
    }),
    expectations: expectations.map((expectation) =>
      expectation.error === undefined ? expectation : { ...expectation, error: moved.get(expectation.error) },
    ),
  };
}

function withoutRepeats(reports: FailureReport[]): FailureReport[] {
  const seen = new Set<string>();
  return reports.filter(({ errors, expectations }) => {
    const key = JSON.stringify([
      errors.map(({ type, message, test, frames }) => [
        type,
        message,
        test,
        frames.map(({ file, line, column }) => `${file}:${line}:${column ?? 0}`),
      ]),
      expectations.map(({ expected, actual, test }) => [expected, actual, test]),
    ]);
    return !seen.has(key) && seen.add(key);
  });
}
