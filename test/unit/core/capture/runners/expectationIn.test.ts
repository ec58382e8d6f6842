import { deepStrictEqual, strictEqual } from 'node:assert';
import fc from 'fast-check';
import { expectationIn } from '../../../../../src/core/capture/runners/expectationIn';
import { assertLinear } from '../../../../support/runningTime';

/** [message, expected, actual]; in the form of the libraries. */
const cases: [string, string, string][] = [
  ['Expected values to be strictly equal:\n\n7 !== 8\n', '8', '7'],
  ["+ actual - expected\n\n+ 'a'\n- 'b'\n", "'b'", "'a'"],
  ['expect(received).toBe(expected)\n\nExpected: 8\nReceived: 7', '8', '7'],
  ['- Expected\n+ Received\n\n  Array [\n-   1,\n+   2,\n  ]', 'Array [\n  1,\n]', 'Array [\n  2,\n]'],
  ['- Snapshot  - 1\n+ Received  + 3\n\n- {"a": 2}\n+ {\n+   "a": 1,\n+ }', '{"a": 2}', '{\n  "a": 1,\n}'],
  ['Snapshot name: `greets 1`\n\nSnapshot: "hello"\nReceived: "hallo"', '"hello"', '"hallo"'],
  [
    'promise resolved "5"\n\n- Expected:\nError {\n  "message": "rejected promise",\n}\n\n+ Received:\n5\n\n ❯ a.ts:1:1',
    'Error {\n  "message": "rejected promise",\n}',
    '5',
  ],
  ['Expected length: 3\nReceived length: 2\nReceived array:  [1, 2]', '3', '2'],
  ['expected 7 to equal 8', '8', '7'],
  ['expected null not to be null', 'not null', 'null'],
  ['expected [ 1, 2 ] to deeply equal [ 1, 3 ]', '[ 1, 3 ]', '[ 1, 2 ]'],
  ["Timed out retrying after 4000ms: expected '<span.total>' to have text '€12.00', but the text was '€1200'", "'€12.00'", "'€1200'"],
  [
    'Timed out 5000ms waiting for expect(locator).toHaveText(expected)\n\nExpected string: "€12.00"\nReceived string: "€1200"\nCall log:\n  - waiting for x',
    '"€12.00"',
    '"€1200"',
  ],
  [
    'Failed asserting that exception of type "TypeError" matches expected exception "InvalidArgumentException". Message was: "null given" at',
    'InvalidArgumentException',
    'TypeError',
  ],
  ['expected ArgumentError, got #<NoMethodError: nil> with backtrace:', 'ArgumentError', '#<NoMethodError: nil>'],
  ['expected: <8> but was: <7>', '8', '7'],
  ['the total ==> expected: <[TEA, COFFEE]> but was: <[TEA, MILK]>', '[TEA, COFFEE]', '[TEA, MILK]'],
  ['org.junit.ComparisonFailure: expected:<te[a]> but was:<te[x]>', 'tea', 'tex'],
  ['expected [8] but found [7]', '8', '7'],
  ['[total] \nexpected: 8\n but was: 7', '8', '7'],
  ['Expected: a collection containing "x"\n     but: was "y"', 'a collection containing "x"', 'was "y"'],
  ['Assert.AreEqual failed. Expected:<8>. Actual:<7>. the total', '8', '7'],
  ['Assert.Equal() Failure: Values differ\nExpected: 8\nActual:   7', '8', '7'],
  ['  Expected: 8\n  But was:  7\n', '8', '7'],
  ['Failed asserting that 7 is identical to 8.', '8', '7'],
  ["Failed asserting that two strings are identical.\n--- Expected\n+++ Actual\n@@ @@\n-'a'\n+'b'", "'a'", "'b'"],
  ['assertion `left == right` failed\n  left: 7\n right: 8', '8', '7'],
  ['assertion failed: `(left == right)`\n  left: `7`,\n right: `8`', '`8`', '`7`,'],
  ['assert 7 == 8', '8', '7'],
  ["AssertionError: assert {'a': '=='} == f('b == c')", "f('b == c')", "{'a': '=='}"],
  ['7 != 8', '8', '7'],
  ["Lists differ: ['a'] != ['b']\n\nFirst differing element 0:", "['b']", "['a']"],
  ['Total(lines) = 7, want 8', '8', '7'],
  ['got "milk", want "coffee"', '"coffee"', '"milk"'],
  ['rendered 4 thumbnails, want 3', '3', '4'],
  ['free at [9 12], want [9 14]', '[9 14]', '[9 12]'],
  ['list: expected "rice" but was "rice, saffron"', '"rice"', '"rice, saffron"'],
  ['wrong total:\ngot:  6\nwant: 7', '7', '6'],
  ['expected 8, got 7', '8', '7'],
  ['expected: ["a"]\n     got: ["b"]\n\n(compared using ==)', '["a"]', '["b"]'],
];

describe('expectationIn', () => {
  for (const [message, expected, actual] of cases) {
    it(`reads both values of ${JSON.stringify(message.slice(0, 60))}`, () => deepStrictEqual(expectationIn(message), { expected, actual }));
  }

  it('finds no expectation in a message that does not state both values', () => {
    for (const text of [
      '',
      "Cannot read properties of undefined (reading 'x')",
      'Expected java.lang.IllegalStateException to be thrown, but nothing was thrown.',
      'assertion `left != right` failed\n  left: "tea"\n right: "tea"',
      'assertion failed: total < 5',
      'rendered 4 of 5 thumbnails, want 3',
      'connection refused',
    ]) {
      strictEqual(expectationIn(text), undefined, text);
    }
  });

  it('throws at no mixture of the words that it looks for', () => {
    const words = fc.constantFrom(
      'expected',
      'Expected: ',
      'but was: ',
      '<',
      '>',
      'got ',
      'want ',
      '+ actual - expected',
      '\n',
      '- ',
      '+ ',
      ' == ',
      "'",
      '(',
      'assert ',
      'left: ',
    );
    fc.assert(fc.property(fc.array(fc.oneof(words, fc.string())), (parts) => void expectationIn(parts.join(''))));
  });

  it('takes time proportional to the text', async () => {
    for (const part of ['expected ', 'got ', 'want: ', 'expected:<', 'left: ', '- Expected\n', 'assert (', 'Failed asserting that '])
      await assertLinear(5000, (count) => expectationIn(part.repeat(count)), part);
  });
});
