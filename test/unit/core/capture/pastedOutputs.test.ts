import { deepStrictEqual } from 'node:assert';
import { parseFailure } from '../../../../src/core/capture/captureFailure';
import { errorLines } from '../../../support/readErrors';

describe('outputs as people paste them', () => {
  it("are read between Markdown's fences and GitHub's links to the lines of a log", () => {
    deepStrictEqual(
      errorLines('```\nTraceback (most recent call last):\n  File "/app/cart.py", line 3, in total\nKeyError: \'milk\'\n```\n'),
      ["KeyError: 'milk' @ total /app/cart.py:3"],
    );
    const link = (line: number) => `[${line}](https://github.com/shop/app/runs/6378251126?check_suite_focus=true#step:8:${line})`;
    deepStrictEqual(
      errorLines(
        `Error: no prices\n${link(41)}\n    at total (/app/cart.js:3:9)\n${link(42)}\n    at main (/app/main.js:7:1)\n${link(43)}\n`,
      ),
      ['Error: no prices @ total /app/cart.js:3:9 main /app/main.js:7:1'],
    );
  });

  it("are read behind Yarn's marks", () => {
    deepStrictEqual(
      errorLines(
        '➤ YN0000: [@shop/app]: Error: no prices\n➤ YN0000: [@shop/app]:     at total (/app/cart.js:3:9)\n➤ YN0000: [@shop/app]:     at main (/app/main.js:7:1)\n',
      ),
      ['Error: no prices @ total /app/cart.js:3:9 main /app/main.js:7:1'],
    );
  });

  it("are read out of nginx's log, and of a page that shows a trace of PHP in one line", () => {
    const words = 'while reading response header from upstream, client: 10.0.0.1, server: shop, request: "GET / HTTP/1.1"';
    deepStrictEqual(
      errorLines(
        `2024/02/21 16:42:36 [error] 19542#0: *156258 FastCGI sent in stderr: "PHP message: PHP Fatal error:  Call to undefined function total() in /app/cart.php on line 53" ${words}\n`,
      ),
      ['Fatal error: Call to undefined function total() @ /app/cart.php:53'],
    );
    deepStrictEqual(
      errorLines(
        `2024/02/21 16:42:36 [error] 7263#0: *9 FastCGI sent in stderr: "PHP message: PHP Fatal error:  Uncaught LogicException: no cart in /app/cart.php:24\nStack trace:\n#0 /app/index.php(4): total()\n#1 {main}\n  thrown in /app/cart.php on line 24" ${words}\n`,
      ),
      ['LogicException: no cart @ total /app/cart.php:24 {main} /app/index.php:4'],
    );
    deepStrictEqual(
      errorLines('Fatal error: Uncaught Error: no cart in /app/cart.php:5 Stack trace: #0 {main} thrown in /app/cart.php on line 5\n'),
      ['Error: no cart @ /app/cart.php:5'],
    );
  });

  it("of Microsoft's testing platform name the test, the values and the place", () => {
    const { errors, expectations } = parseFailure(
      'Running tests from /app/bin/shop.dll (net10.0|x64)\nfailed Shop.CartTests.Total (12ms)\n  Assert.Equal() Failure: Values differ\n  Expected: 4\n  Actual:   3\n  from /app/bin/shop.dll (net10.0|x64)\n  Assert.Equal() Failure: Values differ\n  Expected: 4\n  Actual:   3\n    at Shop.CartTests.Total() in /app/CartTests.cs:12\n    at System.Reflection.MethodBaseInvoker.InvokeWithNoArgs(Object obj)\nTest run summary: Failed!\n',
    );
    deepStrictEqual(
      [
        errors.map(({ message, test, frames }) => [message, test, frames[0]?.file, frames[0]?.line]),
        expectations.map((each) => [each.expected, each.actual]),
      ],
      [
        [['Assert.Equal() Failure: Values differ\nExpected: 4\nActual:   3', 'Shop.CartTests.Total', '/app/CartTests.cs', 12]],
        [['4', '3']],
      ],
    );
  });

  it("are read behind the prompt of sbt, and where sbt's own build has an error", () => {
    deepStrictEqual(errorLines('[shop]scala.MatchError: 2.12 (of class java.lang.String)\n        at shop.Cart$.total(Cart.scala:133)\n'), [
      'scala.MatchError: 2.12 (of class java.lang.String) @ shop.Cart$.total Cart.scala:133',
    ]);
    deepStrictEqual(errorLines('/app/build.sbt:17: error: not found: value spName\nspName := "shop"\n^\n'), [
      'error: not found: value spName @ /app/build.sbt:17:1',
    ]);
  });

  it('are read off the page of an exception in Laravel and Symfony, whose calls name their files alone', () => {
    deepStrictEqual(
      errorLines(
        "ErrorException in CartController.php line 12:\nUndefined variable: price\n\nin CartController.php line 12\nat HandleExceptions->handleError('8', 'Undefined variable: price') in CartController.php line 12\nat CartController->total()\nat Kernel->handle(object(Request)) in index.php line 53\n",
      ),
      [
        'ErrorException: Undefined variable: price @ CartController.php:12 HandleExceptions->handleError CartController.php:12 CartController->total  Kernel->handle index.php:53',
      ],
    );
  });

  it('of few lines are read behind the sign of a comment, and a call behind an unknown prefix is no message', () => {
    const trace = "no cart at cart.pl line 7.\n\tmain::total(1, 'two') called at cart.pl line 12\n";
    deepStrictEqual(errorLines(trace.replaceAll(/^(?=.)/gm, '// ')), [': no cart @ main::total cart.pl:7 cart.pl:12']);
    deepStrictEqual(errorLines(trace.replaceAll(/^(?=.)/gm, 'web-6d5f web ')).length, 1);
  });

  it('list an error once that Maven repeats with other blanks in its message', () => {
    const error = '[ERROR] /app/src/Cart.java:[6,25] cannot find symbol';
    deepStrictEqual(errorLines(`${error}\n  symbol:   class Price\n[INFO] 1 error\n${error}\n[ERROR]   symbol:   class Price\n`).length, 1);
  });

  it("of a program that a shell saw crash end with the shell's words", () => {
    deepStrictEqual(errorLines('$ ./cart --all\nreading pricesSegmentation fault (core dumped)\n'), [
      ': Segmentation fault (core dumped) @ ',
    ]);
  });

  it('are read of Metro, of frames in WebAssembly, and of a journal in German', () => {
    deepStrictEqual(
      errorLines(
        'error: bundling: UnableToResolveError: Unable to resolve module `cart`\n\nTo resolve try the following:\n  1. Clear the caches.\n    at ResolutionRequest.js:366:19\n',
      ).map((line) => line.slice(0, 60)),
      ['UnableToResolveError: Unable to resolve module `cart`\n\nTo reso'.slice(0, 60)],
    );
    deepStrictEqual(
      errorLines(
        'Error: no cart\n    at Object.w (https://shop.test/cart.js:1:64421)\n    at total (<anonymous>:wasm-function[5611]:0xdda7f)\n',
      ),
      ['Error: no cart @ Object.w https://shop.test/cart.js:1:64421 total <anonymous>'],
    );
    deepStrictEqual(
      errorLines(
        'Dez 28 06:43:00 host shop[9777]: Traceback (most recent call last):\nDez 28 06:43:00 host shop[9777]:   File "/app/cart.py", line 3, in total\nDez 28 06:43:00 host systemd[1]: Stopping.\nDez 28 06:43:00 host shop[9777]: KeyError: \'milk\'\n',
      ),
      ["KeyError: 'milk' @ total /app/cart.py:3"],
    );
  });
});
