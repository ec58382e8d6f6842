import assert from 'node:assert/strict';
import type { StoredSummary } from '../../../../src/core/investigation/storedInvestigation';
import { LIST_PAGE, toHomeState } from '../../../../src/host/surfaces/toHomeState';

describe('toHomeState', () => {
  const summary = (at: number): StoredSummary => ({
    id: `i${at}`,
    title: `TypeError: x${at} is undefined`,
    location: { file: 'src/a.ts', line: at },
    status: 'open',
    capturedAt: '2026-03-04T10:00:00.000Z',
    failure: `f${at}`,
    embedding: Array.from({ length: 256 }, () => 0.123456),
  });

  it('sends a page of the newest, however many there are, and counts the older ones', () => {
    const all = Array.from({ length: 10_000 }, (_, at) => summary(at));
    const state = toHomeState(all, [], { clipboardHasTrace: false, listed: LIST_PAGE });
    assert.deepEqual([state.investigations.length, state.older, state.investigations[0]?.id], [100, 9_900, 'i0']);
    assert.ok(JSON.stringify(state).length < 20_000);
    const more = toHomeState(all, [], { clipboardHasTrace: false, listed: 2 * LIST_PAGE });
    assert.deepEqual([more.investigations.length, more.older], [200, 9_800]);
  });

  it('sends a short list completely', () => {
    const state = toHomeState([summary(1), summary(2)], [], { clipboardHasTrace: false, listed: LIST_PAGE });
    assert.deepEqual([state.investigations.length, state.older], [2, 0]);
  });
});
