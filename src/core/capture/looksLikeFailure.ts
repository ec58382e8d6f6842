import { allFormats, errorsWithoutTrace } from './captureFailure';
import { OutputUnwrapping } from './unwrap/outputUnwrapping';
import { stripTerminalSequences } from './unwrap/terminalText';
import { TraceScanner } from './scan/traceScanner';

/** The UTF-16 units read at the start and at the end of a longer text. */
const part = 100_000;
/** The maximum length of a text, about a screen, in which a message without a trace or of a command that did not run counts. */
const shortText = 4_000;

/** Whether a text holds a trace, a failed test or an error message. Cheap: reads no more than 200,000 characters. */
export function looksLikeFailure(text: string): boolean {
  if (holdsTrace(text.slice(0, part))) return true;
  if (text.length > part && holdsTrace(text.slice(Math.max(part, text.length - part)))) return true;
  return text.length <= shortText && errorsWithoutTrace(stripTerminalSequences(text)).length > 0;
}

function holdsTrace(text: string): boolean {
  const scanner = new TraceScanner(allFormats);
  const unwrapping = new OutputUnwrapping();
  scanner.push(unwrapping.push(text) + unwrapping.end());
  scanner.end();
  return scanner.found.length > 0 || scanner.failures.some(({ error, expected }) => error !== undefined || expected !== undefined);
}
