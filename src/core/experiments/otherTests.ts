import { sameTest } from './testNames';
import type { Run } from './experiment';
import type { FailureTarget } from './failureOf';

/** The outcome of the other tests: names of those that fail only now. */
export function otherTests(before: Run, after: Run, target: FailureTarget): 'asBefore' | 'notRun' | string[] {
  const [old, now] = [before.tests, after.tests];
  if (!old || !now) return 'notRun';
  if (!old.named || !now.named) {
    if (old.ran < 2 || now.ran < 2) return 'notRun';
    return now.failed.length < old.failed.length ? 'asBefore' : 'notRun';
  }
  const known = new Set(old.failed);
  const broken = now.failed.filter((name) => !known.has(name) && !sameTest(name, target.test));
  if (broken.length) return broken;
  // A passed test that no longer runs counts as a change.
  const ranNow = new Set([...now.passed, ...now.failed]);
  const lost = old.passed.filter((name) => !ranNow.has(name));
  if (lost.length) return lost;
  return now.ran > 1 ? 'asBefore' : 'notRun';
}
