import { deepStrictEqual, ok, strictEqual } from 'node:assert';
import fc from 'fast-check';
import { minimizeHunks } from '../../../../training/npm/minimizeHunks';

function needing(wanted: readonly number[]): { mends: (part: readonly number[]) => Promise<boolean>; runs: () => number } {
  let runs = 0;
  return {
    runs: () => runs,
    mends: (part) => {
      runs++;
      return Promise.resolve(wanted.every((item) => part.includes(item)));
    },
  };
}

describe('minimizeHunks', () => {
  it('finds exactly what is needed, in order, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 40 }), fc.array(fc.nat(39), { minLength: 1, maxLength: 4 }), async (count, picks) => {
        const items = Array.from({ length: count }, (_, index) => index);
        const wanted = [...new Set(picks.map((pick) => pick % count))].sort((a, b) => a - b);
        deepStrictEqual(await minimizeHunks(items, needing(wanted).mends, 10_000), wanted);
      }),
    );
  });

  it('needs few runs for one of many', async () => {
    const test = needing([37]);
    deepStrictEqual(
      await minimizeHunks(
        Array.from({ length: 64 }, (_, index) => index),
        test.mends,
        100,
      ),
      [37],
    );
    ok(test.runs() <= 12, `${String(test.runs())} runs`);
  });

  it('gives up when the budget ends', async () => {
    const test = needing([1, 9, 17, 25]);
    strictEqual(
      await minimizeHunks(
        Array.from({ length: 32 }, (_, index) => index),
        test.mends,
        5,
      ),
      undefined,
    );
    strictEqual(test.runs(), 5);
  });

  it('runs nothing where there is one change', async () => {
    const test = needing([0]);
    deepStrictEqual(await minimizeHunks([0], test.mends, 5), [0]);
    strictEqual(test.runs(), 0);
  });
});
