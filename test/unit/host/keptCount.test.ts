import assert from 'node:assert/strict';
import { keptCount } from '../../../src/host/keptCount';

describe('keptCount', () => {
  it('keeps as many as the setting says, and all if the setting is not a count', () => {
    for (const [setting, kept] of [
      [1, 1],
      [50, 50],
      [2.7, 2],
      ...['all', '50', 0, -1, NaN, null, undefined, [], {}, true].map((each): [unknown, number] => [each, Infinity]),
    ] as const) {
      assert.equal(keptCount(setting), kept, JSON.stringify(setting));
    }
  });
});
