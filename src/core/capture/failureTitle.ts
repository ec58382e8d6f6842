import type { Expectation, FailureReport } from './failureReport';
import { messageLine } from './messageLine';

const longest = 120;

/** One line that names a failure in a list: type and message, or the expectation of a test. At most 120 characters. */
export function failureTitle(report: FailureReport): string {
  const error = report.errors[0];
  const expectation = report.expectations[0];
  const type = error?.type.replace(/^(?:[\w$]+[.:]+)+(?=[\w$]+$)/, '') ?? '';
  const written = messageLine(error?.message.trim() ?? '').replace(/:$/, '');
  const message = (PART_OF_DIFFERENCE.test(written) && expectation && comparison(expectation)) || written;
  const said = [type, message].filter((part) => part !== '').join(': ');
  const title =
    said ||
    (expectation && (expectation.test ?? `expected ${expectation.expected}, got ${expectation.actual}`)) ||
    (error?.test ?? error?.frames[0]?.raw) ||
    'Failure';
  const line = title.replace(/\s+/g, ' ');
  return line.length <= longest ? line : `${line.slice(0, longest - 1).trimEnd()}…`;
}

/** What ends in a line of a difference, or in the bracket that it begins with, names neither value. */
const PART_OF_DIFFERENCE = /: (?:[-+] |[[{(]$)/;
const LONGEST_VALUE = 40;

/** Both values of a check, where they are short. */
function comparison({ actual, expected }: Expectation): string | undefined {
  const isShort = (value: string): boolean => value !== '' && value.length <= LONGEST_VALUE && !value.includes('\n');
  return isShort(actual) && isShort(expected) ? `got ${actual}, expected ${expected}` : undefined;
}
