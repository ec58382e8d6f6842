import { strictEqual } from 'node:assert';
import { parseFailure } from '../../../../src/core/capture/captureFailure';
import { compareFailures } from '../../../../src/core/experiments/compareFailures';
import type { Run, TestResults } from '../../../../src/core/experiments/experiment';
import { readTestResults } from '../../../../src/core/experiments/readTestResults';
import { sameTest } from '../../../../src/core/experiments/testNames';
import type { FailureTarget } from '../../../../src/core/experiments/failureOf';

describe('a failure with the name of no test', () => {
  it('of a hook is gone where the test that it kept from running passed', () => {
    const each = target('cart "before each" hook: fill it for "is one"');
    strictEqual(outcome(each, { passed: ['cart > is one', 'cart > is two'] }), 'gone');
    strictEqual(outcome(each, { passed: ['cart > is two'] }), 'unresolved');
    const all = target('cart "before all" hook in "cart"');
    strictEqual(outcome(all, { passed: ['cart > is one'] }), 'gone');
    strictEqual(outcome(all, { passed: ['cart > is one'], skipped: ['cart > is two'] }), 'unresolved');
    strictEqual(outcome(all, { passed: ['shop > is one'] }), 'unresolved');
  });

  it("of a class's or a module's set-up, or of an import, is gone where the tests of it passed", () => {
    const passed = ['test_one (test_lib.Cart.test_one)'];
    for (const name of ['setUpClass (test_lib.Cart)', 'test_lib.Cart.setUpClass', 'unittest.loader._FailedTest.test_lib', 'test_lib.py'])
      strictEqual(outcome(target(name), { passed: name.endsWith('.py') ? ['test_lib.py::test_one'] : passed }), 'gone', name);
    strictEqual(outcome(target('setUpClass (test_lib.Shop)'), { passed }), 'unresolved');
    strictEqual(outcome(target('test_lib.Cart.setUpClass'), { failed: passed }), 'unresolved');
  });

  it('of a suite that could not be loaded is gone where the tests of its file passed', () => {
    const files = new Map([
      ['is one', '/app/a.test.js'],
      ['is two', '/app/b.test.js'],
    ]);
    const suite: FailureTarget = { ...target('Test suite failed to run'), testFile: '/app/a.test.js' };
    strictEqual(outcome(suite, { passed: ['is one'], failed: ['is two'], files }), 'gone');
    strictEqual(outcome(suite, { passed: ['is two'], failed: ['is one'], files }), 'unresolved');
    const file = target('/app/a.test.js');
    strictEqual(outcome(file, { passed: ['is one'] }), 'gone');
    strictEqual(outcome(file, { passed: ['is one'], failed: ['is two'] }), 'unresolved');
  });

  it('of a suite that the runner does not list as a test is gone where its tests passed', () => {
    const suite: FailureTarget = { ...target('cart'), outsideTests: true };
    strictEqual(outcome(suite, { passed: ['cart > is one'] }), 'gone');
    strictEqual(outcome(suite, { passed: ['cartons > is one'] }), 'unresolved');
    strictEqual(outcome(target('cart'), { passed: ['cart > is one'] }), 'unresolved');
  });

  it('of a test with parameters is gone where all its rounds passed', () => {
    const rounds: FailureTarget = { ...target('shop.CartTest.adds'), outsideTests: true };
    strictEqual(outcome(rounds, { passed: ['shop.CartTest.adds(int)[1]', 'shop.CartTest.adds(int)[2]'] }), 'gone');
    strictEqual(outcome(rounds, { passed: ['shop.CartTest.adds{int}[1]'], failed: ['shop.CartTest.adds{int}[2]'] }), 'unresolved');
    strictEqual(outcome(rounds, { passed: ['shop.CartTest.addsNothing'] }), 'unresolved');
  });

  it('of the set-up of a Java class is gone where its tests passed', () => {
    const trace = 'java.lang.IllegalStateException: no server\n\tat shop.SetupTest.start(SetupTest.java:4)\n';
    const setUp: FailureTarget = { ...target('shop.SetupTest'), report: parseFailure(trace) };
    strictEqual(outcome(setUp, { passed: ['shop.SetupTest.one'] }), 'gone');
    strictEqual(outcome(setUp, { passed: ['shop.OtherTest.one'] }), 'unresolved');
    strictEqual(outcome(setUp, { passed: ['shop.SetupTest.one'], failed: ['shop.SetupTest.two'] }), 'unresolved');
  });

  it('is the same test where its parameters are objects at other addresses', () => {
    strictEqual(sameTest('t.C.test_x (q=<Queue object at 0x7f2906cdeda0>)', 't.C.test_x (q=<Queue object at 0x7f11aa33b010>)'), true);
  });

  it('of TAP is gone where it names an error or the test as a whole, and not where it names an assertion', () => {
    const thrown = 'SyntaxError: missing ) after argument list';
    strictEqual(outcome({ ...target(thrown), type: 'Error', message: thrown }, { passed: ['array > should be equivalent'] }), 'gone');
    strictEqual(outcome(target('cart plan != count'), { passed: ['cart sum', 'shop'] }), 'gone');
    strictEqual(outcome(target('cart test exited without ending: cart'), { passed: ['shop'] }), 'unresolved');
    const assertion: FailureTarget = { ...target('cart is one'), type: 'Error', message: 'is one' };
    strictEqual(outcome(assertion, { passed: ['cart other'] }), 'unresolved');
  });
});

describe('a check that there is no error', () => {
  const red = 'TAP version 13\n# loads\nok 1 null\nnot ok 2 Error: no such list\nok 3 one\n# saves\nok 4 null\n';
  const green = 'TAP version 13\n# loads\nok 1 null\nok 2 null\nok 3 one\n# saves\nok 4 null\n';
  const check: FailureTarget = { ...target('loads Error: no such list'), assertions: readTestResults(red)?.assertions };

  it('of tape and of tap is gone where it passed at the same place of its test', () => {
    strictEqual(outcome(check, readTestResults(green) ?? {}), 'gone');
    const tap = '# Subtest: loads\n    ok 1 - should not error\n    not ok 2 - no such list\nnot ok 1 - loads\n';
    const own: FailureTarget = { ...target('loads > no such list'), assertions: readTestResults(tap)?.assertions };
    strictEqual(outcome(own, readTestResults(tap.replaceAll('not ok', 'ok').replace('no such list', 'should not error')) ?? {}), 'gone');
  });

  it('is not gone where the test does not get there, or checks something else there', () => {
    for (const other of [
      green.replace('ok 2 null\n', ''),
      green.replace('ok 2 null\nok 3 one\n', ''),
      green.replace('ok 2 null', 'ok 2 zero'),
      green.replace('ok 3 one', 'not ok 3 one'),
      green.replace('ok 1 null', 'ok 1 other'),
    ])
      strictEqual(outcome(check, readTestResults(other) ?? {}), 'unresolved', other);
  });
});

function target(test: string): FailureTarget {
  return { test, type: 'TypeError', message: 'first is not a function', report: { errors: [], expectations: [] }, testsSeen: true };
}

function outcome(failure: FailureTarget, given: Partial<TestResults>): string {
  const { passed = [], failed = [], skipped = [], files, assertions } = given;
  const tests: TestResults = { passed, failed, skipped, ran: passed.length + failed.length, named: true, files, assertions };
  const run: Run = {
    exit: failed.length ? 1 : 0,
    timedOut: false,
    cancelled: false,
    wallMs: 1,
    output: '',
    outputBytes: 0,
    report: { errors: [], expectations: [] },
    tests,
    observations: {},
  };
  return compareFailures(failure, run).outcome;
}
