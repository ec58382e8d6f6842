import { deepStrictEqual } from 'node:assert';
import { parseFailure } from '../../../../../src/core/capture/captureFailure';

const place = '/Users/dev/Shop/Tests/CartTests.swift';

describe('xctest', () => {
  it('reads the form of Xcode, one error for each line', () => {
    const text = [
      `${place}:12: error: -[ShopTests.CartTests testTotal] : XCTAssertEqual failed: ("3") is not equal to ("4")`,
      `${place}:15: error: -[ShopTests.CartTests testTotal] : failed - no cart`,
      `${place}:18: error: -[ShopTests.CartTests testMore] : XCTAssertGreaterThan failed: ("3") is not greater than ("4") - too few`,
      "Test Case '-[ShopTests.CartTests testMore]' failed (0.001 seconds).",
    ].join('\n');
    const { errors, expectations } = parseFailure(text);
    deepStrictEqual(
      errors.map(({ type, message, test, frames }) => [type, message, test, frames[0]?.line]),
      [
        ['XCTAssertEqual', '("3") is not equal to ("4")', 'ShopTests.CartTests.testTotal', 12],
        ['XCTFail', 'no cart', 'ShopTests.CartTests.testTotal', 15],
        ['XCTAssertGreaterThan', '("3") is not greater than ("4") - too few', 'ShopTests.CartTests.testMore', 18],
      ],
    );
    deepStrictEqual(
      expectations.map(({ expected, actual }) => [expected, actual]),
      [
        ['4', '3'],
        ['greater than 4', '3'],
      ],
    );
  });

  it('ignores compiler errors', () => {
    const { errors } = parseFailure("main.swift:3:5: error: cannot find 'x' in scope\nmain.c:3: error: a.b is not : x\n");
    deepStrictEqual(
      errors.map(({ message, test }) => [message, test]),
      [["cannot find 'x' in scope", undefined]],
    );
  });
});
