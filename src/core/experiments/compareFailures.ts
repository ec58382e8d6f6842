import { fingerprintFailure } from '../capture/fingerprintFailure';
import type { Outcome, Run, TestResults } from './experiment';
import { allFailures, type FailureTarget } from './failureOf';
import { unresolvedReason } from './unresolvedReason';

export interface Comparison {
  outcome: Outcome;
  /** One sentence; for `unresolved` what stood in the way. */
  why?: string;
}

/**
 * How a run with edits ended, compared with the failure it is about. A failure counts as gone only where its test was seen to pass; a
 * program without tests has passed where it ended by itself with exit code 0 and reported no error.
 * @param before the failure as the unedited code shows it
 */
export function compareFailures(before: FailureTarget, run: Run): Comparison {
  const unresolved = unresolvedReason(run);
  if (unresolved) return { outcome: 'unresolved', why: unresolved };
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

function passed(before: FailureTarget, run: Run, failures: readonly FailureTarget[]): boolean {
  if (before.test === undefined) return run.exit === 0 && failures.length === 0 && !run.tests?.failed.length;
  if (run.tests?.named) {
    const { test } = before;
    return (statusOf(test, run.tests) ?? statusOf(aroundSubtest(test), run.tests) ?? statusAround(before, run)) === 'passed';
  }
  if (before.testsSeen && !run.tests) return false;
  // The runner gives no names: its test passed where tests ran and none failed.
  return run.exit === 0 && (!run.tests || (run.tests.ran > 0 && run.tests.failed.length === 0 && run.tests.skipped.length === 0));
}

/** Of a failure that says nothing but that it is one, only the test's name or how the program ended can be seen again. */
function failsSilently({ report, test, message }: FailureTarget, run: Run): boolean {
  if (report.errors.length > 0 || report.expectations.length > 0) return false;
  if (test !== undefined && run.tests?.named) return statusOf(test, run.tests) === 'failed';
  return message === endOf(run);
}

/** How a run ended that reports nothing else. */
export function endOf({ signal, exit }: Run): string {
  return signal ? `ended by ${signal}` : `exit code ${exit ?? 'none'}`;
}

/** The target neither failed nor passed. */
function notSeen(test: string, { tests, exit }: Run): Comparison {
  const status = tests?.named ? statusOf(test, tests) : undefined;
  if (status === 'skipped') return { outcome: 'unresolved', why: `The failing test "${test}" was skipped.` };
  if (status === 'failed') return { outcome: 'other' };
  if (exit === 0 && tests?.skipped.length) return { outcome: 'unresolved', why: `Tests were skipped, perhaps also "${test}".` };
  return { outcome: 'unresolved', why: `The failing test "${test}" did not run.` };
}

function statusOf(test: string, tests: TestResults): 'passed' | 'failed' | 'skipped' | undefined {
  for (const status of ['failed', 'skipped', 'passed'] as const) if (tests[status].some((name) => sameTest(name, test))) return status;
  return undefined;
}

/** unittest names a subtest after the test that it stands in, which alone is named where all pass: `module.Class.test (size=3)`. */
function aroundSubtest(test: string): string {
  return (/^(?:\w+ \([\w.]+\)|\w+(?:\.\w+)+)(?= [([])/.exec(test) ?? [test])[0];
}

/**
 * TAP gives an error that ends a test a line of its own, named after the error: without it there is no such line, and the test that it
 * stood in tells.
 */
function statusAround({ test = '', type, message }: FailureTarget, { tests, exit }: Run): 'passed' | undefined {
  const thrown = testWords(`${type ? `${type}: ` : ''}${message.split('\n', 1)[0] ?? ''}`);
  const name = testWords(test);
  if (!tests || exit !== 0 || tests.failed.length > 0 || thrown === '' || !name.endsWith(thrown)) return undefined;
  const around = name.slice(0, name.length - thrown.length).trim();
  const isAround = (other: string): boolean => around === '' || testWords(other).startsWith(around);
  return tests.passed.some(isAround) && !tests.skipped.some(isAround) ? 'passed' : undefined;
}

/**
 * Whether two names mean one test: reporters join suites and test with blanks, `>`, `›`, `::`, `.` or `/`, and put the file in front or
 * leave it out.
 */
export function sameTest(a: string | undefined, b: string | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  const [left, right] = [testWords(a), testWords(b)];
  return left === right || (left !== '' && right !== '' && (left.endsWith(` ${right}`) || right.endsWith(` ${left}`)));
}

function testWords(name: string): string {
  // unittest: `test_x (package.module.Class.test_x)` or `test_x (module.Class)`.
  const unittest = /^(\w+) \(([\w.]+)\)/.exec(name);
  const plain = unittest ? `${(unittest[2] ?? '').replace(new RegExp(`\\.${unittest[1] ?? ''}$`), '')}.${unittest[1] ?? ''}` : name;
  return plain
    .replaceAll('\\', '/')
    .split(/\s+[>›→]\s+|::|[\s/.#]+/)
    .filter(Boolean)
    .join(' ');
}
