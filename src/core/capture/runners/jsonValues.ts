export interface Values {
  expected: string;
  actual: string;
}

/** A longer object is no message. */
const LONGEST = 20_000;
const EXPECTED = ['expected', 'want', 'wanted', 'expectedValue'];
const ACTUAL = ['actual', 'received', 'got', 'found', 'actualValue'];

/** The expected and actual values in a message that is, or ends in, a JSON object with both. */
export function jsonValues(message: string): Values | undefined {
  const start = message.indexOf('{');
  const end = message.lastIndexOf('}');
  if (start < 0 || end < start || end - start > LONGEST) return undefined;
  const object = parsed(message.slice(start, end + 1));
  return object && (valuesOf(object) ?? Object.values(object).flatMap((each) => (isObject(each) ? (valuesOf(each) ?? []) : []))[0]);
}

function valuesOf(object: Record<string, unknown>): Values | undefined {
  const expected = EXPECTED.find((key) => key in object);
  const actual = ACTUAL.find((key) => key in object);
  if (expected === undefined || actual === undefined) return undefined;
  return { expected: textOf(object[expected]), actual: textOf(object[actual]) };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
