import assert from 'node:assert/strict';
import { Deletions } from '../../../../src/core/attention/deletions';

describe('Deletions', () => {
  // A model that scores row 0 by what the other rows give it: 3, 1 and -0.5.
  const worth = [0, 3, 1, -0.5];
  const scoresWithout = (left: number[]) =>
    Float32Array.from(worth, (_, row) =>
      left.includes(row) ? NaN : row === 0 ? worth.reduce((sum, value, other) => sum + (left.includes(other) ? 0 : value), 0) : 1,
    );
  const groups = [
    { name: 'a', rows: [1] },
    { name: 'b', rows: [2, 3] },
    { name: 'itself', rows: [0] },
  ];
  const fresh = () => new Deletions(groups, scoresWithout([]));

  it('returns the score without a removed line, and the difference as its effect', () => {
    const deletions = fresh();
    groups.forEach(({ rows }, group) => deletions.add(group, scoresWithout(rows)));
    assert.equal(deletions.scoreWithout(0, 0), 0.5);
    assert.deepEqual([...deletions.effects(0)], [3, 0.5, NaN]);
    assert.deepEqual([...deletions.effectsByRow(0, 4)], [NaN, 3, 0.5, 0.5]);
  });

  it('serves another suspect with the same results', () => {
    const deletions = fresh();
    groups.forEach(({ rows }, group) => deletions.add(group, scoresWithout(rows)));
    assert.deepEqual([...deletions.effects(2)], [0, NaN, 0]);
  });

  it('keeps results from before a cancel and lists the remaining groups', () => {
    const deletions = fresh();
    deletions.add(1, scoresWithout([2, 3]));
    assert.equal(deletions.done, 1);
    assert.deepEqual(deletions.missing, [0, 2]);
    assert.deepEqual([...deletions.effects(0)], [NaN, 0.5, NaN]);
  });
});
