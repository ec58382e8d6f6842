import assert from 'node:assert/strict';
import { scaledDotProduct, softmax } from '../../../../src/core/attention/scaledDotProduct';

const rounded = (values: number[]) => values.map((value) => Math.round(100 * value) / 100);

describe('scaledDotProduct', () => {
  it('gives the weights and output of the three-word example, as worked out by hand', () => {
    const keys = [
      [1, 0],
      [1, 1],
      [0, 1],
    ];
    const values = [
      [0.9, 0.1],
      [0.5, 0.5],
      [0.1, 0.9],
    ];
    const steps = scaledDotProduct([1, 1], keys, values);
    assert.deepEqual(steps.scores, [1, 2, 1]);
    assert.deepEqual(rounded(steps.scaled), [0.71, 1.41, 0.71]);
    assert.deepEqual(rounded(steps.weights), [0.25, 0.5, 0.25]);
    assert.deepEqual(rounded(steps.output), [0.5, 0.5]);
  });
});

describe('softmax', () => {
  it('sums to 1 even where powers would overflow', () => {
    assert.deepEqual(softmax([1000, 1000]), [0.5, 0.5]);
    assert.ok(Math.abs(softmax([1, -3, 900, 2]).reduce((sum, value) => sum + value) - 1) < 1e-12);
  });
});
