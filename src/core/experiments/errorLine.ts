import { messageLine } from '../capture/messageLine';
import type { Run } from './experiment';

/** The error of a failed run in one line that a sentence can hold: "TypeError: x is not a function", or its exit code. */
export function errorLine({ report, exit }: Run): string {
  const [error] = report.errors;
  const text = error
    ? `${error.type ? `${error.type}: ` : ''}${messageLine(error.message)}`
    : exit === 0
      ? 'no output, exit code 0'
      : `exit code ${exit ?? 'none'}`;
  return text.slice(0, 200).replace(/\.$/, '');
}
