import { deepStrictEqual, strictEqual } from 'node:assert';
import fc from 'fast-check';
import { EndsList } from '../../../../../src/core/capture/scan/endsList';

describe('EndsList', () => {
  it('keeps both ends and counts the rest', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.nat(5), fc.integer({ min: 1, max: 5 }), (many, first, last) => {
        const list = new EndsList<number>(first, last);
        const all = Array.from({ length: many }, (_, index) => index);
        for (const item of all) list.add(item);
        const fits = many <= first + last;
        deepStrictEqual(list.toArray(), fits ? all : [...all.slice(0, first), ...all.slice(-last)]);
        strictEqual(list.leftOut, fits ? 0 : many - first - last);
      }),
    );
  });
});
