import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { addUnpacked, packAttention, unpackRow } from '../../../../src/core/attention/packAttention';

const distribution = (size: number) =>
  fc.array(fc.double({ min: 1e-6, max: 1, noNaN: true }), { minLength: size, maxLength: size }).map((values) => {
    const sum = values.reduce((total, value) => total + value, 0);
    return values.map((value) => value / sum);
  });

describe('packAttention', () => {
  it('keeps a weight far below 1/255 of the largest, which plain bytes would lose', () => {
    const weights = Float32Array.from([0.9, 0.0992, 0.0008, 0.25, 0.25, 0.5, 1, 0, 0]);
    const packed = packAttention(weights, 3);
    assert.deepEqual([...packed], [255, 85, 8, 180, 180, 255, 255, 0, 0]);
    const row = unpackRow(packed, 3, 0);
    assert.ok(Math.abs(row[2]! - 0.0008) < 0.0002, String(row[2]));
  });

  it('reads back rows that sum to 1, in the same order, with an error below 0.01', () => {
    fc.assert(
      fc.property(fc.array(distribution(5), { minLength: 5, maxLength: 5 }), (rows) => {
        const packed = packAttention(Float32Array.from(rows.flat()), 5);
        rows.forEach((weights, from) => {
          const read = unpackRow(packed, 5, from);
          assert.ok(Math.abs(read.reduce((sum, value) => sum + value, 0) - 1) < 1e-5);
          weights.forEach((weight, to) => assert.ok(Math.abs(read[to]! - weight) < 0.01));
          for (let a = 0; a < 5; a++) for (let b = 0; b < 5; b++) if (weights[a]! > weights[b]!) assert.ok(read[a]! >= read[b]!);
        });
      }),
    );
  });

  it('leaves a row without weight empty', () => {
    assert.deepEqual([...unpackRow(packAttention(new Float32Array(4), 2), 2, 0)], [0, 0]);
  });

  it('adds heads up to their mean', () => {
    const mean = new Float32Array(4);
    addUnpacked(mean, packAttention(Float32Array.from([1, 0, 0, 1]), 2), 2, 0.5);
    addUnpacked(mean, packAttention(Float32Array.from([0.5, 0.5, 0.5, 0.5]), 2), 2, 0.5);
    assert.deepEqual([...mean], [0.75, 0.25, 0.25, 0.75]);
  });
});
