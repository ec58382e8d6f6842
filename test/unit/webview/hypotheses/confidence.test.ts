import assert from 'node:assert/strict';
import { chanceWords, confidenceWord, percent } from '../../../../src/webview/hypotheses/confidence';

describe('how sure', () => {
  it('has a word for every number', () => {
    assert.deepEqual([1, 0.85, 0.72, 0.6, 0.4, 0.2, 0].map(confidenceWord), [
      'very likely',
      'very likely',
      'likely',
      'likely',
      'possible',
      'unlikely',
      'unlikely',
    ]);
  });

  it('stays between 0 and 100 %', () => {
    assert.deepEqual([0.724, -1, 3].map(percent), ['72 %', '0 %', '100 %']);
  });

  it('does not call a small chance none', () => {
    assert.deepEqual([0.004, 0.006, 0].map(chanceWords), ['under 1 %', '1 %', '0 %']);
  });
});
