import { deepStrictEqual } from 'node:assert';
import * as fc from 'fast-check';
import type { Coverage, RanLines } from '../../../../src/core/experiments/coverage';
import { coverageOf, keptCoverage } from '../../../../src/core/experiments/keptCoverage';

const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 400 })).map((lines) => new Set(lines));
const ran: fc.Arbitrary<RanLines> = fc
  .uniqueArray(
    fc.tuple(fc.constantFrom('a.js', 'b.js', 'c.js'), fc.record({ lines: numbers, functions: numbers }, { noNullPrototype: true })),
    {
      selector: ([file]) => file,
    },
  )
  .map((files) => new Map(files));

describe('keptCoverage', () => {
  it('restores the kept coverage of the requested files', () => {
    fc.assert(
      fc.property(ran, fc.array(ran, { maxLength: 3 }), (failing, passing) => {
        const files = new Set(['a.js', 'b.js']);
        const of = (whole: RanLines): RanLines => new Map([...whole].filter(([file]) => files.has(file)));
        const coverage: Coverage = { failing: of(failing), passing: passing.map(of) };
        deepStrictEqual(coverageOf(JSON.parse(JSON.stringify(keptCoverage({ failing, passing }, files)))), coverage);
      }),
    );
  });

  it('keeps consecutive lines as one range', () => {
    const lines = new Set([9, 1, 2, 3, 10]);
    const { failing } = keptCoverage(
      { failing: new Map([['a.js', { lines, functions: new Set([9, 1]) }]]), passing: [] },
      new Set(['a.js']),
    );
    deepStrictEqual(failing, [
      {
        file: 'a.js',
        lines: [
          [1, 3],
          [9, 10],
        ],
        functions: [1, 9],
      },
    ]);
  });

  it('keeps what functions of the requested files return', () => {
    const returned = ['a.js', 'b.js'].map((file) => ({ file, startLine: 1, endLine: 2, made: true as const }));
    const kept = keptCoverage({ failing: new Map(), passing: [], returned }, new Set(['a.js']));
    deepStrictEqual(coverageOf(kept).returned, [{ file: 'a.js', startLine: 1, endLine: 2, made: true }]);
  });
});
