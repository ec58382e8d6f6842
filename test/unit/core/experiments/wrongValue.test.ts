import assert from 'node:assert/strict';
import { isWrongValue, wrongValue } from '../../../../src/core/experiments/wrongValue';

const of = (actual: string, expected: string) => wrongValue([{ actual, expected }]);

describe('wrongValue', () => {
  it('is what the test got, without quotes, and the part that only it has', () => {
    assert.deepEqual(of("'a&apos;b'", "'a&#x27;b'"), { is: ['a&apos;b'], holds: ['apos'] });
    assert.deepEqual(of('3', '4'), { is: ['3'], holds: [] });
  });

  it('is none where nothing was compared, or both look the same', () => {
    assert.equal(wrongValue([]), undefined);
    assert.equal(of('{}', '{}'), undefined);
  });

  it('is known as a whole and by its part', () => {
    const wrong = of("'a&apos;b'", "'a&#x27;b'")!;
    assert.deepEqual(
      ['a&apos;b', '&apos;', 'a&#x27;b', 'a'].map((text) => isWrongValue(text, wrong)),
      [true, true, false, false],
    );
  });
});
