import type { Run, ToldAssertion } from './experiment';
import type { FailureTarget } from './failureOf';
import { sameTest } from './testNames';

/** `t.error(error)` of tape and tap: named by the error where there is one, else like this. */
const NO_ERROR = /^(.*?)(?: > | )(?:null|undefined|should not error)$/s;

/**
 * Whether a check that there is no error, which failed, passed at the same place of its test: it has another name then, so the assertions
 * of the test are compared in their order.
 */
export function errorCheckPassed({ test, assertions = [] }: FailureTarget, { tests }: Run): boolean {
  const now = tests?.assertions ?? [];
  const failed = assertions.find(({ name, status }) => status === 'failed' && sameTest(name, test));
  if (!failed) return false;
  const owners = new Set(now.flatMap(({ name }) => NO_ERROR.exec(name)?.[1] ?? []));
  return [...owners].some((owner) => {
    const [before, after] = [ofTest(assertions, owner), ofTest(now, owner)];
    const at = before.indexOf(failed);
    if (at < 0 || after.some(({ status }) => status !== 'passed')) return false;
    return NO_ERROR.test(after[at]?.name ?? '') && before.slice(0, at).every(({ name }, index) => name === after[index]?.name);
  });
}

function ofTest(assertions: readonly ToldAssertion[], test: string): ToldAssertion[] {
  return assertions.filter(({ name }) => name.startsWith(`${test} `));
}
