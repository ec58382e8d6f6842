import assert from 'node:assert/strict';
import type { LocalRanking } from '../../../src/model/localRanker';
import { RecentRankings } from '../../../src/node/recentRankings';
import { aScene } from '../../support/scenes';

describe('RecentRankings', () => {
  const ranking = (by: string): LocalRanking => ({ ranking: { by, functions: [] } });
  const scene = (actual: string) => ({ ...aScene(), actual });

  it('gives back what was made of the same evidence, also when it came from another thread', () => {
    const recent = new RecentRankings();
    const first = ranking('first');
    recent.keep(scene('a'), first);
    assert.equal(recent.find(structuredClone(scene('a'))), first);
    assert.equal(recent.find(scene('b')), undefined);
  });

  it('keeps two, and of the same evidence the newest', () => {
    const recent = new RecentRankings();
    for (const actual of ['a', 'b', 'a', 'c']) recent.keep(scene(actual), ranking(actual));
    const last = ranking('last');
    recent.keep(scene('a'), last);
    assert.equal(recent.find(scene('a')), last);
    assert.equal(recent.find(scene('b')), undefined);
    assert.equal(recent.find(scene('c'))?.ranking.by, 'c');
  });
});
