import type { TraceError } from './formats/format';
import { expectationIn } from './runners/expectationIn';

const assertion = /assert|expect|comparison|FailTest|TestFail/i;
/** A longer message is not treated as a comparison. */
const longest = 20_000;

/** The expected and actual values of an assertion, from its message or from the properties that Node prints with it. */
export function assertedValues(error: TraceError): { expected: string; actual: string } | undefined {
  const { type, message, details = '' } = error;
  if (!(assertion.test(type) || /^assert/i.test(message)) || message.length > longest) return undefined;
  const actual = /^actual: (.{1,2000}?),?$/m.exec(details)?.[1];
  const expected = /^expected: (.{1,2000}?),?$/m.exec(details)?.[1];
  const shown = actual !== undefined && expected !== undefined && !actual.startsWith('[Object') && !expected.startsWith('[Object');
  return shown ? { expected, actual } : expectationIn(message);
}
