import type { ErrorReport, FailureReport, Frame } from '../core/capture/failureReport';
import { plainText } from './plainText';

/** A report as a list for people: each error with its frames, then what was expected. */
export function renderReport(report: FailureReport): string {
  const lines: string[] = [];
  for (const error of report.errors) {
    lines.push(...renderError(error), '');
  }
  for (const { expected, actual, test } of report.expectations) {
    if (test) lines.push(`test: ${test}`);
    lines.push(`expected: ${expected}`, `actual:   ${actual}`, '');
  }
  if (report.leftOut !== undefined) lines.push(`${report.leftOut} more errors of the middle of the output are not listed.`, '');
  return plainText(lines.join('\n'));
}

/** Lines of an error's details that are printed: other threads can follow for pages. */
const MOST_DETAILS = 12;

const ROLE_WORDS: Record<ErrorReport['role'], string> = {
  thrown: '',
  cause: 'caused by ',
  suppressed: 'suppressed ',
  aggregated: 'one of several: ',
};

function renderError(error: ErrorReport): string[] {
  const head = `${ROLE_WORDS[error.role]}${[error.type, error.message].filter(Boolean).join(': ')}`;
  const details = error.details?.split('\n') ?? [];
  return [
    ...(error.test ? [`test: ${error.test}`] : []),
    `${head || 'an error without a message'}${(error.times ?? 1) > 1 ? ` (seen ${error.times} times)` : ''}`,
    ...details.slice(0, MOST_DETAILS).map((line) => `    ${line.trim()}`),
    ...(details.length > MOST_DETAILS ? [`    … ${details.length - MOST_DETAILS} more lines, in --json`] : []),
    ...error.frames.map((frame) => `  ${renderFrame(frame)}`),
  ];
}

function renderFrame(frame: Frame): string {
  const place = frame.line ? `${frame.file}:${frame.line}${frame.column ? `:${frame.column}` : ''}` : frame.file;
  const where = frame.origin === 'workspace' ? '' : `  (${frame.origin})`;
  return `${place}${frame.function ? `  in ${frame.function}` : ''}${where}`;
}
