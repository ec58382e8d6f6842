import { deepStrictEqual } from 'node:assert/strict';
import { parseFailure } from '../../../../src/core/capture/captureFailure';
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
    'total of two rows: got 5, expected 11',
    'one good race: got "1 Foehn 7", expected "1 Elan 4"',
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

  it('says what is wrong after a warning of PHP, with which the program goes on', () => {
    const check = 'FAIL one piece: expected 250, got 200';
    const after = (error: string) => parseFailure(`${error} in /shop/total.php on line 4\n${check}\n`).expectations;
    deepStrictEqual(after('PHP Warning:  Undefined array key "pieces"'), [{ expected: '250', actual: '200', error: 0 }]);
    deepStrictEqual(after('PHP Fatal error:  Uncaught TypeError: no'), []);
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
