import assert from 'node:assert/strict';
import { rankLedger } from '../../../../src/core/investigation/rankLedger';
import { apply, asked, local, read, started } from './investigationFixtures';

const shown = (state: Parameters<typeof rankLedger>[0]) =>
  rankLedger(state).entries.map(({ entry, rank, folded }) => `${rank}${folded ? '-' : ' '}${entry.hypothesis.title}`);

describe('rankLedger', () => {
  it('shows the local ones before anything was asked', () => {
    assert.deepEqual(shown(apply(started(), local('a', 'b'))), ['1 a', '2 b']);
  });

  it('holds all places for an answer while it streams, so that no card moves', () => {
    const asking = apply(started(), local('a', 'b'), asked('r1'));
    assert.equal(rankLedger(asking).expected, 3);
    assert.deepEqual(shown(asking), ['1-a', '2-b']);
    const one = apply(asking, read('r1', 'x'));
    assert.equal(rankLedger(one).expected, 2);
    assert.deepEqual(shown(one), ['1 x', '2-a', '3-b']);
  });

  it('fills up with local ones when the answer holds fewer than three', () => {
    const state = apply(started(), local('a', 'b', 'c'), asked('r1'), read('r1', 'x'), {
      type: 'answerEnded',
      round: 'r1',
      end: { phase: 'done' },
    });
    assert.deepEqual(shown(state), ['1 x', '2 a', '3 b', '4-c']);
    assert.equal(rankLedger(state).expected, 0);
  });

  it('folds a rejected one and lets the next take its place', () => {
    const state = apply(started(), local('a'), asked('r1'), read('r1', 'x', 'y', 'z'), {
      type: 'answerEnded',
      round: 'r1',
      end: { phase: 'done' },
    });
    assert.deepEqual(shown(apply(state, { type: 'verdict', id: 'r1.2', verdict: 'rejected' })), ['1 x', '2 z', '3 a', '4-y']);
  });

  it('brings the local ones back when the answer failed before its first hypothesis', () => {
    const state = apply(started(), local('a'), asked('r1'), {
      type: 'answerEnded',
      round: 'r1',
      end: { phase: 'failed', message: 'No key.', nextStep: 'setKey' },
    });
    assert.deepEqual(shown(state), ['1 a']);
  });
});
