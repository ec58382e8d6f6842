import { deepStrictEqual, strictEqual } from 'node:assert';
import { parseFailure } from '../../../../../src/core/capture/captureFailure';
import { framesOf, readErrors } from '../../../../support/readErrors';

/** [a printed frame, the expected result] */
const frames: [string, string][] = [
  ['\tat shop.Cart.total(Cart.java:9)', 'shop.Cart.total Cart.java:9'],
  ['\tat shop.Cart$Line.<init>(Cart.java:9)', 'shop.Cart$Line.<init> Cart.java:9'],
  ['\tat shop.Cart.lambda$total$0(Cart.java:9)', 'shop.Cart.lambda$total$0 Cart.java:9'],
  ['\tat java.base/java.util.ArrayList.get(ArrayList.java:427)', 'java.util.ArrayList.get ArrayList.java:427'],
  ['\tat app//shop.Cart.total(Cart.java:9)', 'shop.Cart.total Cart.java:9'],
  ['\tat shop@1.2/shop.Cart.total(Cart.java:9)', 'shop.Cart.total Cart.java:9'],
  ['\tat shop.Cart.total(Cart.java:9) ~[shop-1.2.jar:1.2]', 'shop.Cart.total Cart.java:9'],
  ['\tat shop.Cart.total(Cart.java:9) [shop-1.2.jar!/:?]', 'shop.Cart.total Cart.java:9'],
  ['\tat shop.Cart.total(Native Method)', 'shop.Cart.total Native Method'],
  ['\tat shop.Cart.total(Unknown Source)', 'shop.Cart.total Unknown Source'],
  ['\tat shop.MainKt.main(Main.kt)', 'shop.MainKt.main Main.kt'],
  ['\tat shop.Orders$$anonfun$total$1.apply(Main.scala:10)', 'shop.Orders$$anonfun$total$1.apply Main.scala:10'],
  ['    at shop.Cart.total(Cart.java:9)', 'shop.Cart.total Cart.java:9'],
];

describe('java', () => {
  for (const [printed, read] of frames) {
    it(`reads ${printed.trim()}`, () => {
      deepStrictEqual(framesOf(`java.lang.IllegalStateException: x\n${printed}\n\tat shop.Main.main(Main.java:1)\n`), [
        read,
        'shop.Main.main Main.java:1',
      ]);
    });
  }

  it('reads an error that lists several failures in its message as one', () => {
    const text = `CartTest > mult() FAILED
    org.opentest4j.MultipleFailuresError: totals (2 failures)
    \torg.opentest4j.AssertionFailedError: expected: <1> but was: <2>
    \torg.opentest4j.AssertionFailedError: expected: <a> but was: <b>
        at app//org.junit.jupiter.api.AssertAll.assertAll(AssertAll.java:80)
        at app//com.acme.CartTest.mult(CartTest.java:30)
        Suppressed: org.opentest4j.AssertionFailedError: expected: <1> but was: <2>
            at app//com.acme.CartTest.lambda$mult$0(CartTest.java:31)
`;
    const errors = readErrors(text);
    deepStrictEqual(
      errors.map(({ said, role }) => `${role} ${said.split('\n')[0]}`),
      [
        'thrown org.opentest4j.MultipleFailuresError: totals (2 failures)',
        'suppressed org.opentest4j.AssertionFailedError: expected: <1> but was: <2>',
      ],
    );
    strictEqual(errors[0]?.said.match(/AssertionFailedError/g)?.length, 2);
  });

  it('fills in the frames behind "... n more" from the enclosing trace', () => {
    const text = `Exception in thread "main" java.lang.RuntimeException: outer
\tat a.A.run(A.java:1)
\tat a.A.main(A.java:2)
\tSuppressed: java.io.IOException: cannot close
\t\tat a.R.close(R.java:3)
\t\t... 2 more
\t\tCaused by: java.lang.Error: deep
\t\t\tat a.D.d(D.java:4)
\t\t\t... 3 more
Caused by: java.lang.NullPointerException
\tat a.N.n(N.java:5)
\t... 1 more
`;
    deepStrictEqual(readErrors(text), [
      { said: 'java.lang.RuntimeException: outer', role: 'thrown', frames: ['a.A.run A.java:1', 'a.A.main A.java:2'] },
      {
        said: 'java.io.IOException: cannot close',
        role: 'suppressed',
        frames: ['a.R.close R.java:3', 'a.A.run A.java:1', 'a.A.main A.java:2'],
      },
      {
        said: 'java.lang.Error: deep',
        role: 'cause',
        frames: ['a.D.d D.java:4', 'a.R.close R.java:3', 'a.A.run A.java:1', 'a.A.main A.java:2'],
      },
      { said: 'java.lang.NullPointerException', role: 'cause', frames: ['a.N.n N.java:5', 'a.A.main A.java:2'] },
    ]);
    deepStrictEqual(
      parseFailure(text).errors.map(({ parent }) => parent),
      [undefined, 0, 1, 0],
    );
  });

  it('keeps messages of several lines, including lines that look like an error', () => {
    const text = `com.fasterxml.jackson.databind.JsonMappingException: Unexpected token
 at [Source: (String)"{"; line: 1, column: 2]
  second: line
\tat a.A.run(A.java:1)
`;
    strictEqual(
      readErrors(text)[0]?.said,
      'com.fasterxml.jackson.databind.JsonMappingException: Unexpected token\n at [Source: (String)"{"; line: 1, column: 2]\n  second: line',
    );
  });

  it('reads the root cause first where a logger prints it first', () => {
    const text = `java.lang.Error: root
\tat a.R.r(R.java:1)
\t... 1 common frames omitted
Wrapped by: java.lang.RuntimeException: outer
\tat a.O.o(O.java:2)
\tat a.O.main(O.java:3)
`;
    deepStrictEqual(
      readErrors(text).map(({ said, role }) => [said, role]),
      [
        ['java.lang.RuntimeException: outer', 'thrown'],
        ['java.lang.Error: root', 'cause'],
      ],
    );
  });

  it('reads a cause below its word on a separate line, as in Gradle', () => {
    const text = `    java.lang.RuntimeException: outer
        at a.A.run(A.java:1)
        at a.A.main(A.java:2)

        Caused by:
        java.lang.NullPointerException
            at a.N.n(N.java:5)
            ... 1 more
`;
    deepStrictEqual(readErrors(text), [
      { said: 'java.lang.RuntimeException: outer', role: 'thrown', frames: ['a.A.run A.java:1', 'a.A.main A.java:2'] },
      { said: 'java.lang.NullPointerException', role: 'cause', frames: ['a.N.n N.java:5', 'a.A.main A.java:2'] },
    ]);
  });

  it('folds recursion, and counts it', () => {
    const text = `java.lang.StackOverflowError\n${'\tat a.A.f(A.java:2)\n\tat a.A.g(A.java:5)\n'.repeat(512)}`;
    const [error] = parseFailure(text).errors;
    strictEqual(error?.frames.length, 2);
    strictEqual(error.frames[0]?.raw.includes('repeated 512 times'), true);
  });

  it('distinguishes own code, libraries and the runtime', () => {
    const text = `java.lang.Error: x
\tat shop.Cart.total(Cart.java:9)
\tat org.springframework.web.Servlet.get(Servlet.java:1)
\tat java.base/java.lang.Thread.run(Thread.java:840)
\tat kotlin.concurrent.ThreadsKt.run(Thread.kt:30)
`;
    deepStrictEqual(
      parseFailure(text).errors[0]?.frames.map(({ origin }) => origin),
      ['workspace', 'dependency', 'runtime', 'runtime'],
    );
  });
});
