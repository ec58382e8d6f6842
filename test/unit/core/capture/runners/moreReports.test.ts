import { readsAlike } from '../../../../support/readsAlike';
import { deepStrictEqual } from 'node:assert';
import { parseFailure } from '../../../../../src/core/capture/captureFailure';

const phpunitHead = 'PHPUnit 11.5.19 by Sebastian Bergmann and contributors.\n\nRuntime:       PHP 8.3.6\n\n';

describe('reports of test runners', () => {
  readsAlike(
    'what a program warned of in Jest is no error, though a line of code marks the call',
    "PASS src/cart.test.js\n  ● Console\n\n    console.warn\n      rate is missing\n\n      12 |   const rate = rates[code];\n    > 13 |   console.warn('rate is missing');\n         |           ^\n      14 | }\n\n      at warn (src/cart.js:13:11)\n\n    console.error\n      no rate\n\n    > 16 |   console.error('no rate');\n         |           ^\n\n      at error (src/cart.js:16:11)\n",
    [],
    // Its last words say that something failed.
    ['a step of GitHub'],
  );

  readsAlike(
    'causes that Jest prints below their label',
    "FAIL src/cart.test.js\n  ● cart › totals\n\n    total failed\n\n      10 | function total() {\n    > 12 |   throw new Error('total failed', { cause });\n         |         ^\n\n      at total (src/cart.js:12:17)\n      at Object.total (src/cart.test.js:4:3)\n\n    Cause:\n    TypeError: rate is not a function\n\n    > 21 |   rate();\n         |   ^\n\n      at tax (src/tax.js:21:9)\n",
    [
      { message: 'total failed', test: 'cart › totals', frames: ['total src/cart.js:12:17', 'Object.total src/cart.test.js:4:3'] },
      { type: 'TypeError', message: 'rate is not a function', role: 'cause', frames: ['tax src/tax.js:21:9'] },
    ],
  );

  readsAlike(
    'what Jest says of itself belongs to no test',
    '● Validation Error:\n\n  Module <rootDir>/setup.js in the setupFiles option was not found.\n\n  Configuration Documentation:\n  https://jestjs.io/docs/configuration\n',
    [
      {
        type: 'Validation Error',
        message:
          'Module <rootDir>/setup.js in the setupFiles option was not found.\n\nConfiguration Documentation:\nhttps://jestjs.io/docs/configuration',
      },
    ],
  );

  readsAlike(
    'the place at which a test ended the process in Jest',
    'FAIL src/main.test.js\n  ●  process.exit called with "1"\n\n       6 | const main = () => {\n    >  8 |   process.exit(1);\n         |           ^\n       9 | };\n\n      at main (src/main.js:8:9)\n',
    [{ message: 'process.exit called with "1"', frames: ['main src/main.js:8:9'] }],
  );

  it('give the values of matchers that write each below its label', () => {
    const { expectations } = parseFailure(
      '  ● sums\n\n    Expected value to have length:\n      2\n    Received:\n      1,2,3\n    received.length:\n      3\n\n      at Object.sums (src/cart.test.js:4:3)\n',
    );
    deepStrictEqual(
      expectations.map(({ expected, actual }) => [expected, actual]),
      [['2', '1,2,3']],
    );
  });

  readsAlike(
    "gotestsum's list under the names of the tests",
    '\n=== Failed\n=== FAIL: shop/cart TestTotal/empty (re-run 2) (0.00s)\n    cart_test.go:50: total is 3\n    --- FAIL: TestTotal/empty (0.00s)\n\n=== FAIL: shop/cart TestTotal (0.00s)\n\n=== FAIL: shop/cart TestTax (0.01s)\n    TestTax: tax_test.go:29: no rate\n\n=== SKIP: shop/cart TestSlow (0.00s)\n    slow_test.go:3: slow\n\nDONE 3 tests, 2 failures in 0.100s\n',
    [
      { message: 'total is 3', test: 'TestTotal/empty', frames: ['TestTotal cart_test.go:50'] },
      { message: 'no rate', test: 'TestTax', frames: ['TestTax tax_test.go:29'] },
    ],
  );

  readsAlike(
    'a failure that gotestsum lists once more counts once',
    '=== RUN   TestTax\n    tax_test.go:29: no rate\n--- FAIL: TestTax (0.01s)\nFAIL\nFAIL\tshop/cart\t0.010s\n\n=== Failed\n=== FAIL: shop/cart TestTax (0.01s)\n    tax_test.go:29: no rate\n\nDONE 1 tests, 1 failure in 0.100s\n',
    [{ message: 'no rate', test: 'TestTax', frames: ['TestTax tax_test.go:29'] }],
  );

  readsAlike(
    'messages of failed benchmarks stand above their results',
    'goos: linux\nBenchmarkTotal\n    cart_test.go:6: no cart\n--- FAIL: BenchmarkTotal\nBenchmarkTax\n    tax_test.go:10: skipped\n--- SKIP: BenchmarkTax\nFAIL\n',
    [{ message: 'no cart', test: 'BenchmarkTotal', frames: ['BenchmarkTotal cart_test.go:6'] }],
  );

  readsAlike(
    'go test before 1.5',
    '=== RUN TestTotal\n--- FAIL: TestTotal (0.02 seconds)\n\tcart_test.go:11: total is 3\n=== RUN TestTax\n--- PASS: TestTax (0.13 seconds)\nFAIL\n',
    [{ message: 'total is 3', test: 'TestTotal', frames: ['TestTotal cart_test.go:11'] }],
  );

  readsAlike(
    'errors of go vet and old compilers without a column',
    '# shop/cart [shop/cart.test]\ncart/cart_test.go:15: undefined: total\nFAIL\tshop/cart [build failed]\nFAIL\n',
    [{ type: 'error', message: 'undefined: total', frames: ['cart/cart_test.go:15'] }],
  );

  readsAlike(
    'ExUnit with any name of a test',
    '\n  1) adds up (Shop.CartTest)\n     test/cart_test.exs:3\n     Assertion with == failed\n     code:  assert total() == 4\n     left:  3\n     right: 4\n     stacktrace:\n       test/cart_test.exs:5: (test)\n\n\nFinished in 0.1 seconds\n1 test, 1 failure\n',
    [
      {
        type: 'ExUnit.AssertionError',
        message: 'Assertion with == failed\nleft:  3\nright: 4',
        test: 'Shop.CartTest adds up',
        frames: ['(test) test/cart_test.exs:5'],
      },
    ],
  );

  readsAlike(
    'PHPUnit with --testdox',
    `${phpunitHead}Cart (Shop\\CartTest)\n ✔ Adds up\n ✘ Is empty\n   │\n   │ Failed asserting that 3 is identical to 0.\n   │\n   │ /app/tests/CartTest.php:31\n   │\n ✘ Loads\n   │\n   │ RuntimeException: no cart\n   │\n   │ /app/src/Cart.php:7\n   │ /app/tests/CartTest.php:40\n   │\n ∅ Later\n   │\n   │ to do\n   │\n   │ /app/tests/CartTest.php:50\n   │\n\nERRORS!\nTests: 4, Assertions: 2, Errors: 1, Failures: 1, Incomplete: 1.\n`,
    [
      {
        type: 'PHPUnit\\Framework\\ExpectationFailedException',
        message: 'Failed asserting that 3 is identical to 0.',
        test: 'Cart › Is empty',
        frames: ['/app/tests/CartTest.php:31'],
      },
      {
        type: 'RuntimeException',
        message: 'no cart',
        test: 'Cart › Loads',
        frames: ['/app/src/Cart.php:7', '/app/tests/CartTest.php:40'],
      },
    ],
  );

  readsAlike(
    "the class of PHPUnit's errors is not guessed, and their causes hang below them",
    `${phpunitHead}There was 1 PHPUnit error:\n\n1) Shop\\CartTest::testTotal\nThe data provider specified for Shop\\CartTest::testTotal is invalid\nno data\n\n/app/tests/CartTest.php:19\n\n--\n\nThere were 2 errors:\n\n1) Shop\\CartTest::testLoads\nRuntimeException:\n\n/app/tests/CartTest.php:31\n\n2) Shop\\CartTest::testSaves\nLogicException: not saved\n\n/app/src/Cart.php:7\n\nCaused by\nRuntimeException: disk full\n\n/app/src/Disk.php:3\n\nERRORS!\nTests: 3, Assertions: 0, Errors: 3.\n`,
    [
      {
        message: 'The data provider specified for Shop\\CartTest::testTotal is invalid\nno data',
        test: 'Shop\\CartTest::testTotal',
        frames: ['/app/tests/CartTest.php:19'],
      },
      { type: 'RuntimeException', message: '', test: 'Shop\\CartTest::testLoads', frames: ['/app/tests/CartTest.php:31'] },
      { type: 'LogicException', message: 'not saved', test: 'Shop\\CartTest::testSaves', frames: ['/app/src/Cart.php:7'] },
      { type: 'RuntimeException', message: 'disk full', role: 'cause', frames: ['/app/src/Disk.php:3'] },
    ],
  );

  readsAlike(
    "Surefire's sum of a class is no test",
    'Test set: shop.CartTest\n-------------------------------------------------------------------------------\nTests run: 2, Failures: 1, Errors: 0, Skipped: 0, Time elapsed: 0.046 sec <<< FAILURE!\ntotals(shop.CartTest)  Time elapsed: 0.013 sec  <<< FAILURE!\njava.lang.AssertionError: no total\n\tat shop.CartTest.totals(CartTest.java:12)\n',
    [
      {
        type: 'java.lang.AssertionError',
        message: 'no total',
        test: 'shop.CartTest.totals',
        frames: ['shop.CartTest.totals CartTest.java:12'],
      },
    ],
  );

  readsAlike(
    'AVA: errors that no test caught, tests that passed against expectation, and time-outs',
    '> ava\n\n  Uncaught exception in cart.cjs\n\n  cart.cjs:3\n\n   2:\n   3: total();\n   4:\n\n  TypeError: total is not a function\n\n  › Object.<anonymous> (test/cart.cjs:3:1)\n\n  ✘ cart.cjs exited with a non-zero exit code: 1\n  ✘ [fail]: tax › adds Test failed via `t.fail()`\n  ✘ [unexpected pass]: tax › later Test was expected to fail\n\n  ✘ Timed out while running tests\n\n  ─\n\n  tax › adds\n\n  tax.cjs:9\n\n   8:\n   9: t.fail();\n\n  Test failed via `t.fail()`\n\n  › test/tax.cjs:9:5\n\n\n\n  tax › later\n\n  Error: Test was expected to fail\n\n  ─\n\n  2 tests failed\n  1 uncaught exception\n',
    [
      { type: 'TypeError', message: 'total is not a function', frames: ['Object.<anonymous> test/cart.cjs:3:1'] },
      { message: 'Timed out while running tests' },
      { type: 'AssertionError', message: 'Test failed via `t.fail()`', test: 'tax › adds', frames: ['test/tax.cjs:9:5'] },
      { type: 'Error', message: 'Test was expected to fail', test: 'tax › later' },
    ],
  );

  readsAlike(
    "TAP: what AVA's tests logged is neither their name nor their message, and every place of a stack counts",
    'TAP version 13\n# cart › before hook\n#   before\nok 1 - cart › opens\nnot ok 2 - cart › throws\n#   hello\n  ---\n    name: AssertionError\n    message: Function threw\n    at: |-\n      load (test/cart.cjs:4:8)\n\n      t.throws\n      test/cart.cjs:12:5\n  ...\n\n1..2\n',
    [
      {
        type: 'AssertionError',
        message: 'Function threw',
        test: 'cart › throws',
        frames: ['load test/cart.cjs:4:8', 'test/cart.cjs:12:5'],
      },
    ],
  );

  readsAlike(
    "PHPUnit's report as JUnit XML",
    '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n  <testsuite name="Shop\\CartTest" tests="1" errors="1">\n    <testcase name="testLoads" class="Shop\\CartTest" classname="Shop.CartTest">\n      <error type="TypeError">Shop\\CartTest::testLoads\nTypeError: no cart\n\n/app/tests/CartTest.php:31</error>\n    </testcase>\n  </testsuite>\n</testsuites>\n',
    [{ type: 'TypeError', message: 'no cart', test: 'Shop.CartTest.testLoads', frames: ['/app/tests/CartTest.php:31'] }],
    ['HTML'],
  );

  readsAlike(
    'the errors in an AggregateError, as Jest lists them',
    'FAIL src/cart.test.js\n  ● cart › loads\n\n    AggregateError: all failed\n\n      at load (src/cart.js:5:9)\n\n    Errors contained in AggregateError:\n    TypeError: first\n\n      > 3 |   first();\n          |   ^\n\n      at a (src/a.js:3:7)\n\n    second\n\n      at c (src/c.js:4:7)\n',
    [
      { type: 'AggregateError', message: 'all failed', test: 'cart › loads', frames: ['load src/cart.js:5:9'] },
      { type: 'TypeError', message: 'first', role: 'aggregated', frames: ['a src/a.js:3:7'] },
      { message: 'second', role: 'aggregated', frames: ['c src/c.js:4:7'] },
    ],
  );

  const googleTest =
    '[==========] Running 2 tests from 1 test suite.\n[ RUN      ] CartTest.Adds\ncart_test.cc:12: Failure\nExpected equality of these values:\n  total(cart)\n    Which is: 3\n  4\n[  FAILED  ] CartTest.Adds (0 ms)\n[ RUN      ] CartTest.Loads\nunknown file: Failure\nC++ exception with description "no cart" thrown in the test body.\n[  FAILED  ] CartTest.Loads (0 ms)\n[ RUN      ] CartTest.Empty\n[       OK ] CartTest.Empty (0 ms)\n[  FAILED  ] 2 tests, listed below:\n[  FAILED  ] CartTest.Adds\n[  FAILED  ] CartTest.Loads\n\n 2 FAILED TESTS\n';
  readsAlike('GoogleTest', googleTest, [
    {
      message: 'Expected equality of these values:\n  total(cart)\n    Which is: 3\n  4',
      test: 'CartTest.Adds',
      frames: ['cart_test.cc:12'],
    },
    { message: 'C++ exception with description "no cart" thrown in the test body.', test: 'CartTest.Loads' },
  ]);
  it('give the values that GoogleTest compares', () => {
    deepStrictEqual(
      parseFailure(googleTest).expectations.map(({ expected, actual }) => [expected, actual]),
      [['4', '3']],
    );
  });

  readsAlike(
    'a panic that cargo nextest indents',
    "        FAIL [   0.004s] (1/2) shop tests::adds\n  stdout ───\n\n    running 1 test\n    test tests::adds ... FAILED\n\n  stderr ───\n\n    thread 'tests::adds' (123) panicked at src/lib.rs:10:9:\n    assertion `left == right` failed\n      left: 3\n     right: 4\n    note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace\n\n────────────\n     Summary [   0.005s] 2 tests run: 1 passed, 1 failed, 0 skipped\n",
    [
      {
        type: 'panic',
        message: 'assertion `left == right` failed\n  left: 3\n right: 4',
        test: 'tests::adds',
        frames: ['src/lib.rs:10:9'],
      },
    ],
  );

  readsAlike(
    'a failed check of Chromium on Windows, with its stack',
    '[420:1396:0603/182751:FATAL:host.cc(278)] Check failed: it != all.end().\nBacktrace:\n\tlogging::LogMessage::~LogMessage [0x61B0EB84+292] (base\\logging.cc:524)\n\tcontent::Host::Run [0x65F254C9+313]\n\tBaseThreadInitThunk [0x749B7C04+36]\n',
    [
      {
        type: 'Check failed',
        message: 'it != all.end().',
        frames: ['host.cc:278', 'logging::LogMessage::~LogMessage base\\logging.cc:524', 'content::Host::Run ', 'BaseThreadInitThunk '],
      },
    ],
  );

  readsAlike(
    'RSpec, before any test ran',
    "An error occurred while loading ./spec/cart_spec.rb.\nFailure/Error: require \"nope\"\n\nLoadError:\n  cannot load such file -- nope\n# ./spec/cart_spec.rb:1:in 'require'\n# ./spec/cart_spec.rb:1:in '<top (required)>'\nNo examples found.\n",
    [{ type: 'LoadError', message: 'cannot load such file -- nope', frames: 2 }],
  );

  readsAlike(
    "Symfony's console",
    '\nIn CartCommand.php line 12:\n                                     \n  [RuntimeException]                 \n  Undefined array key "total"        \n                                     \n\ncart:total [-h|--help]\n',
    [{ type: 'RuntimeException', message: 'Undefined array key "total"', frames: ['CartCommand.php:12'] }],
  );

  readsAlike(
    "Deno's errors with several inside, whose own frames come last",
    'error: Uncaught AggregateError: all failed\n    Error: one\n        at file:///app/a.ts:2:3\n    TypeError: two\n        at file:///app/a.ts:3:3\n    at file:///app/a.ts:1:7\n',
    [
      { type: 'AggregateError', message: 'all failed', frames: ['/app/a.ts:1:7'] },
      { type: 'Error', message: 'one', role: 'aggregated', frames: ['/app/a.ts:2:3'] },
      { type: 'TypeError', message: 'two', role: 'aggregated', frames: ['/app/a.ts:3:3'] },
    ],
  );

  readsAlike(
    'a file that Deno could not parse',
    "error: The module's source code could not be parsed: Expected ';', '}' or <eof> at file:///app/main.ts:3:8\n\n  foo bar\n      ~~~\n    at file:///app/main.ts:3:8\n",
    [
      {
        type: 'SyntaxError',
        message: "The module's source code could not be parsed: Expected ';', '}' or <eof>",
        frames: ['/app/main.ts:3:8'],
      },
    ],
  );
});
