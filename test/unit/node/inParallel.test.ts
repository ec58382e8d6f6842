import assert from 'node:assert/strict';
import { inParallel } from '../../../src/node/inParallel';

describe('inParallel', () => {
  it('gives the results in the order of the items, and works on no more than so many', async () => {
    let now = 0;
    let most = 0;
    const work = async (item: number): Promise<number> => {
      most = Math.max(most, ++now);
      for (let turn = 0; turn < 4 - (item % 4); turn++) await Promise.resolve();
      now -= 1;
      return item * 10;
    };
    assert.deepEqual(await inParallel([0, 1, 2, 3, 4, 5, 6], 3, work), [0, 10, 20, 30, 40, 50, 60]);
    assert.equal(most, 3);
  });

  it('throws what one of them threw', async () => {
    await assert.rejects(
      inParallel([1, 2, 3], 2, (item) => (item === 2 ? Promise.reject(new Error('two')) : Promise.resolve())),
      /two/,
    );
  });
});
