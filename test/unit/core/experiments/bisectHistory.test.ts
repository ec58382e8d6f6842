import { deepStrictEqual, ok, strictEqual } from 'node:assert';
import fc from 'fast-check';
import { bisectHistory } from '../../../../src/core/experiments/bisectHistory';
import type { TestOutcome } from '../../../../src/core/experiments/deltaDebugging';

const always = (): boolean => true;

describe('bisectHistory', () => {
  it('finds the breaking state of any history in about 2·log₂n states', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 500 }), fc.nat(), async (count, seed) => {
        const passing = 1 + (seed % (count - 1));
        let tried = 0;
        const test = async (state: number): Promise<TestOutcome> => (tried++, state >= passing ? 'passes' : 'fails');
        deepStrictEqual(await bisectHistory(count, test, always), { failing: passing - 1, passing });
        ok(tried <= 2 * Math.ceil(Math.log2(count)) + 2, `${tried} states of ${count}`);
      }),
    );
  });

  it('skips states that do not run', async () => {
    const states: TestOutcome[] = ['fails', 'fails', 'unresolved', 'unresolved', 'fails', 'unresolved', 'passes', 'passes', 'unresolved'];
    const test = async (state: number): Promise<TestOutcome> => states[state] ?? 'unresolved';
    deepStrictEqual(await bisectHistory(states.length, test, always), { failing: 4, passing: 6 });
  });

  it('returns nothing where no state passes, or where the runs are used up before one does', async () => {
    strictEqual(await bisectHistory(9, async () => 'fails', always), undefined);
    let runs = 0;
    const test = async (state: number): Promise<TestOutcome> => (runs++, state > 100 ? 'passes' : 'fails');
    strictEqual(await bisectHistory(200, test, () => runs < 3), undefined);
  });
});
