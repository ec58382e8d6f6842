import { deepStrictEqual } from 'node:assert';
import { parseFailure } from '../../../../../src/core/capture/captureFailure';
import { errorLines, frameText, readErrors } from '../../../../support/readErrors';

describe('errors of further languages', () => {
  it('reads R: calls, scripts that stop, the chains of rlang, and what traceback() lists', () => {
    deepStrictEqual(errorLines("Error in total(cart) : object 'price' not found\nCalls: main -> total\nExecution halted\n"), [
      "Error: object 'price' not found @ ",
    ]);
    deepStrictEqual(errorLines('Error in read.table(file = file, header = header) : \n  no lines available in input\nExecution halted\n'), [
      'Error: no lines available in input @ ',
    ]);
    deepStrictEqual(errorLines("Error: object 'prices' not found\nExecution halted\n"), ["Error: object 'prices' not found @ "]);
    deepStrictEqual(errorLines('Error in add(1, "a") : non-numeric argument\n2: add(1, "a") at cart.R#3\n1: total() at cart.R#9\n'), [
      'Error: non-numeric argument @ cart.R:3 cart.R:9',
    ]);
    deepStrictEqual(
      readErrors(
        'Error in `mutate()`:\nℹ In argument: `y = log("a")`.\nCaused by error in `log()`:\n! non-numeric argument to mathematical function\nBacktrace:\n 1. dplyr::mutate(cart)\nRun `rlang::last_trace()` to see where the error occurred.\n',
      ).map(({ said, role }) => `${role} ${said}`),
      ['thrown Error: ℹ In argument: `y = log("a")`.', 'cause Error: non-numeric argument to mathematical function'],
    );
    deepStrictEqual(errorLines('Error in render: "TypeError: x is undefined"\n').length, 0);
  });

  it('reads Julia: the place behind a call or below it, and errors without a type', () => {
    deepStrictEqual(
      errorLines(
        'ERROR: LoadError: KeyError: key "milk" not found\nStacktrace:\n [1] getindex(h::Dict{String, Int64}, key::String)\n   @ Base ./dict.jl:498\n [2] total(cart::Vector{String})\n   @ Main /app/src/cart.jl:4\n [3] top-level scope\n   @ /app/src/cart.jl:7\nin expression starting at /app/src/cart.jl:7\n',
      ),
      [
        'KeyError: key "milk" not found @ getindex(h::Dict{String, Int64}, key::String) ./dict.jl:498 total(cart::Vector{String}) /app/src/cart.jl:4 top-level scope /app/src/cart.jl:7',
      ],
    );
    deepStrictEqual(errorLines('ERROR: no prices\nStacktrace:\n [1] total() at /app/cart.jl:3 [inlined]\n'), [
      ': no prices @ total() /app/cart.jl:3',
    ]);
  });

  it("reads Lua's own errors without a traceback, behind the words of the program that runs it", () => {
    deepStrictEqual(errorLines("E5108: Error executing lua /app/lua/cart.lua:26: attempt to index field 'uv' (a nil value)\n"), [
      ": attempt to index field 'uv' (a nil value) @ /app/lua/cart.lua:26",
    ]);
    deepStrictEqual(errorLines("lua5.4: cart.lua:4: unexpected symbol near '}'\n"), [": unexpected symbol near '}' @ cart.lua:4"]);
    deepStrictEqual(errorLines('see cart.lua:4: and the lines below\n'), []);
  });

  it('reads a module that Perl does not find once, with the places that led to it', () => {
    deepStrictEqual(
      errorLines(
        "Can't locate Shop/Cart.pm in @INC (you may need to install the Shop::Cart module) (@INC entries checked: /etc/perl .) at ./checkout line 3.\nBEGIN failed--compilation aborted at ./checkout line 3.\nCompilation failed in require at ./all line 8.\nBEGIN failed--compilation aborted at ./all line 8.\n",
      ),
      [
        ": Can't locate Shop/Cart.pm in @INC (you may need to install the Shop::Cart module) (@INC entries checked: /etc/perl .) @ ./checkout:3 ./all:8",
      ],
    );
    deepStrictEqual(
      errorLines("t/cart.t .. Can't locate Cart.pm in @INC (@INC contains: lib) at t/cart.t line 1.\n").map((line) => line.slice(0, 16)),
      [": Can't locate C"],
    );
  });

  it('reads boxes of Flutter without a stack, and frames over two lines', () => {
    deepStrictEqual(
      errorLines(
        "======== Exception caught by widgets library =======================================================\nThe following assertion was thrown building CartPage(dirty, dependencies:\n[MediaQuery], state: _CartPageState#1a2b3):\n'package:flutter/src/widgets/framework.dart': Failed assertion: line 4531 pos 14: 'owner != null': is not true.\n\nThe relevant error-causing widget was:\n  CartPage CartPage:file:///app/lib/main.dart:23:12\n",
      ),
      [": 'package:flutter/src/widgets/framework.dart': Failed assertion: line 4531 pos 14: 'owner != null': is not true. @ "],
    );
    deepStrictEqual(
      errorLines(
        'flutter: ══╡ EXCEPTION CAUGHT BY WIDGETS LIBRARY ╞═══════════════════════════════════════════════════════════\nflutter: The following RangeError was thrown building CartPage:\nflutter: RangeError (index): no such item\nflutter:\nflutter: When the exception was thrown, this was the stack:\nflutter: #0      CartPage.build \npackage:shop/cart_page.dart:12\nflutter: #1      Element.build \npackage:flutter/…/widgets/framework.dart:3575\n',
      ),
      [
        'RangeError: RangeError (index): no such item @ CartPage.build package:shop/cart_page.dart:12 Element.build package:flutter/…/widgets/framework.dart:3575',
      ],
    );
  });

  it('takes the exception below the words of Plug and of Xcode, and a panic of Rust without a column', () => {
    deepStrictEqual(
      readErrors(
        '[error] #PID<0.522.0> running Shop.Endpoint terminated\n** (exit) an exception was raised:\n    ** (KeyError) key :milk not found\n        (shop 0.1.0) lib/shop/cart.ex:5: Shop.Cart.total/1\n',
      ).map(({ said, role }) => `${role} ${said}`),
      ['thrown KeyError: key :milk not found'],
    );
    deepStrictEqual(errorLines('Thread 1: Fatal error: Index out of range\n'), ['Fatal error: Index out of range @ ']);
    deepStrictEqual(errorLines("thread 'main' panicked at 'no cart', src/main.rs:12\nnote: Run with `RUST_BACKTRACE=1`\n"), [
      'panic: no cart @ src/main.rs:12',
    ]);
  });

  it("reads tracebacks behind Celery's prefix, and the step of a Dockerfile that failed", () => {
    deepStrictEqual(
      errorLines(
        '[2024-05-01 10:00:00,123: WARNING/ForkPoolWorker-4] Traceback (most recent call last):\n[2024-05-01 10:00:00,123: WARNING/ForkPoolWorker-4]   File "/app/tasks.py", line 7, in charge\n    return total(cart)\n[2024-05-01 10:00:00,124: WARNING/ForkPoolWorker-4]   File "/app/cart.py", line 3, in total\n    return cart["milk"]\n[2024-05-01 10:00:00,124: WARNING/ForkPoolWorker-4] KeyError: \'milk\'\n',
      ),
      ["KeyError: 'milk' @ total /app/cart.py:3 charge /app/tasks.py:7"],
    );
    deepStrictEqual(
      errorLines(
        'Dockerfile:24\n--------------------\n  22 |\n  24 | >>> RUN npm ci\n  25 |\n--------------------\nERROR: failed to solve: process "/bin/sh -c npm ci" did not complete successfully: exit code: 2\n',
      ),
      [': failed to solve: process "/bin/sh -c npm ci" did not complete successfully: exit code: 2 @ Dockerfile:24'],
    );
  });

  it('takes the lines of one message together where no trace follows', () => {
    deepStrictEqual(
      errorLines(
        "org.springframework.beans.factory.BeanCreationException: Error creating bean with name 'cart'; nested exception is \njava.lang.IllegalStateException: no prices\n",
      ).length,
      1,
    );
    deepStrictEqual(
      errorLines('NullInjectorError: R3InjectorError(AppModule)[Cart -> Cart]: \n  NullInjectorError: No provider for Cart!\n'),
      ['NullInjectorError: R3InjectorError(AppModule)[Cart -> Cart]:\n  NullInjectorError: No provider for Cart! @ '],
    );
    deepStrictEqual(errorLines('error - unhandledRejection: Error: no prices\n'), ['Error: no prices @ ']);
    deepStrictEqual(errorLines('error: Uncaught (in promise) TypeError: no prices\n'), ['TypeError: no prices @ ']);
    deepStrictEqual(errorLines('error: Uncaught (in promise) "no prices"\n'), [': no prices @ ']);
  });

  it('reads frames of Java with a blank before the place, as Maven and Google Play write them', () => {
    deepStrictEqual(
      errorLines(
        'org.apache.maven.lifecycle.LifecycleExecutionException: Failed to execute goal\n    at com.shop.Cart.total (Cart.java:3)\n    at java.lang.reflect.Method.invoke (Native Method)\nCaused by: java.lang.IllegalStateException: no cart\n    at com.shop.Cart.load (Cart.java:9)\n',
      ),
      [
        'org.apache.maven.lifecycle.LifecycleExecutionException: Failed to execute goal @ com.shop.Cart.total Cart.java:3 java.lang.reflect.Method.invoke Native Method',
        'java.lang.IllegalStateException: no cart @ com.shop.Cart.load Cart.java:9',
      ],
    );
  });

  it("reads Angular's chain of injectors as one message, and frames without a column", () => {
    deepStrictEqual(
      errorLines(
        'ERROR NullInjectorError: R3InjectorError(AppModule)[Cart -> Cart]: \n  NullInjectorError: No provider for Cart!\n    at NullInjector.get (core.js:1354)\n    at zone.js:858\n',
      ),
      [
        'NullInjectorError: R3InjectorError(AppModule)[Cart -> Cart]: \n  NullInjectorError: No provider for Cart! @ NullInjector.get core.js:1354 zone.js:858',
      ],
    );
  });

  it("reads what Rake, prove and zap's console add to an error", () => {
    deepStrictEqual(errorLines('rake aborted!\nKeyError: key not found: "milk" (KeyError)\n/app/Rakefile:3:in `fetch\'\n'), [
      'KeyError: key not found: "milk" @ fetch /app/Rakefile:3',
    ]);
    const proved =
      "#   Failed test 'the sum'\n#   at t/cart.t line 5.\n#          got: '3'\n#     expected: '4'\n# Looks like you failed 1 test of 2.\n";
    const { errors, expectations } = parseFailure(
      `${proved}t/cart.t ..\nDubious, test returned 1 (wstat 256, 0x100)\nFailed 1/2 subtests\n\nTest Summary Report\n-------------------\nt/cart.t (Wstat: 256 (exited 1) Tests: 2 Failed: 1)\n  Failed test:  1\n  Non-zero exit status: 1\n`,
    );
    deepStrictEqual(
      [
        errors.map(({ message, test, frames }) => [message, test, frames.map(frameText)]),
        expectations.map((each) => [each.expected, each.actual]),
      ],
      [[['the sum', 'the sum', ['t/cart.t:5']]], [["'4'", "'3'"]]],
    );
    // With its results, TAP tells the same.
    deepStrictEqual(errorLines(`not ok 1 - the sum\n${proved}`), [': the sum @ t/cart.t:5']);
    deepStrictEqual(
      errorLines(
        '2024-05-01T10:00:00.850Z\tINFO\tshop/main.go:11\tstarting\n2024-05-01T10:00:00.852Z\tERROR\tshop/main.go:12\tcannot start\t{"error": "no such file"}\nmain.main\n\t/app/main.go:12\nruntime.main\n\t/usr/lib/go-1.24/src/runtime/proc.go:283\n',
      ),
      [': no such file @ main.main /app/main.go:12 runtime.main /usr/lib/go-1.24/src/runtime/proc.go:283'],
    );
  });

  it('keeps a number in brackets at the start of a line of a message', () => {
    deepStrictEqual(
      errorLines('ValidationError: {\n  "total" [1]: "three"\n}\n\n[1] "total" must be a number\n    at check (/app/cart.js:3:9)\n'),
      ['ValidationError: {\n  "total" [1]: "three"\n}\n\n[1] "total" must be a number @ check /app/cart.js:3:9'],
    );
  });

  it('reads what rebar3 says of an uncaught error, with its stack as a term over several lines', () => {
    deepStrictEqual(
      errorLines(
        '===> Uncaught error in rebar_core. Run with DIAGNOSTIC=1 to see stacktrace or consult rebar3.crashdump\n===> Uncaught error: {badmatch,error}\n===> Stack trace to the error location:\n[{shop_cart,total,3,\n            [{file,"/app/src/shop_cart.erl"},\n             {line,256}]},\n {shop,main,1,[{file,"/app/src/shop.erl"},{line,66}]}]\n',
      ),
      ['badmatch: {badmatch,error} @ shop_cart:total/3 /app/src/shop_cart.erl:256 shop:main/1 /app/src/shop.erl:66'],
    );
  });

  it('reads the places that testify lists where a helper asserts', () => {
    deepStrictEqual(
      errorLines(
        '--- FAIL: TestTotal (0.11s)\n    require.go:72: \n        \tError Trace:\t/app/assert/require.go:72\n        \t            \t\t\t\t/app/cart_test.go:41\n        \tError:      \tShould be true\n        \tTest:       \tTestTotal\nFAIL\n',
      ),
      [': Should be true @ /app/assert/require.go:72 /app/cart_test.go:41'],
    );
  });

  it('reads a copy that begins behind the prefix of its first line', () => {
    deepStrictEqual(
      errorLines(
        'Traceback (most recent call last):\nweb-1  |   File "/app/cart.py", line 3, in total\nweb-1  |     return cart["milk"]\nweb-1  | KeyError: \'milk\'\n',
      ),
      ["KeyError: 'milk' @ total /app/cart.py:3"],
    );
  });

  it('reads the errors that pino lists below one without a stack', () => {
    const json = String.raw`{"level":50,"err":{"type":"AggregateError","message":"no shop answers","stack":"AggregateError: no shop answers","aggregateErrors":[{"type":"TypeError","message":"no cart","stack":"TypeError: no cart\n    at load (/app/cart.js:3:9)"},{"type":"Error","message":"no price","stack":"Error: no price\n    at price (/app/cart.js:7:9)"}]},"msg":"failed"}`;
    const expected = ['thrown AggregateError: no shop answers', 'aggregated TypeError: no cart', 'aggregated Error: no price'];
    deepStrictEqual(
      readErrors(`${json}\n`).map(({ said, role }) => `${role} ${said}`),
      expected,
    );
    const pretty =
      '    err: {\n      "type": "AggregateError",\n      "message": "no shop answers",\n      "stack":\n          AggregateError: no shop answers\n      "aggregateErrors": [\n        {\n          "type": "TypeError",\n          "message": "no cart",\n          "stack":\n              TypeError: no cart\n                  at load (/app/cart.js:3:9)\n        }\n      ]\n    }\n';
    deepStrictEqual(
      readErrors(pretty).map(({ said, role }) => `${role} ${said}`),
      expected.slice(0, 2),
    );
  });
});
