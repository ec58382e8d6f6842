import { ok, strictEqual } from 'node:assert';
import { LEAST_LUCK, luckOfSteady, STEADY, TELLING_PAIRS } from '../../../../../src/core/experiments/verdict/luck';
import { gone } from '../../../../support/waveringTries';

describe('the chance of luck', () => {
  it('is below 1 in 100 for a failure that never wavers, whatever its own chance', () => {
    ok(luckOfSteady(STEADY) < LEAST_LUCK);
    ok(luckOfSteady({ without: 3, with: 3 }) > LEAST_LUCK, 'three of each would not do');
  });

  it('stays below 1 in 100 for both ways of telling apart together', () => {
    for (let p = 0; p <= 1; p += 0.001) {
      const steady = p ** STEADY.without * (1 - p) ** STEADY.with;
      const paired = ((1 - p) / (2 - p)) ** TELLING_PAIRS;
      ok(steady + paired < LEAST_LUCK, `p = ${p}: ${steady + paired}`);
    }
  });

  it('makes fewer than 1 in 100 patches without effect gone, of 500 failures that show in 10 to 90 % of the runs', async function () {
    this.timeout(60_000);
    const { found } = await gone(500, 1, (at) => [0.1 + (0.8 * at) / 499, 0.1 + (0.8 * at) / 499]);
    ok(found < 5, `${found} of 500`);
  });

  it('makes fewer than 1 in 100 gone at the worst chance, too', async function () {
    this.timeout(60_000);
    const { found } = await gone(2000, 2, () => [3 / 8, 3 / 8]);
    ok(found < 20, `${found} of 2000`);
  });

  it('proves a right fix of a failure that shows in half of the runs, and says that it was seen to pass without', async function () {
    this.timeout(60_000);
    const { found, notes } = await gone(100, 3, () => [0.5, 0]);
    ok(found > 80, `${found} of 100`);
    ok(notes > found / 2, `${notes} of ${found}`);
  });

  it('takes eleven runs for a failure that never wavers', async () => {
    const { found, runs } = await gone(1, 4, () => [1, 0]);
    strictEqual(found, 1);
    ok(runs <= 11, String(runs));
  });
});
