import type { FailureReport } from './failureReport';

const LONGEST_TITLE = 160;

/** One line that names a failure in a list: type and first line of the message, else the test, else what was expected. */
export function failureTitle({ errors, expectations }: FailureReport): string {
  const [error] = errors;
  const [expectation] = expectations;
  const said = error && [error.type, error.message.trim().split('\n')[0]].filter(Boolean).join(': ');
  const title =
    said ||
    error?.test ||
    expectation?.test ||
    (expectation && `expected ${expectation.expected}, got ${expectation.actual}`) ||
    'A failure without a message';
  const line = title.replace(/\s+/g, ' ').trim();
  return line.length > LONGEST_TITLE ? `${line.slice(0, LONGEST_TITLE - 1)}…` : line;
}
