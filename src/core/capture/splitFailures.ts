import type { ErrorReport, FailureReport } from './failureReport';

/**
 * Several failures in one output → a report each, in their order: an error that was thrown on its own with everything that hangs
 * below it, and the expectations of its test. Expectations of tests without an error are reports of their own.
 */
export function splitFailures(report: FailureReport): FailureReport[] {
  const { errors, expectations } = report;
  const rootOf: number[] = [];
  errors.forEach(({ parent }, index) => {
    rootOf[index] = parent === undefined || parent >= index ? index : (rootOf[parent] ?? index);
  });
  const reports = new Map<number, FailureReport>();
  const places = new Map<number, number>();
  errors.forEach((error, index) => {
    const root = rootOf[index] ?? index;
    const own = reports.get(root) ?? { errors: [], expectations: [] };
    reports.set(root, own);
    places.set(index, own.errors.length);
    own.errors.push(withParent(error, error.parent === undefined ? undefined : places.get(error.parent)));
  });
  const split = [...reports.values()];
  for (const expectation of expectations) {
    const owner = split.find(({ errors: own }) => own.some(({ test }) => test !== undefined && test === expectation.test));
    const only = expectation.test === undefined && split.length === 1 ? split[0] : undefined;
    if (owner ?? only) (owner ?? only)?.expectations.push(expectation);
    else split.push({ errors: [], expectations: [expectation] });
  }
  return split;
}

function withParent(error: ErrorReport, parent: number | undefined): ErrorReport {
  const { parent: _, ...rest } = error;
  return parent === undefined ? rest : { ...rest, parent };
}
