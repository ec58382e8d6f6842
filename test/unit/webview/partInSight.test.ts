import assert from 'node:assert/strict';
import { partInSight } from '../../../src/webview/attention/painters/partInSight';

describe('partInSight', () => {
  it('leaves a line that is wholly in sight as it is', () => {
    assert.deepEqual(partInSight([0, 10, 100, 90], 0, 100), [0, 10, 100, 90]);
    assert.deepEqual(partInSight([0, 50, 100, 50], 0, 100), [0, 50, 100, 50]);
  });

  it('cuts a line at the edge, on either side, going up or down', () => {
    assert.deepEqual(partInSight([0, 50, 100, 250], 0, 100), [0, 50, 25, 100]);
    assert.deepEqual(partInSight([0, 200, 100, 0], 0, 100), [50, 100, 100, 0]);
    assert.deepEqual(partInSight([0, -100, 100, 300], 0, 100), [25, 0, 50, 100]);
  });

  it('gives nothing of a line above or below', () => {
    assert.equal(partInSight([0, -20, 100, -1], 0, 100), undefined);
    assert.equal(partInSight([0, 101, 100, 500], 0, 100), undefined);
  });
});
