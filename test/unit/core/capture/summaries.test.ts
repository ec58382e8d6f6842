import assert from 'node:assert/strict';
import { captureFailure } from '../../../../src/core/capture/captureFailure';

const capture = (text: string) => captureFailure(text, { roots: [] });

describe('lists of failed tests at the end of an output', () => {
  it("reads pytest's, with the expectation", async () => {
    const { errors, expectations } = await capture(
      [
        '=========================== short test summary info ============================',
        'FAILED tests/test_cart.py::TestCart::test_total[empty-1] - assert 0 == 1',
        "FAILED tests/test_cart.py::test_names - KeyError: 'tea'",
        "ERROR tests/test_shop.py - ModuleNotFoundError: No module named 'shop'",
        '==================== 2 failed, 5 passed, 1 error in 0.12s =====================',
      ].join('\n'),
    );
    assert.deepEqual(
      errors.map(({ type, message, test }) => [type, message, test]),
      [
        ['AssertionError', 'assert 0 == 1', 'tests/test_cart.py::TestCart::test_total[empty-1]'],
        ['KeyError', "'tea'", 'tests/test_cart.py::test_names'],
        ['ModuleNotFoundError', "No module named 'shop'", 'tests/test_shop.py'],
      ],
    );
    assert.deepEqual(expectations, [{ expected: '1', actual: '0', test: 'tests/test_cart.py::TestCart::test_total[empty-1]', error: 0 }]);
  });

  it("reads Maven's, with the lines of the test that it names", async () => {
    const { errors, expectations } = await capture(
      [
        '[ERROR] Failures: ',
        '[ERROR]   CartTest.sumsPrices:14 two teas expected:<7> but was:<6>',
        '[ERROR] Errors: ',
        '[ERROR]   CartTest.unknownName:19->Shop.priceOf:33 » IllegalState no price for coffee',
        '[INFO] ',
        '[ERROR] Tests run: 5, Failures: 1, Errors: 1, Skipped: 0',
      ].join('\n'),
    );
    assert.deepEqual(
      errors.map(({ type, message, frames }) => [type, message, ...frames.map(({ file, line }) => `${file}:${line}`)]),
      [
        ['', 'two teas expected:<7> but was:<6>', 'CartTest.java:14'],
        ['IllegalState', 'no price for coffee', 'Shop.java:33', 'CartTest.java:19'],
      ],
    );
    assert.deepEqual(
      expectations.map(({ expected, actual }) => [expected, actual]),
      [['7', '6']],
    );
  });

  it('leaves out failures reported above', async () => {
    const { errors } = await capture(
      [
        '___________________________ TestCart.test_total[empty-1] ___________________________',
        '',
        '    def test_total(self):',
        '>       assert total([]) == 1',
        'E       assert 0 == 1',
        '',
        'tests/test_cart.py:4: AssertionError',
        '=========================== short test summary info ============================',
        'FAILED tests/test_cart.py::TestCart::test_total[empty-1] - assert 0 == 1',
        'FAILED tests/test_cart.py::TestCart::test_total[full-2] - assert 1 == 2',
        '========================= 2 failed in 0.12s =====================',
      ].join('\n'),
    );
    assert.deepEqual(
      errors.map(({ message }) => message),
      ['assert 0 == 1', 'assert 1 == 2'],
    );
    const maven = await capture(
      [
        '[ERROR] sumsPrices(shop.CartTest)  Time elapsed: 0 s  <<< FAILURE!',
        'java.lang.AssertionError: two teas expected:<7> but was:<6>',
        '\tat shop.CartTest.sumsPrices(CartTest.java:14)',
        '',
        '[INFO] Results:',
        '[ERROR] Failures: ',
        '[ERROR]   CartTest.sumsPrices:14 two teas expected:<7> but was:<6>',
        '[INFO] ',
      ].join('\n'),
    );
    assert.equal(maven.errors.length, 1);
  });

  it('of Surefire is no second report where it names a test without its parameters, a set-up, or an inherited test', async () => {
    const { errors } = await capture(
      [
        '[INFO] Running shop.SubTest',
        '[ERROR] Tests run: 1, Failures: 1, Errors: 0, Skipped: 0, Time elapsed: 0.325 s <<< FAILURE! - in shop.SubTest',
        '[ERROR] common  Time elapsed: 0.265 s  <<< FAILURE!',
        'org.opentest4j.AssertionFailedError: expected: <1> but was: <2>',
        '',
        '[INFO] Running shop.SetupTest',
        '[ERROR] Tests run: 1, Failures: 0, Errors: 1, Skipped: 0, Time elapsed: 0 s <<< FAILURE! - in shop.SetupTest',
        '[ERROR] shop.SetupTest  Time elapsed: 0 s  <<< ERROR!',
        'java.lang.IllegalStateException: no server',
        '\tat shop.SetupTest.start(SetupTest.java:4)',
        '',
        '[ERROR] Tests run: 3, Failures: 3, Errors: 0, Skipped: 0, Time elapsed: 0.364 s <<< FAILURE! -- in shop.KindsTest',
        '[ERROR] twice[1]  Time elapsed: 0.023 s  <<< FAILURE!',
        'org.opentest4j.AssertionFailedError: no',
        '\tat shop.KindsTest.twice(KindsTest.java:22)',
        '',
        '[ERROR] shop.KindsTest.other -- Time elapsed: 0.023 s <<< FAILURE!',
        'org.opentest4j.AssertionFailedError: nor this',
        '\tat shop.KindsTest.other(KindsTest.java:23)',
        '',
        '[ERROR] inside  Time elapsed: 0.003 s  <<< FAILURE!',
        'org.opentest4j.AssertionFailedError: expected: <a> but was: <b>',
        '\tat shop.KindsTest$Inner.inside(KindsTest.java:26)',
        '',
        '[INFO] Results:',
        '[ERROR] Failures: ',
        '[ERROR]   KindsTest$Inner.inside:26 expected: <a> but was: <b>',
        '[ERROR]   KindsTest.twice:22 no',
        '[ERROR]   SubTest>BaseTest.common:5 expected: <1> but was: <2>',
        '[ERROR] Errors: ',
        '[ERROR]   SetupTest.start:4 IllegalState no server',
      ].join('\n'),
    );
    assert.deepEqual(
      errors.map(({ test, message }) => [test, message]),
      [
        ['shop.SubTest.common', 'expected: <1> but was: <2>'],
        ['shop.SetupTest', 'no server'],
        ['shop.KindsTest.twice[1]', 'no'],
        ['shop.KindsTest.other', 'nor this'],
        ['shop.KindsTest$Inner.inside', 'expected: <a> but was: <b>'],
      ],
    );
  });

  it('does not match other lines', async () => {
    for (const line of [
      'FAILED to read notes.py',
      'ERROR main.py: something',
      'ERROR main.py - nothing was read',
      '[ERROR]   see https://example.org:443 for help',
    ])
      assert.deepEqual(await capture(`${line}\n`), { errors: [], expectations: [] }, line);
  });
});
