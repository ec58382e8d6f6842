import { deepStrictEqual, strictEqual } from 'node:assert';
import { parseFailure } from '../../../../src/core/capture/captureFailure';
import { firstBaseline } from '../../../../src/core/experiments/baseline';
import { compareFailures } from '../../../../src/core/experiments/compareFailures';
import type { Run, TestResults } from '../../../../src/core/experiments/experiment';
import { firstFailure, type FailureTarget } from '../../../../src/core/experiments/failureOf';
import { readTestResults } from '../../../../src/core/experiments/readTestResults';
import { sameTest } from '../../../../src/core/experiments/testNames';

const CRASH = `/app/src/cart.js:3
TypeError: Cannot read properties of undefined (reading 'price')
    at total (/app/src/cart.js:3:20)
    at main (/app/src/main.js:8:3)
`;

describe('compareFailures', () => {
  it('reports `gone` for a program without tests only where it ends with 0 and reports no error', () => {
    const target = failureIn(CRASH);
    strictEqual(compareFailures(target, run('total 3\n', { exit: 0 })).outcome, 'gone');
    strictEqual(compareFailures(target, run('total 3\n', { exit: 1 })).outcome, 'other');
    strictEqual(compareFailures(target, run(CRASH, { exit: 0 })).outcome, 'same');
  });

  it('recognises the same failure on other lines, one that moved, and another one', () => {
    const target = failureIn(CRASH);
    strictEqual(compareFailures(target, run(CRASH.replaceAll(':3:20', ':9:20'), { exit: 1 })).outcome, 'same');
    strictEqual(compareFailures(target, run(CRASH.replace('at total', 'at discount'), { exit: 1 })).outcome, 'moved');
    strictEqual(compareFailures(target, run(CRASH.replaceAll('TypeError', 'RangeError'), { exit: 1 })).outcome, 'other');
  });

  it('reports `gone` for a test only where it passed', () => {
    const target: FailureTarget = { ...failureIn(CRASH), test: 'cart > totals' };
    const passes = tests({ passed: ['cart totals', 'cart other'] });
    strictEqual(compareFailures(target, run('', { exit: 0, tests: passes })).outcome, 'gone');
    // Another test fails, but the target is still gone.
    strictEqual(compareFailures(target, run('', { exit: 1, tests: { ...passes, failed: ['other'] } })).outcome, 'gone');
    const skipped = compareFailures(target, run('', { exit: 0, tests: tests({ passed: ['x'], skipped: ['cart totals'] }) }));
    deepStrictEqual(skipped, { outcome: 'unresolved', why: 'The failing test "cart > totals" was skipped.' });
    const absent = compareFailures(target, run('', { exit: 0, tests: tests({ passed: ['x'] }) }));
    deepStrictEqual(absent, { outcome: 'unresolved', why: 'The failing test "cart > totals" did not run.' });
  });

  it('reports `gone` for a subtest where the test around it passed', () => {
    const target: FailureTarget = { ...failureIn(CRASH), test: 'test_dis.Cli.test_invocation (args=())' };
    const around = 'test_invocation (test_dis.Cli.test_invocation)';
    strictEqual(compareFailures(target, run('', { exit: 0, tests: tests({ passed: [around] }) })).outcome, 'gone');
    strictEqual(compareFailures(target, run('', { exit: 1, tests: tests({ failed: [around] }) })).outcome, 'unresolved');
    const named = { ...target, test: `${around} [none]` };
    strictEqual(compareFailures(named, run('', { exit: 0, tests: tests({ passed: [around] }) })).outcome, 'gone');
  });

  it('tells assertions of TAP with one name apart by their order', () => {
    const tap = '# parses\nok 1 equal\nok 2 equal\nnot ok 3 equal\nok 4 equal\n';
    const told = (text: string): TestResults | undefined => readTestResults(`TAP version 13\n${text}`);
    const target: FailureTarget = { ...failureIn(CRASH), test: 'parses equal', assertions: told(tap)?.assertions };
    const ended = run('', { exit: 1, tests: told('# parses\nok 1 equal\nnot ok 2 c is not defined\n') });
    deepStrictEqual(compareFailures(target, ended), { outcome: 'unresolved', why: 'The run ended before the failing "parses equal".' });
    const later = run('', { exit: 1, tests: told('# parses\nok 1 equal\nok 2 equal\nok 3 equal\nnot ok 4 c is not defined\n') });
    strictEqual(compareFailures(target, later).outcome, 'gone');
    strictEqual(compareFailures(target, run('', { tests: told('# parses\nok 1 equal\n') })).outcome, 'gone');
  });

  it('recognises a failure with only an exit code, or only the name of its test', () => {
    const silent = firstBaseline(run('stopped\n', { exit: 3 })).target!;
    strictEqual(compareFailures(silent, run('stopped\n', { exit: 3 })).outcome, 'same');
    strictEqual(compareFailures(silent, run('stopped\n', { exit: 4 })).outcome, 'other');
    strictEqual(compareFailures(silent, run('done\n', { exit: 0 })).outcome, 'gone');
    const test = firstBaseline(run('', { exit: 1, tests: tests({ failed: ['doubles'] }) })).target!;
    strictEqual(compareFailures(test, run('', { exit: 2, tests: tests({ failed: ['doubles', 'more'] }) })).outcome, 'same');
    strictEqual(compareFailures(test, run('', { exit: 0, tests: tests({ passed: ['doubles'] }) })).outcome, 'gone');
  });

  it('does not report `gone` for a run without test results where the failing run had them', () => {
    const failing = run(CRASH, { exit: 1, tests: tests({ failed: ['cart totals'] }) });
    const target: FailureTarget = { ...firstBaseline(failing).target!, test: 'cart totals' };
    deepStrictEqual(compareFailures(target, run('', { exit: 0 })), {
      outcome: 'unresolved',
      why: 'The output names no tests, so whether "cart totals" ran and passed is unknown.',
    });
    strictEqual(compareFailures({ ...target, testsSeen: false }, run('', { exit: 0 })).outcome, 'gone');
  });

  it('uses the test around an error that TAP prints on its own line', () => {
    const message = "Cannot read properties of undefined (reading 'price')";
    const target: FailureTarget = { ...failureIn(CRASH), message, test: `cart totals TypeError: ${message}` };
    const outcome = (exit: number, given: Partial<TestResults>) => compareFailures(target, run('', { exit, tests: tests(given) })).outcome;
    strictEqual(outcome(0, { passed: ['cart totals sum', 'cart other'] }), 'gone');
    strictEqual(outcome(0, { passed: ['other'] }), 'unresolved');
    strictEqual(outcome(0, { passed: ['cart totals sum'], skipped: ['cart totals tax'] }), 'unresolved');
    strictEqual(outcome(1, { passed: ['cart totals sum'], failed: ['cart totals tax'] }), 'unresolved');
    strictEqual(outcome(1, { passed: ['cart totals sum'] }), 'unresolved');
    const whole: FailureTarget = { ...target, test: `TypeError: ${message}` };
    strictEqual(compareFailures(whole, run('', { exit: 0, tests: tests({ passed: ['any'] }) })).outcome, 'gone');
  });

  for (const [what, given, why] of [
    ['no tests', { exit: 0, tests: tests({}) }, 'The command ran no tests: name one that runs them.'],
    ['no tests in Go', { exit: 0, output: '?   \tshop\t[no test files]\n' }, 'The command ran no tests: name one that runs them.'],
    ['no tests in Ruby', { exit: 0, output: '\n0 examples, 0 failures\n' }, 'The command ran no tests: name one that runs them.'],
    ['a limit', { exit: null, timedOut: true, wallMs: 10_000 }, 'The command did not end within 10 seconds.'],
    ['a cancelled run', { exit: null, cancelled: true }, 'The run was cancelled.'],
    ['a missing program', { exit: null, startProblem: 'There is no program x.' }, 'There is no program x.'],
  ] as const) {
    it(`is unresolved for ${what}`, () => {
      deepStrictEqual(compareFailures(failureIn(CRASH), run('', given)), { outcome: 'unresolved', why });
    });
  }

  for (const [what, output] of [
    [
      'a terminal',
      'Traceback (most recent call last):\n  File "/app/a.py", line 1, in <module>\n    input()\nEOFError: EOF when reading a line\n',
    ],
    [
      'a syntax error',
      "/app/a.js:3\n  x = = 1\n      ^\nSyntaxError: Unexpected token '='\n    at wrapSafe (node:internal/modules/cjs/loader:1464:18)\n",
    ],
    [
      'a missing module',
      'Traceback (most recent call last):\n  File "/app/a.py", line 1, in <module>\n    import b\nModuleNotFoundError: No module named \'b\'\n',
    ],
    ['an empty selection', '============ no tests ran in 0.01s ============\n'],
    ['an empty selection of pytest -q', '\nno tests ran in 4.92s\n'],
  ] as const) {
    it(`is unresolved for ${what}`, () => {
      strictEqual(compareFailures(failureIn(CRASH), run(output, { exit: 1 })).outcome, 'unresolved');
    });
  }

  for (const [tool, output, why] of [
    ['javac', "src/Cart.java:12: error: ';' expected\n    return 1\n            ^\n1 error\n", "';' expected (src/Cart.java:12)"],
    [
      'Maven',
      '[ERROR] COMPILATION ERROR : \n[ERROR] /app/src/main/java/shop/Cart.java:[12,9] cannot find symbol\n  symbol:   variable x\n[INFO] 1 error\n',
      'cannot find symbol (/app/src/main/java/shop/Cart.java:12)',
    ],
  ] as const) {
    it(`names the place where ${tool} refuses the code`, () => {
      const { outcome, why: said } = compareFailures(failureIn(CRASH), run(output, { exit: 1 }));
      deepStrictEqual([outcome, said], ['unresolved', `The code does not build: ${why}.`]);
    });
  }

  it('distinguishes a text that the program could not parse from code that does not build', () => {
    const text =
      'SyntaxError: Unexpected token } in JSON at position 3\n    at JSON.parse (<anonymous>)\n    at load (/app/src/load.js:3:20)\n';
    strictEqual(compareFailures(failureIn(CRASH), run(text, { exit: 1 })).outcome, 'other');
  });
});

describe('sameTest', () => {
  for (const [a, b] of [
    ['cart > totals', 'cart totals'],
    ['test/test_cart.py::TestCart::test_total', 'TestCart.test_total'],
    ['test_total (tests.cart.TestCart.test_total)', 'tests.cart.TestCart.test_total'],
    ['test_total (tests.cart.TestCart)', 'tests.cart.TestCart.test_total'],
    ['src/cart.test.ts > cart > totals', 'cart > totals'],
    ['shop.CartTest$Empty.isFree', 'CartTest > Empty > isFree()'],
    ['shop.CartTest.twice()[2]', 'shop.CartTest.twice[2]'],
  ] as const) {
    it(`takes ${a} and ${b} for one test`, () => strictEqual(sameTest(a, b), true));
  }
  it('takes two tests for different ones where one name begins with the other', () => {
    strictEqual(sameTest('cart totals', 'cart totals twice'), false);
    strictEqual(sameTest('test_a', 'test_ab'), false);
  });
});

function failureIn(text: string): FailureTarget {
  const found = firstFailure(parseFailure(text, { roots: ['/app'] }));
  if (!found) throw new Error('no failure');
  return found;
}

function run(output: string, more: Partial<Run>): Run {
  const report = parseFailure(output, { roots: ['/app'] });
  return { exit: 0, timedOut: false, cancelled: false, wallMs: 1, output, outputBytes: output.length, report, observations: {}, ...more };
}

function tests(more: Partial<TestResults>): TestResults {
  const all = { passed: [], failed: [], skipped: [], named: true, ...more };
  return { ...all, ran: all.passed.length + all.failed.length };
}
