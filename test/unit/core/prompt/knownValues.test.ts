import assert from 'node:assert/strict';
import fc from 'fast-check';
import { KnownValues, LEAST_KNOWN } from '../../../../src/core/prompt/knownValues';

describe('KnownValues', () => {
  it('gives the same result as a search for each value, the longest at each place', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b'), minLength: LEAST_KNOWN, maxLength: 12 });
    fc.assert(
      fc.property(
        fc.array(letters, { maxLength: 8 }),
        fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 80 }),
        (values, text) => {
          const known = new KnownValues();
          for (const value of values) known.add(value, value);
          const expected: string[] = [];
          for (let at = 0; at < text.length;) {
            const hit = values.filter((value) => text.startsWith(value, at)).sort((a, b) => b.length - a.length)[0];
            if (hit) expected.push(`${at}:${hit}`);
            at += hit?.length ?? 1;
          }
          assert.deepEqual(
            known.search(text).map(({ start, found }) => `${start}:${found}`),
            expected,
          );
        },
      ),
    );
  });
});
