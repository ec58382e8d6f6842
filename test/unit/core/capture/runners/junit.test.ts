import { deepStrictEqual } from 'node:assert';
import { parseFailure } from '../../../../../src/core/capture/captureFailure';
import { readErrors } from '../../../../support/readErrors';

describe("gradle's default output", () => {
  const text = `> Task :app:test FAILED

com.acme.CartTest > totalSums FAILED
    org.opentest4j.AssertionFailedError at CartTest.java:14
CartTest > discount() FAILED
    java.lang.NullPointerException at Cart.java:19
        Caused by: java.io.IOException at Disk.java:9
            Caused by: java.nio.file.AccessDeniedException

2 tests completed, 2 failed
`;

  it('names an error and one line of it', () => {
    deepStrictEqual(readErrors(text), [
      { said: 'org.opentest4j.AssertionFailedError', role: 'thrown', frames: ['CartTest.java:14'] },
      { said: 'java.lang.NullPointerException', role: 'thrown', frames: ['Cart.java:19'] },
      { said: 'java.io.IOException', role: 'cause', frames: ['Disk.java:9'] },
      { said: 'java.nio.file.AccessDeniedException', role: 'cause', frames: [] },
    ]);
  });

  it('gives each error its test, whether printed as a method or by its display name', () => {
    deepStrictEqual(
      parseFailure(text).errors.map(({ test }) => test),
      ['com.acme.CartTest > totalSums', 'CartTest > discount()', undefined, undefined],
    );
  });
});

describe("Defects4J's list of failing tests", () => {
  it('names the test above each trace', () => {
    const text = `--- shop.CartTest::total
junit.framework.AssertionFailedError: expected:<3> but was:<2>
\tat junit.framework.Assert.fail(Assert.java:57)
\tat shop.CartTest.total(CartTest.java:9)
--- shop.CartTest::isEmpty
java.lang.NullPointerException
\tat shop.Cart.size(Cart.java:4)
\tat shop.CartTest.isEmpty(CartTest.java:14)
`;
    deepStrictEqual(
      parseFailure(text).errors.map(({ type, test, frames }) => [type, test, frames.length]),
      [
        ['junit.framework.AssertionFailedError', 'shop.CartTest.total', 2],
        ['java.lang.NullPointerException', 'shop.CartTest.isEmpty', 2],
      ],
    );
  });
});
