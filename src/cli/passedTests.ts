import { t } from '../core/language';
import { readTestResults } from '../core/experiments/readTestResults';

/** Summaries of runners that list no passing test: the number of those, and what a summary with a failed one has. */
const SUMMARIES: readonly { passed: RegExp; failed: RegExp }[] = [
  { passed: /^\s{0,8}(?<count>\d{1,9}) passing\b/gm, failed: /^\s{0,8}\d{1,9} failing\b/m },
  { passed: /^(?:ℹ|#) pass (?<count>\d{1,9})$/gm, failed: /^(?:ℹ|#) (?:fail|cancelled) [1-9]/m },
  {
    passed: /^(?<count>\d{1,9}) (?:runs|tests), \d{1,9} assertions, 0 failures, 0 errors\b/gm,
    failed: /, [1-9]\d{0,8} (?:failures|errors)\b/,
  },
  { passed: /^test result: ok\. (?<count>\d{1,9}) passed; 0 failed\b/gm, failed: /^test result: FAILED/m },
  { passed: /^ok {1,8}\t\S{1,300}\t/gm, failed: /^(?:FAIL|--- FAIL|panic:)/m },
];

/** What an output without an error says of its tests; undefined where no test runner is recognised in it, or a test failed. */
export function passedSentence(output: string): string | undefined {
  const results = readTestResults(output);
  if (results && results.ran > 0) {
    if (results.failed.length) return undefined;
    return results.skipped.length
      ? t('All tests passed ({0}, {1} skipped).', results.ran, results.skipped.length)
      : t('All tests passed ({0}).', results.ran);
  }
  for (const { passed, failed } of SUMMARIES) {
    const counts = [...output.matchAll(passed)].map(({ groups }) => Number(groups?.['count'] ?? 0));
    if (!counts.length || failed.test(output)) continue;
    const sum = counts.reduce((all, each) => all + each, 0);
    return sum ? t('All tests passed ({0}).', sum) : t('All tests passed.');
  }
  return undefined;
}
