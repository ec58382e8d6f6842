import assert from 'node:assert/strict';
import { localMinute } from '../../../src/host/localMinute';

describe('localMinute', () => {
  it('gives a time to the minute, in the time of this machine', () => {
    assert.equal(localMinute(new Date(2026, 2, 4, 9, 5, 59)), '2026-03-04 09:05');
    assert.equal(localMinute(new Date(2026, 11, 31, 23, 59)), '2026-12-31 23:59');
  });
});
