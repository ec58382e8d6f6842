import { parseFailure } from '../../src/core/capture/captureFailure';
import type { ErrorReport, Frame } from '../../src/core/capture/failureReport';

/** `function file:line:column`, without the parts that the frame lacks. */
export function frameText({ file, line, column, function: name }: Frame): string {
  const place = `${file}${line > 0 ? `:${line}` : ''}${column === undefined ? '' : `:${column}`}`;
  return name === undefined ? place : `${name} ${place}`;
}

/** A short form of an error: its message, its relation to its parent, its frames. */
export interface ReadError {
  said: string;
  role: string;
  frames: string[];
}

/** The errors of a text, e.g. of one trace. */
export function readErrors(text: string): ReadError[] {
  return parseFailure(text).errors.map((error) => ({ said: saidBy(error), role: error.role, frames: error.frames.map(frameText) }));
}

/** One line for each error: `type: message @ frames`. */
export function errorLines(text: string): string[] {
  return parseFailure(text).errors.map(({ type, message, frames }) => `${type}: ${message} @ ${frames.map(frameText).join(' ')}`);
}

/** The frames of the only error in a text. */
export function framesOf(text: string): string[] {
  const errors = readErrors(text);
  if (errors.length !== 1) throw new Error(`${errors.length} errors: ${JSON.stringify(errors)}`);
  return errors[0]?.frames ?? [];
}

function saidBy({ type, message }: ErrorReport): string {
  return [type, message].filter(Boolean).join(': ');
}
