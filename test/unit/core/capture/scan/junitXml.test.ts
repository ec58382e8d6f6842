import { deepStrictEqual } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { captureFailure, parseFailure } from '../../../../../src/core/capture/captureFailure';
import { junitTests } from '../../../../../src/core/capture/scan/junitXml';
import { frameText } from '../../../../support/readErrors';

/** Errors in short: their tests, messages and innermost frames. */
function read(text: string): unknown[] {
  return parseFailure(text).errors.map(({ test, role, type, message, frames }) => [
    ...(role === 'thrown' ? [test] : [role]),
    [type, message].filter(Boolean).join(': '),
    ...frames.slice(0, 1).map(frameText),
  ]);
}

const pytest =
  '<?xml version="1.0" encoding="utf-8"?><testsuites name="pytest tests"><testsuite name="pytest" errors="1" failures="2" tests="3">' +
  '<testcase classname="tests.test_store" name="test_chain" time="0.008"><failure message="store.StoreError: cannot read 28 bytes">store.py:21: in read\n' +
  '    return [Row(r["key"], int(r["value"])) for r in raw]\n' +
  "E   ValueError: invalid literal for int() with base 10: 'x'\n\n" +
  'The above exception was the direct cause of the following exception:\n' +
  'tests/test_store.py:8: in test_chain\n    assert read(text) == []\nstore.py:24: in read\n    raise StoreError(len(text)) from e\n' +
  'E   store.StoreError: cannot read 28 bytes</failure></testcase>' +
  '<testcase classname="tests.test_store" name="test_empty" time="0.001"><failure message="assert 3 == 4&#10; +  where 3 = total([1, 2])">def test_empty():\n' +
  '&gt;       assert total([1, 2]) == 4\nE       assert 3 == 4\nE        +  where 3 = total([1, 2])\n\ntests/test_store.py:12: AssertionError</failure></testcase>' +
  '<testcase classname="tests.test_store" name="test_strict" time="0.000"><failure message="[XPASS(strict)] ">[XPASS(strict)] </failure></testcase>' +
  '</testsuite></testsuites>';

const surefire = `<?xml version="1.0" encoding="UTF-8"?>
<testsuite name="com.acme.CartTest" tests="2" failures="1" errors="1">
  <properties><property name="java.version" value="21"/></properties>
  <testcase name="total" classname="com.acme.CartTest" time="0.01">
    <failure message="expected: &lt;25&gt; but was: &lt;24&gt;" type="org.opentest4j.AssertionFailedError">org.opentest4j.AssertionFailedError: expected: &lt;25&gt; but was: &lt;24&gt;
	at org.junit.jupiter.api.AssertionUtils.fail(AssertionUtils.java:55)
	at com.acme.CartTest.total(CartTest.java:14)
</failure>
    <system-out><![CDATA[java.lang.Error: only printed
	at com.acme.Log.main(Log.java:3)
]]></system-out>
  </testcase>
  <testcase name="passes" classname="com.acme.CartTest" time="0.01"/>
  <testcase name="boom" classname="com.acme.CartTest" time="0.01">
    <error message="&quot;s&quot; is null" type="java.lang.NullPointerException"><![CDATA[java.lang.NullPointerException: "s" is null
	at com.acme.Cart.<init>(Cart.java:9)
	at com.acme.CartTest.boom(CartTest.java:22)
]]></error>
  </testcase>
</testsuite>
`;

const node = `<?xml version="1.0" encoding="utf-8"?>
<testsuites>
	<testsuite name="Cart" time="0.104348" tests="6" failures="5">
		<testsuite name="total" time="0.008340" tests="3" failures="3">
			<testcase name="is zero when empty" time="0.000225" classname="test" failure="Cannot read properties of undefined (reading 'price')">
				<failure type="testCodeFailure" message="Cannot read properties of undefined (reading 'price')">
Error [ERR_TEST_FAILURE]: Cannot read properties of undefined (reading 'price')
    at async Promise.all (index 0) {
  code: 'ERR_TEST_FAILURE',
  failureType: 'testCodeFailure',
  cause: TypeError [Error]: Cannot read properties of undefined (reading 'price')
      at Cart.total (file:///shop/src/cart.mjs:11:46)
      at TestContext.&lt;anonymous> (file:///shop/test/cart.test.mjs:11:31)
}
				</failure>
			</testcase>
		</testsuite>
		<testcase name="times out" time="0.052868" classname="test" failure="test timed out after 50ms">
			<failure type="testTimeoutFailure" message="test timed out after 50ms">
[Error [ERR_TEST_FAILURE]: test timed out after 50ms] { code: 'ERR_TEST_FAILURE', failureType: 'testTimeoutFailure', cause: 'test timed out after 50ms' }
			</failure>
		</testcase>
	</testsuite>
	<!-- tests 9 -->
</testsuites>
`;

const surefireErrors = [
  [
    'com.acme.CartTest.total',
    'org.opentest4j.AssertionFailedError: expected: <25> but was: <24>',
    'org.junit.jupiter.api.AssertionUtils.fail AssertionUtils.java:55',
  ],
  ['com.acme.CartTest.boom', 'java.lang.NullPointerException: "s" is null', 'com.acme.Cart.<init> Cart.java:9'],
];

describe('a JUnit report', () => {
  it('of pytest, in one line, gives an error for each failed test', () => {
    deepStrictEqual(read(pytest), [
      ['tests.test_store.test_chain', 'store.StoreError: cannot read 28 bytes', 'read store.py:24'],
      ['cause', "ValueError: invalid literal for int() with base 10: 'x'", 'read store.py:21'],
      ['tests.test_store.test_empty', 'AssertionError: assert 3 == 4\n+  where 3 = total([1, 2])', 'test_empty tests/test_store.py:12'],
      ['tests.test_store.test_strict', '[XPASS(strict)]'],
    ]);
    deepStrictEqual(parseFailure(pytest).expectations, [{ expected: '4', actual: '3', test: 'tests.test_store.test_empty', error: 2 }]);
  });

  it("of Java has its entities decoded and its CDATA kept, and a test's output ignored", () =>
    deepStrictEqual(read(surefire), surefireErrors));

  it('of node:test gives tests with the names of their suites, and the thrown error without its wrapper', () =>
    deepStrictEqual(read(node), [
      [
        'Cart total is zero when empty',
        "TypeError: Cannot read properties of undefined (reading 'price')",
        'Cart.total /shop/src/cart.mjs:11:46',
      ],
      ['Cart times out', 'testTimeoutFailure: test timed out after 50ms'],
    ]));

  it('names the tests that passed, failed and were skipped, and a class that could not be set up', () => {
    const report = `<testsuite name="shop.CartTest" tests="5">
  <testcase name="adds(int)[1]" classname="shop.CartTest$Full" time="0"/>
  <testcase name="flaky" classname="shop.CartTest" time="0"><flakyFailure message="x">x</flakyFailure></testcase>
  <testcase name="prints" classname="shop.CartTest"><system-out><![CDATA[<testcase name="no" classname="none"/>]]></system-out></testcase>
  <testcase name="later" classname="shop.CartTest"><skipped message="later"/></testcase>
  <testcase name="" classname="shop.CartTest"><error message="no server" type="E">E: no server</error></testcase>
</testsuite>`;
    deepStrictEqual(
      junitTests(report).map(({ name, status }) => `${status} ${name}`),
      [
        'passed shop.CartTest$Full.adds(int)[1]',
        'passed shop.CartTest.flaky',
        'passed shop.CartTest.prints',
        'skipped shop.CartTest.later',
        'failed shop.CartTest',
      ],
    );
  });

  it('is read after a log prefix, with Windows line ends and from chunks cut anywhere', async () => {
    deepStrictEqual(read(surefire.replaceAll(/^/gm, '2026-02-03T10:11:12.1234567Z ')), surefireErrors);
    deepStrictEqual(read(surefire.replaceAll('\n', '\r\n')), surefireErrors);
    async function* pieces(): AsyncGenerator<string> {
      for (let at = 0; at < pytest.length; at += 97) yield await Promise.resolve(pytest.slice(at, at + 97));
    }
    deepStrictEqual((await captureFailure(pieces())).errors, parseFailure(pytest).errors);
  });

  it('that is cut off still returns its failures', () => {
    deepStrictEqual(read(surefire.slice(0, surefire.indexOf('</error>'))), surefireErrors);
    deepStrictEqual(read(surefire.slice(surefire.indexOf('<testcase name="boom"'))), surefireErrors.slice(1));
  });

  it('keeps what a runner did not encode: only the end of the failure ends it', () => {
    const failed = (name: string, body: string) => `<testcase name="${name}"><failure message="a < b && c">${body}</failure></testcase>`;
    const report = `<testsuite name="s">${failed('t', 'E: if (a && b < c)\n\tat Cart.<init>(Cart.java:9)')}${failed('u', 'E: next')}</testsuite>`;
    deepStrictEqual(read(report), [
      ['s t', 'a < b && c', 'Cart.<init> Cart.java:9'],
      ['s u', 'E: next'],
    ]);
  });

  it('hides no trace before, within or after it', () => {
    const trace = 'ValueError: bad';
    const python = `Traceback (most recent call last):\n  File "/app/a.py", line 3, in main\n    go()\n${trace}\n`;
    for (const text of [
      `${python}\n${surefire}`,
      `${surefire}\n${python}`,
      `${surefire.replace('  <testcase name="passes"', `${python}  <testcase name="passes"`)}`,
      `the report starts with <testsuite name="x"> and so on\n${python}`,
      `<testsuite name="never closed\n${'more\n'.repeat(200)}${python}`,
    ])
      deepStrictEqual(
        read(text).filter((error) => Array.isArray(error) && error.includes(trace)),
        [[undefined, trace, 'main /app/a.py:3']],
      );
  });

  it('keeps a recorded trace unchanged', () => {
    for (const name of ['python/chain', 'java/suppressed', 'ruby/uncaught', 'go/nil-pointer']) {
      const text = readFileSync(join(__dirname, '../../../../fixtures/traces', name, 'output.txt'), 'utf8');
      const encoded = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
      const bare = parseFailure(text).errors;
      for (const body of [encoded, `<![CDATA[${text}]]>`])
        deepStrictEqual(
          parseFailure(`<testcase name="t"><failure>${body}</failure></testcase>`).errors.map(({ test: _, ...error }) => error),
          bare,
          name,
        );
    }
  });

  it('expands no entity that the report itself declares, so that a small file cannot become a big one', () => {
    const laughs = Array.from({ length: 9 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join('\n');
    const outside = '<!ENTITY secret SYSTEM "file:///etc/passwd">';
    const bomb = `<?xml version="1.0"?>
<!DOCTYPE x [<!ENTITY l0 "lol">
${laughs}
${outside}]>
<testsuite name="s"><testcase name="t"><failure message="&l9;">&secret;</failure></testcase></testsuite>`;
    deepStrictEqual(read(bomb), [['s t', '&secret;']]);
  });
});
