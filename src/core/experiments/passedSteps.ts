import { isTestFile } from '../context/testCode';
import { sameTest } from './testNames';
import { ranLines, type RanLines } from './coverage';
import type { ObservedRecord, ObservedStep } from './observed';

/** The number of passed steps before the failed one to compare with it: the nearest ones are the most similar. */
const MOST_STEPS = 4;

interface Step extends ObservedStep {
  ran: RanLines;
}

/**
 * The coverage of the tests or assertions that passed before the failed one in the same run, for files with tests that cannot be run alone;
 * the nearest ones, in order.
 * @param test the failed one; the first failed one where absent or not among them
 */
export function passedSteps(records: readonly ObservedRecord[], relative: (file: string) => string | undefined, test?: string): RanLines[] {
  const steps = stepsOf(records, relative);
  const named = test === undefined ? -1 : steps.findIndex(({ outcome, name }) => outcome === 'failed' && sameTest(name, test));
  const failed = steps.findIndex(({ outcome }) => outcome === 'failed');
  const at = [named, failed, steps.length - 1].find((index) => index >= 0) ?? -1;
  // A second assertion on the same value runs no code: the coverage of the one before it belongs to both.
  let from = at;
  while (from > 0 && !runsCode(steps[from])) from -= 1;
  const before = steps.slice(0, from).filter((step) => step.outcome === 'passed' && runsCode(step));
  return before.slice(-MOST_STEPS).map(({ ran }) => ran);
}

function stepsOf(records: readonly ObservedRecord[], relative: (file: string) => string | undefined): Step[] {
  const steps: Step[] = [];
  let since: ObservedRecord[] = [];
  for (const record of records) {
    if (record.record === 'coverage') since.push(record);
    if (record.record !== 'step') continue;
    steps.push({ ...record, ran: ranLines(since, relative) });
    since = [];
  }
  return steps;
}

function runsCode(step: Step | undefined): boolean {
  return step !== undefined && [...step.ran].some(([file, { functions }]) => functions.size > 0 && !isTestFile(file));
}
