import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { byteThreshold, strongest } from '../../../../src/core/attention/massThreshold';
import { packAttention, unpackRow } from '../../../../src/core/attention/packAttention';

describe('strongest', () => {
  it('takes the fewest that hold the mass', () => {
    assert.deepEqual(strongest([0.1, 0.5, 0.15, 0.25], 0.7), [1, 3]);
    assert.deepEqual(strongest([0.1, 0.5, 0.15, 0.25], 0.75), [1, 3]);
    assert.deepEqual(strongest([0.1, 0.5, 0.15, 0.25], 0.76), [1, 3, 2]);
  });

  it('counts the mass without skipped places', () => {
    assert.deepEqual(
      strongest([0.1, 0.5, 0.15, 0.25], 0.7, 9, (place) => place === 1),
      [3, 2],
    );
  });

  it('respects its limit, returns nothing for mass 0 and everything for mass 1', () => {
    assert.deepEqual(strongest([1, 1, 1], 1, 2), [0, 1]);
    assert.deepEqual(strongest([1, 2, 0], 0), []);
    assert.deepEqual(strongest([1, 2, 0], 1), [1, 0]);
  });
});

describe('byteThreshold', () => {
  it('finds the same threshold as sorting', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 1, maxLength: 40 }),
        fc.double({ min: 0.05, max: 1, noNaN: true }),
        (bytes, mass) => {
          const packed = Uint8Array.from(bytes);
          const threshold = byteThreshold(packed, 0, packed.length, mass, undefined);
          const weights = unpackRow(packed, packed.length, 0);
          const sorted = strongest(weights, mass);
          const kept = [...packed.keys()].filter((place) => packed[place]! >= threshold);
          // Equal bytes are included together.
          assert.ok(sorted.every((place) => kept.includes(place)));
          const least = Math.min(...sorted.map((place) => packed[place]!));
          assert.ok(kept.every((place) => packed[place]! >= least));
        },
      ),
    );
  });

  it('does not count hidden tokens', () => {
    const packed = packAttention(Float32Array.from([0.9, 0.07, 0.03, 1, 0, 0, 1, 0, 0]), 3);
    assert.equal(byteThreshold(packed, 0, 3, 0.5, Uint8Array.from([1, 0, 0])), packed[1]);
    assert.equal(byteThreshold(packed, 3, 3, 0.5, Uint8Array.from([1, 0, 0])), 256);
  });
});
