import type { TraceError } from './formats/format';
import { expectationIn } from './runners/expectationIn';
import { jsonValues } from './runners/jsonValues';

const assertion = /assert|expect|comparison|FailTest|TestFail/i;
/** A longer message is not treated as a comparison. */
const longest = 20_000;

/** Node's assertion that cannot pass: what it was given is its whole condition. */
const constant = /^\s*(?:assert(?:\.ok|\.strict)?|t\.(?:ok|assert|true))\((?:false|null|undefined|0|!1|'')\s*[,)]/m;

/**
 * Whether an assertion was written to fail: `assert(false)`, `assert.fail()`. Its values `true` and `false` are not what somebody expects
 * of the program.
 */
export function cannotPass({ operator, actual, message }: { operator?: string; actual?: string; message: string }): boolean {
  if (operator === 'fail') return true;
  return operator === '==' && /^(?:false|null|undefined|0|''|)$/.test(actual ?? 'true') && constant.test(message);
}

function isConstant({ message, details = '' }: TraceError): boolean {
  const operator = /^operator: '([^'\n]{1,40})',?$/m.exec(details)?.[1];
  return cannotPass({ operator, actual: /^actual: (\S{1,20}?),?$/m.exec(details)?.[1], message });
}

/** The expected and actual values of an assertion, from its message or from the properties that Node prints with it. */
export function assertedValues(error: TraceError): { expected: string; actual: string } | undefined {
  const { type, message, details = '' } = error;
  const told = jsonValues(message);
  if (told) return told;
  if (isConstant(error)) return undefined;
  if (!(assertion.test(type) || /^assert/i.test(message)) || message.length > longest) return undefined;
  const actual = /^actual: (.{1,2000}?),?$/m.exec(details)?.[1];
  const expected = /^expected: (.{1,2000}?),?$/m.exec(details)?.[1];
  const shown = actual !== undefined && expected !== undefined && !actual.startsWith('[Object') && !expected.startsWith('[Object');
  return shown ? { expected, actual } : expectationIn(message);
}
