import { flatFrames } from './failureEvidence';
import type { FailureReport, Frame } from '../capture/failureReport';
import { isTestFile } from './testCode';

/** The minimum letters of a name that a test can be named after. */
const SHORTEST = 5;

/** The share of a test's name that matches a function's: all of it, in several words; a single word, possibly by chance; none. */
export type NamedByTest = 'surely' | 'perhaps' | undefined;

/**
 * Tells which functions the failing tests are named after: `run_in_executor` of `test_run_in_executor_native`, `atan2` of `testAtan2`.
 * @returns a function that takes a function's bare name
 */
export function testNames(report: FailureReport): (name: string) => NamedByTest {
  const names = [
    ...report.errors.map(({ test }) => test ?? ''),
    ...report.expectations.map(({ test }) => test ?? ''),
    ...flatFrames(report)
      .filter(({ file }) => isTestFile(file))
      .map((frame) => lastPart(frame.function ?? '')),
  ];
  const tests = [...new Set(names.filter(Boolean))].map((name) => ` ${partsOf(name).join(' ')} `);
  return (name) => {
    const parts = partsOf(name);
    if (parts.join('').length < SHORTEST) return undefined;
    if (!tests.some((test) => test.includes(` ${parts.join(' ')} `))) return undefined;
    return parts.length > 1 ? 'surely' : 'perhaps';
  };
}

/** `test_total`, `testTotal`, `TestTotal`, `CartTest.testTotal`. */
const TEST_FUNCTION = /(?:^|[.:])[tT]est(?:_|[A-Z])\w*$/;

/** Whether a frame lies in a function that is named like a test, in a test file. */
export function isTestFrame({ file, function: name }: Frame): boolean {
  return name !== undefined && TEST_FUNCTION.test(name) && isTestFile(file);
}

/** Lower-case words of a name, the short ones too; numbers stay with the word before them. */
function partsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
}

function lastPart(name: string): string {
  return name.slice(Math.max(name.lastIndexOf('.'), name.lastIndexOf(':'), name.lastIndexOf('#')) + 1);
}
