import type { FailureReport } from '../../capture/failureReport';
import type { ObservedRecord } from '../observed';
import type { Asserted } from './assertedValue';

/** What unittest puts in place of the middle of a long value. */
const SHORTENED = /\[\d+ chars\]/;

/**
 * What the failed assertion compared: as the run recorded it, else as the failure prints it. Undefined where it prints nothing, or only the
 * ends of a long value.
 * @param records of the run of the failing test alone
 */
export function assertedIn(records: readonly ObservedRecord[], { expectations: [printed] }: FailureReport): Asserted | undefined {
  const recorded = records.filter((record) => record.record === 'asserted');
  const [only] = recorded;
  if (only && recorded.length === 1) return { actual: only.actual, ...(only.expected !== undefined && { expected: only.expected }) };
  if (!printed || SHORTENED.test(printed.actual) || SHORTENED.test(printed.expected)) return undefined;
  return { actual: printed.actual, expected: printed.expected };
}
