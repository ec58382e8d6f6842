import assert from 'node:assert/strict';
import { outsideChange, restsMostOn } from '../../../../src/core/attention/outsideChange';

describe('outsideChange', () => {
  const byLog = (logOdds: number) => ({ sure: 1 / (1 + Math.exp(-logOdds)), logOdds });

  it('uses log odds where both have them: detects a change far from even', () => {
    assert.deepEqual(outsideChange(byLog(7), byLog(4)), { value: -3, byLogOdds: true });
  });

  it('uses stated confidences where one has no log odds', () => {
    const { value, byLogOdds } = outsideChange(byLog(0), { sure: 0.2 });
    assert.ok(Math.abs(value + 0.3) < 1e-9);
    assert.equal(byLogOdds, false);
  });

  it('names the section without which the model is least sure, and none where nothing changes clearly', () => {
    assert.equal(restsMostOn(byLog(2), [byLog(1.8), byLog(-1), byLog(0)]), 1);
    assert.equal(restsMostOn({ sure: 0.9 }, [{ sure: 0.85 }, { sure: 0.95 }]), -1);
    assert.equal(restsMostOn(byLog(2), []), -1);
  });
});
