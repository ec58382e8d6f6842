import { deepStrictEqual } from 'node:assert';
import { parseFailure } from '../../../../src/core/capture/captureFailure';
import { frameText } from '../../../support/readErrors';

/** `type: message @ places` of each error, with its test. */
function read(text: string): string[] {
  return parseFailure(text).errors.map(
    ({ type, message, test, frames }) => `${type}: ${message} @ ${frames.map(frameText).join(' ')} in ${test ?? '–'}`,
  );
}

describe('failures without a message', () => {
  it('reads a Go test that fails without a word', () => {
    deepStrictEqual(read('--- FAIL: TestCart (0.00s)\n    --- FAIL: TestCart/empty (0.00s)\nFAIL\nexit status 1\nFAIL\tshop\t0.003s\n'), [
      ': --- FAIL: TestCart/empty @  in TestCart/empty',
    ]);
  });

  it('reads a test that fails without a word in the events of go test -json', () => {
    const event = (output: string) =>
      `{"Time":"2026-02-03T10:11:12Z","Action":"output","Package":"shop","Test":"TestCart","Output":"${output}\\n"}\n`;
    deepStrictEqual(read(['=== RUN   TestCart', '--- FAIL: TestCart (0.00s)'].map(event).join('')), [
      ': --- FAIL: TestCart @  in TestCart',
    ]);
  });

  it('makes no error of a test with messages from the events behind a prefix that is not known', () => {
    const event = (output: string) =>
      `<stderr> build#7 >> {"Action":"output","Package":"shop","Test":"TestCart","Output":"${output}\\n"}\n`;
    const lines = ['=== RUN   TestCart', '    cart_test.go:7: wrong', '--- FAIL: TestCart (0.00s)', 'FAIL'];
    const found = parseFailure(lines.map(event).join('')).errors.map(({ message }) => message);
    deepStrictEqual(found.includes('--- FAIL: TestCart'), false);
  });

  it('reads a Go test that ends the program', () => {
    deepStrictEqual(read('=== RUN   TestCart\nFAIL\tshop\t0.003s\nFAIL\n'), [': FAIL\tshop @  in TestCart']);
    deepStrictEqual(read('exit status 3\nFAIL\tshop\t0.003s\nFAIL\n'), [': exit status 3 @  in –']);
    const other = '=== RUN   TestA\n    a_test.go:5: wrong\n--- FAIL: TestA (0.00s)\n=== RUN   TestB\nFAIL\tshop\t0.003s\n';
    deepStrictEqual(read(other), [': wrong @ TestA a_test.go:5 in TestA']);
  });

  it('reads TAP without details, but not the test around its assertions', () => {
    deepStrictEqual(read('TAP version 13\n1..2\nok 1 - adds\nnot ok 2 - names\n'), ['Error: names @  in names']);
    deepStrictEqual(read('# Subtest: cart\n    not ok 1 - adds\n    1..1\n    # failed 1 test\nnot ok 1 - cart # time=3ms\n'), [
      'Error: adds @  in cart adds',
    ]);
    const perl = "not ok 1 - adds\n#   Failed test 'adds'\n#   at t/cart.t line 5.\n#          got: 3\n#     expected: 4\n1..1\n";
    deepStrictEqual(read(perl), [': adds @ t/cart.t:5 in adds']);
  });

  it('reads the exit code of a program that says nothing else', () => {
    for (const [text, message] of [
      ['exit status 3\n', 'exit status 3'],
      ['> shop@1.0.0 test\n> node test.js\n\nerror: script "test" exited with code 1\n', 'error: script "test" exited with code 1'],
      ['make: *** [Makefile:2: test] Error 1\n', 'make: *** [Makefile:2: test] Error 1'],
      ['Process finished with exit code 137\n', 'Process finished with exit code 137'],
    ] as const)
      deepStrictEqual(read(text), [`: ${message} @  in –`]);
    for (const text of ['exited with code 0\n', 'worker exited with code 1, restarting\nlistening\nready\nserving\nidle\n', 'done: exit\n'])
      deepStrictEqual(read(text), []);
  });
});
