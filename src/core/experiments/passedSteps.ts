import { isTestFile } from '../context/testCode';
import { sameTest } from './compareFailures';
import { ranLines, type RanLines } from './coverage';
import type { ObservedRecord, ObservedStep } from './observed';

/** Passed steps before the failed one that are compared with it: the nearest ones do the most alike. */
const MOST_STEPS = 4;

interface Step extends ObservedStep {
  ran: RanLines;
}

/**
 * What ran for the tests or assertions that one run reported as passed before the one that failed, for files whose tests cannot be run
 * alone; the nearest ones, in their order.
 * @param test the failed one; the first that failed where absent or not among them
 */
export function passedSteps(records: readonly ObservedRecord[], relative: (file: string) => string | undefined, test?: string): RanLines[] {
  const steps = stepsOf(records, relative);
  const named = test === undefined ? -1 : steps.findIndex(({ outcome, name }) => outcome === 'failed' && sameTest(name, test));
  const failed = steps.findIndex(({ outcome }) => outcome === 'failed');
  const at = [named, failed, steps.length - 1].find((index) => index >= 0) ?? -1;
  // A second assertion about one value runs nothing: what the one before it ran was for both.
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
