import type { TestOutcome } from './pytestServer';

/** A test that fails on the older source. */
export interface FailingTest {
  test: string;
  message: string;
}

const ASSERTED = /^(?:AssertionError|assert\b|Failed:|E\s+assert)/;

/** Lists the tests that fail: first what code of the package threw, and one of each failure before others like it. */
export function failingTests(tests: Record<string, TestOutcome>): FailingTest[] {
  const seen = new Map<string, number>();
  const found = Object.entries(tests).flatMap(([test, [ended, message, file]]) => {
    if (ended !== 'failed') return [];
    const asserted = ASSERTED.test(message);
    // Assertions differ in what they compare, so that only the test tells them apart.
    const like = asserted ? (test.split('[')[0] ?? test) : `${file}\n${message.replace(/\d+|0x[\da-f]+|'[^']*'/g, '')}`;
    const count = seen.get(like) ?? 0;
    seen.set(like, count + 1);
    return [{ test, message, order: count * 2 + (asserted ? 1 : 0) }];
  });
  return found.sort((a, b) => a.order - b.order).map(({ test, message }) => ({ test, message }));
}
