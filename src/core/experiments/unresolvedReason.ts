import { buildError } from './buildError';
import type { Run } from './experiment';

const NEEDS_TERMINAL =
  /EOFError: EOF when reading a line|(?:stdin|input|standard input) is not a (?:tty|TTY|terminal)|\bENXIO\b.{0,40}\/dev\/tty|\/dev\/tty: No such device|the input device is not a TTY|must be run (?:in|from) (?:a|an interactive) terminal|setRawMode is not a function|Inappropriate ioctl for device/;
const NO_TESTS =
  /^(?:(?:Error: )?No test files found|No tests found|collected 0 items|Ran 0 tests|NO TESTS RAN|\s*0 passing\b|testing: warning: no tests to run|No tests were (?:executed|found)|(?:=+ )?no tests ran in [\d.]+s|=+ no tests ran|(?:=+ )?\d+ deselected in |[#ℹ] tests 0$|no packages to test$|0 examples, 0 failures$|0 runs, 0 assertions\b|No tests executed!|OK \(0 tests\))/m;
/** Go's line on a package without tests, and those on packages with some. */
const [NO_TEST_FILES, TESTED] = [/\[no test files\]$/m, /^(?:ok|FAIL|---)\b/m];

/**
 * The reason why a run shows nothing about a failure, in one sentence: it never started or never ended, needed a terminal, ran no test or
 * did not build. Undefined for a conclusive run.
 */
export function unresolvedReason(run: Run): string | undefined {
  if (run.startProblem) return run.startProblem;
  if (run.cancelled) return 'The run was cancelled.';
  if (run.exit !== 0 && NEEDS_TERMINAL.test(run.output)) return 'The command reads from a terminal, and an experiment has none.';
  if (run.takenPort !== undefined) return `The command needs port ${run.takenPort}, which another program uses.`;
  if (run.timedOut) return `The command did not end within ${secondsText(run.wallMs)}.`;
  if (ranNoTests(run)) return 'The command ran no tests: name one that runs them.';
  const problem = buildProblem(run);
  return problem && `The code does not build: ${problem}.`;
}

function secondsText(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return `${seconds} ${seconds === 1 ? 'second' : 'seconds'}`;
}

/** The line that says why the code does not build, where that is the reason why a run shows nothing; undefined otherwise. */
export function problemOfBuild(run: Run): string | undefined {
  const problem = buildProblem(run);
  return problem !== undefined && unresolvedReason(run)?.includes(problem) ? problem : undefined;
}

function buildProblem({ exit, report, output }: Run): string | undefined {
  return exit === 0 ? undefined : buildError(report.errors, output);
}

function ranNoTests({ tests, report, output }: Run): boolean {
  // The error may only report that no test ran.
  if (report.errors.some(({ message }) => !NO_TESTS.test(message))) return false;
  if (tests) return tests.ran === 0 && tests.skipped.length === 0;
  return NO_TESTS.test(output) || (NO_TEST_FILES.test(output) && !TESTED.test(output));
}
