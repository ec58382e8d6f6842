import type { FailureReport } from './failureReport';
import { messageLine } from './messageLine';

const longest = 120;

/** One line that names a failure in a list: type and message, or the expectation of a test. At most 120 characters. */
export function failureTitle(report: FailureReport): string {
  const error = report.errors[0];
  const expectation = report.expectations[0];
  const type = error?.type.replace(/^(?:[\w$]+[.:]+)+(?=[\w$]+$)/, '') ?? '';
  const message = messageLine(error?.message.trim() ?? '').replace(/:$/, '');
  const said = [type, message].filter((part) => part !== '').join(': ');
  const title =
    said ||
    (expectation && (expectation.test ?? `expected ${expectation.expected}, got ${expectation.actual}`)) ||
    (error?.test ?? error?.frames[0]?.raw) ||
    'Failure';
  const line = title.replace(/\s+/g, ' ');
  return line.length <= longest ? line : `${line.slice(0, longest - 1).trimEnd()}…`;
}
