import assert from 'node:assert/strict';
import { formatCount } from '../../../../src/core/language';
import { formatLength } from '../../../../src/webview/parts/formatNumber';

describe('numbers with their units', () => {
  it('groups digits and handles the singular', () => {
    assert.equal(formatCount(96400), '96,400');
  });

  it('reads large lengths in millions', () => {
    assert.equal(formatLength(812), '812 characters');
    assert.equal(formatLength(5_200_000), '5.2 million characters');
  });
});
