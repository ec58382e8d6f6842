import type { Context } from 'mocha';

/** Starts a line that names a test which passed at its second try; `npm test` repeats these lines beside the totals. */
const SECOND_TRY = '(second try)';

/**
 * Tests that drive a real VS Code or browser have a second try: a starting window can lose a key or a command.
 * Each test that needed it is named, so that somebody fixes it.
 */
export const mochaHooks = {
  afterEach(this: Context): void {
    const test = this.currentTest;
    // Mocha counts retries in a method that its types omit.
    const retries = (test as unknown as { currentRetry?: () => number } | undefined)?.currentRetry?.() ?? 0;
    if (test && retries > 0 && test.state === 'passed') console.log(`  ${SECOND_TRY} ${test.fullTitle()}`);
  },
};
