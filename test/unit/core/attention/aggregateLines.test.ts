import assert from 'node:assert/strict';
import { aggregateLines, meanOfLines } from '../../../../src/core/attention/aggregateLines';
import { packAttention } from '../../../../src/core/attention/packAttention';

const near = (actual: ArrayLike<number>, expected: number[]) =>
  expected.forEach((value, at) => assert.ok(Math.abs(actual[at]! - value) < 0.005, `${at}: ${actual[at]}, expected ${value}`));

describe('aggregateLines', () => {
  // A mark of no row, a line of two tokens, a line of one.
  const rowOf = Int32Array.from([-1, 0, 0, 1]);
  const weights = Float32Array.from([1, 0, 0, 0, 0.2, 0.4, 0.2, 0.2, 0.4, 0.1, 0.1, 0.4, 0.25, 0.25, 0.25, 0.25]);

  it('sums the attention given to a line, and averages over the giving tokens', () => {
    const lines = aggregateLines(packAttention(weights, 4), rowOf, 2);
    // Line 0 gives itself (0.4 + 0.2 + 0.1 + 0.1) / 2 and line 1 (0.2 + 0.4) / 2; the mark has the rest.
    near(lines, [0.4, 0.3, 0.5, 0.25]);
  });

  it('gives rows that sum to 1 where every token belongs to a line', () => {
    const lines = aggregateLines(packAttention(weights, 4), Int32Array.from([0, 0, 1, 1]), 2);
    near([lines[0]! + lines[1]!, lines[2]! + lines[3]!], [1, 1]);
  });
});

describe('meanOfLines', () => {
  const all = Float32Array.from([1, 0, 0, 1, 0, 1, 1, 0, 0.5, 0.5, 0.5, 0.5]);

  it('averages over only the chosen heads', () => {
    assert.deepEqual([...meanOfLines(all, 2, [0, 1])], [0.5, 0.5, 0.5, 0.5]);
    assert.deepEqual([...meanOfLines(all, 2, [0])], [1, 0, 0, 1]);
  });

  it('returns zeros where no head is chosen', () => {
    assert.deepEqual([...meanOfLines(all, 2, [])], [0, 0, 0, 0]);
  });
});
