import assert from 'node:assert/strict';
import fc from 'fast-check';
import { beginningOf } from '../../../../src/webview/parts/beginningOf';

describe('beginningOf', () => {
  it('ends behind the last whole line that fits the number of lines and characters', () => {
    assert.equal(beginningOf('a\nb\nc\nd', 2, 100), 3);
    assert.equal(beginningOf('a\nb', 2, 100), 3);
    assert.equal(beginningOf('', 2, 100), 0);
  });

  it('cuts a line that is too long, and avoids a fold that hides little', () => {
    assert.equal(beginningOf('x'.repeat(1000), 5, 100), 100);
    assert.equal(beginningOf('x'.repeat(110), 5, 100), 110);
  });

  it('never takes more than allowed, nor more than there is', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 50 }), (text, lines, characters) => {
        const end = beginningOf(text, lines, characters);
        assert.ok(end >= 0 && end <= Math.max(text.length, 0) && end <= characters * 1.2);
        assert.ok(text.slice(0, end).split('\n').length <= lines);
      }),
    );
  });
});
