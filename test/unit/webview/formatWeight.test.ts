import assert from 'node:assert/strict';
import { useLanguage } from '../../../src/core/language';
import { formatSigned, formatWeight } from '../../../src/webview/attention/painters/formatWeight';

describe('weights in words', () => {
  it('are percentages, with one more digit if they are small', () => {
    assert.deepEqual([0.124, 0.0312, 0.004, 0, 1].map(formatWeight), ['12 %', '3.1 %', '<1 %', '0.0 %', '100 %']);
  });

  it('have a sign, except where they round to zero', () => {
    assert.deepEqual([1.2, -0.354, 0.0123, -0.0001, 0].map(formatSigned), ['+1.20', '−0.35', '+0.012', '0.000', '0.000']);
  });

  it('are written as the language of the person does', () => {
    useLanguage('de', {});
    try {
      assert.deepEqual([formatWeight(0.0312), formatSigned(-0.354)], ['3,1 %', '−0,35']);
    } finally {
      useLanguage('en', {});
    }
  });
});
