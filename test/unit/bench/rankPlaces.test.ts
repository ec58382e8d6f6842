import assert from 'node:assert/strict';
import type { FolderBug } from '../../../realBugs/bugFolder';
import { mcNemar, meanReciprocalRank, placesOf, topK } from '../../../bench/support/rankPlaces';

const bug: FolderBug = {
  id: 'b',
  project: 'p',
  language: 'python',
  kind: 'crash',
  workspace: '',
  trace: '',
  truth: [{ file: 'a.py', range: [10, 20], lines: [12, 13] }],
  functions: {
    'a.py': [
      [1, 30, 'outer'],
      [10, 20, 'inner'],
    ],
  },
};

describe('placesOf', () => {
  it('counts distinct functions and distinct lines', () => {
    const named = [2, 3, 11, 11, 13].map((line) => ({ file: 'a.py', line }));
    assert.deepEqual(placesOf(bug, named), { function: 2, line: 4 });
  });

  it('finds nothing in other files', () => {
    assert.deepEqual(placesOf(bug, [{ file: 'b.py', line: 12 }]), { function: Infinity, line: Infinity });
  });
});

describe('figures of a ranking', () => {
  it('gives shares and the mean reciprocal rank', () => {
    const ranks = [1, 2, Infinity, 4];
    assert.equal(topK(ranks, 1), 25);
    assert.equal(topK(ranks, 3), 50);
    assert.equal(meanReciprocalRank(ranks), (1 + 0.5 + 0.25) / 4);
  });

  it('tests paired hits exactly: 1 against 6 of 7 gives p = 0.125', () => {
    const first = [true, ...Array<boolean>(6).fill(false), true];
    const second = [false, ...Array<boolean>(6).fill(true), true];
    assert.deepEqual(mcNemar(first, second), { onlyFirst: 1, onlySecond: 6, p: 0.125 });
  });

  it('finds no difference if both hit the same', () => {
    assert.equal(mcNemar([true, false], [true, false]).p, 1);
  });
});
