import assert from 'node:assert/strict';
import { shownChance } from '../../../../src/core/suspects/shownChance';

describe('shownChance', () => {
  it('rises with the share, and stays a chance at its ends', () => {
    for (const frames of [true, false]) {
      const chances = [0, 0.05, 0.3, 0.6, 0.95, 1].map((share) => shownChance(share, frames));
      assert.deepEqual(
        chances,
        chances.toSorted((a, b) => a - b),
      );
      assert.equal(new Set(chances).size, chances.length);
      assert.ok(chances.every((chance) => chance > 0 && chance < 1));
    }
  });

  it('looks weak where no frame is in the code, however clear the order is', () => {
    assert.ok(shownChance(0.95, false) < 0.45);
    assert.ok(shownChance(0.95, true) > 0.75);
  });
});
