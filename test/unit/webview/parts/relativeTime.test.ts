import assert from 'node:assert/strict';
import { relativeTime } from '../../../../src/webview/parts/relativeTime';

// Local times on purpose: a person reads the clock of their own place.
const at = (day: number, hour: number, minute = 0, year = 2025) => new Date(year, 5, day, hour, minute).toISOString();
const now = at(18, 10, 24);

describe('relativeTime', () => {
  it('tells minutes, hours, yesterday and, for longer, the date', () => {
    assert.equal(relativeTime(at(18, 10, 24), now), 'just now');
    assert.equal(relativeTime(at(18, 10, 22), now), '2 min ago');
    assert.equal(relativeTime(at(18, 7, 5), now), '3 h ago');
    assert.equal(relativeTime(at(17, 17, 2), now), 'yesterday 17:02');
    assert.equal(relativeTime(at(12, 9, 5), now), '12 Jun 09:05');
    assert.equal(relativeTime(at(12, 9, 5, 2024), now), '12 Jun 2024 09:05');
  });

  it('counts yesterday by the calendar, not by 24 hours', () => {
    assert.equal(relativeTime(at(17, 23, 50), at(18, 1, 10)), 'yesterday 23:50');
  });

  it('shows unreadable input as it is', () => {
    assert.equal(relativeTime('soon', now), 'soon');
  });
});
