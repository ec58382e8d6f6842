import { deepStrictEqual, ok } from 'node:assert';
import fc from 'fast-check';
import { deltaDebugging, type TestOutcome } from '../../../../src/core/experiments/deltaDebugging';
import { closed } from '../../../../src/core/experiments/unitDependencies';

const same = (set: ReadonlySet<number>): Set<number> => new Set(set);
const range = (n: number): number[] => Array.from({ length: n }, (_, at) => at);

async function search(n: number, test: (set: ReadonlySet<number>) => TestOutcome, close = same, most = Infinity) {
  let runs = 0;
  const found = await deltaDebugging(
    { passing: new Set(), failing: new Set(range(n)) },
    range(n),
    async (set) => (runs++, test(set)),
    close,
    () => runs < most,
  );
  return { difference: [...found.failing].filter((unit) => !found.passing.has(unit)), minimal: found.minimal, runs };
}

describe('deltaDebugging', () => {
  it('finds one change of many in about log n runs', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 200 }), fc.nat(), async (n, seed) => {
        const bad = seed % n;
        const { difference, runs } = await search(n, (set) => (set.has(bad) ? 'fails' : 'passes'));
        deepStrictEqual(difference, [bad]);
        ok(runs <= 2 * Math.ceil(Math.log2(n)) + 2, `${runs} runs for ${n}`);
      }),
    );
  });

  it('finds a relevant difference where two changes together cause the failure', async () => {
    const { difference } = await search(16, (set) => (set.has(3) && set.has(12) ? 'fails' : 'passes'));
    ok(difference.length === 1 && (difference[0] === 3 || difference[0] === 12));
  });

  it('finds two units of which neither runs without the other', async () => {
    // 5 does not run without 9, and nothing else shows that.
    const { difference } = await search(16, (set) => (set.has(5) !== set.has(9) ? 'unresolved' : set.has(5) ? 'fails' : 'passes'));
    deepStrictEqual(difference, [5, 9]);
  });

  it('tests no set that lacks a unit which another of it needs', async () => {
    const needs = new Map(range(12).map((unit) => [unit, new Set(unit % 3 ? [unit - 1] : [])]));
    const close = (set: ReadonlySet<number>): Set<number> => closed(set, needs);
    const { difference } = await search(
      12,
      (set) => {
        deepStrictEqual([...close(set)].sort(), [...set].sort());
        return set.has(7) ? 'fails' : 'passes';
      },
      close,
    );
    deepStrictEqual(difference, [7]);
  });

  it('ends with its best result where no more runs are allowed', async () => {
    const { difference, minimal, runs } = await search(64, (set) => (set.has(40) ? 'fails' : 'passes'), same, 3);
    deepStrictEqual([minimal, runs], [false, 3]);
    ok(difference.includes(40) && difference.length < 64);
  });
});
