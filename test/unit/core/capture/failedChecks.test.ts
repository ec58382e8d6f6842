import { deepStrictEqual } from 'node:assert/strict';
import { failedChecks } from '../../../../src/core/capture/failedChecks';

const messages = (...lines: string[]): string[] => failedChecks(lines.join('\n')).map(({ message }) => message);

describe('failedChecks', () => {
  for (const line of [
    'FAIL total of two rows: expected 11, got 5',
    '[FAIL] total - expected: 11, got: 5',
    'FAILED: total: want 11, got 5',
    '✗ total: expected "a b" but got "a"',
    '❌ total: expected 11, was: 5',
    'total of two rows: expected 11, got 5',
    'MISMATCH in total: got 5, want 11',
  ])
    it(`reads ${line}`, () => {
      deepStrictEqual(messages('ok first', line, '1 of 2 failed'), [line]);
    });

  it('reads values that stand below the line of the check', () => {
    deepStrictEqual(messages('FAIL total', '  expected: 11', '  got:      5', 'done'), ['FAIL total\n  expected: 11\n  got:      5']);
  });

  it('reads every check that failed, each once', () => {
    deepStrictEqual(messages('FAIL a: expected 1, got 2', 'FAIL a: expected 1, got 2', 'FAIL b: expected 3, got 4'), [
      'FAIL a: expected 1, got 2',
      'FAIL b: expected 3, got 4',
    ]);
  });

  for (const line of [
    'ok total: 11',
    'FAIL',
    'FAIL total of two rows',
    'failures: none expected',
    'WARN config: expected a number, got a text',
    'DeprecationWarning: fs: expected 2 arguments, got 1',
    'All checks passed: 5 expected, 5 found',
  ])
    it(`takes no failed check from ${line}`, () => {
      deepStrictEqual(messages(line), []);
    });
});
