import assert from 'node:assert/strict';
import { formatCount } from '../../../../src/core/language';
import { countOf, formatLength } from '../../../../src/webview/parts/formatNumber';

describe('numbers with their units', () => {
  it('groups digits and handles the singular', () => {
    assert.equal(formatCount(96400), '96,400');
    assert.equal(countOf(1, 'frame'), '1 frame');
    assert.equal(countOf(1200, 'frame'), '1,200 frames');
  });

  it('reads large lengths in millions', () => {
    assert.equal(formatLength(812), '812 characters');
    assert.equal(formatLength(5_200_000), '5.2 million characters');
  });
});
