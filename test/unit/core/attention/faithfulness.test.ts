import assert from 'node:assert/strict';
import { measureFaithfulness } from '../../../../src/core/attention/faithfulness';

describe('measureFaithfulness', () => {
  const effects = Float32Array.from([NaN, 3, -2, 1, 0]);
  const matrix = (firstRow: number[]) => [...firstRow, ...new Array<number>(20).fill(0.2)];
  const input = {
    rows: 5,
    suspect: 0,
    lineAttention: Float32Array.from([
      ...matrix([0.1, 0.5, 0.2, 0.15, 0.05]),
      ...matrix([0.1, 0.05, 0.15, 0.2, 0.5]),
      ...matrix([0.2, 0.2, 0.2, 0.2, 0.2]),
    ]),
    rollout: Float32Array.from(matrix([0.6, 0.2, 0.1, 0.07, 0.03])),
    effects,
  };

  it('ranks heads by the size of the effects; a head that spreads evenly has no order', () => {
    const result = measureFaithfulness(input, () => 0.5);
    assert.ok(Math.abs(result.heads[0]! - 1) < 1e-6);
    assert.ok(Math.abs(result.heads[1]! + 1) < 1e-6);
    assert.ok(Number.isNaN(result.heads[2]!));
    assert.ok(Math.abs(result.rollout - 1) < 1e-9);
    assert.equal(result.lines, 4);
    assert.ok(Number.isNaN(result.random));
  });

  it('does not count the suspect itself, even where it was measured', () => {
    const result = measureFaithfulness({ ...input, effects: Float32Array.from([99, 3, -2, 1, 0]) }, Math.random);
    assert.equal(result.lines, 4);
    assert.ok(Math.abs(result.heads[0]! - 1) < 1e-6);
  });
});
