import { strictEqual } from 'node:assert';
import { provenSentence } from '../../../../../src/core/experiments/prove/proveWords';

/** The error of a test at the base, as a sentence tells it. */
function told(type: string, message: string): string {
  const sentence = provenSentence('HEAD', [{ file: 'a', name: 't', before: { type, message } }]);
  return /^Proven: "t" fails at HEAD with (.*), and passes now \(2 of 2 each\)\.$/.exec(sentence)?.[1] ?? sentence;
}

describe('provenSentence', () => {
  it('tells both values of a comparison, wherever the message has them', () => {
    strictEqual(told('AssertionError', 'Expected values to be strictly equal:\n\n2 !== 3\n'), 'AssertionError: 2 !== 3');
    strictEqual(told('Minitest::Assertion', 'Expected: 3\n  Actual: 2'), 'Minitest::Assertion: expected 3, actual 2');
    strictEqual(
      told('panic', 'assertion `left == right` failed\n  left: 2\n right: 3'),
      'panic: assertion `left == right` failed: left 2, right 3',
    );
    strictEqual(
      told('', 'Failed example: total([1, 2])\nExpected:\n    3\nGot:\n    2'),
      'Failed example: total([1, 2]): expected 3, got 2',
    );
    strictEqual(told('', 'got:\n2\nwant:\n3'), 'got 2, want 3');
    strictEqual(told('Error', 'expected: 3'), 'Error: expected: 3');
  });
});
