import assert from 'node:assert/strict';
import { seenBefore } from '../../../../src/core/investigation/seenBefore';
import type { StoredSummary } from '../../../../src/core/investigation/storedInvestigation';

function summary(id: string, parts: Partial<StoredSummary> = {}): StoredSummary {
  return { id, failure: id, title: 'TypeError: it is undefined', status: 'open', capturedAt: '2026-01-01T00:00:00Z', ...parts };
}

describe('seenBefore', () => {
  const current = { id: 'now', failure: 'f', title: 'TypeError: it is null', embedding: [1, 0] };

  it('finds the same failure, a fixed one before an open one', () => {
    const found = seenBefore(current, [
      summary('a', { failure: 'f' }),
      summary('b', { failure: 'f', status: 'fixed', fixedBy: 'the guard' }),
    ]);
    assert.equal(found?.earlier.id, 'b');
    assert.equal(found.same, true);
  });

  it('finds investigations that are similar according to the model, the most similar first', () => {
    const found = seenBefore(current, [
      summary('far', { embedding: [0, 1] }),
      summary('near', { embedding: [0.99, 0.14] }),
      summary('nearer', { embedding: [1, 0] }),
    ]);
    assert.equal(found?.earlier.id, 'nearer');
    assert.equal(found.same, false);
  });

  it('does not match errors of different types', () => {
    assert.equal(seenBefore(current, [summary('a', { title: 'RangeError: it is null', embedding: [1, 0] })]), undefined);
  });

  it('matches neither the investigation itself, nor different failures, nor embeddings of another size', () => {
    assert.equal(seenBefore(current, [summary('now', { failure: 'f' })]), undefined);
    assert.equal(
      seenBefore(current, [summary('a'), summary('b', { embedding: [1, 0, 0] }), summary('c', { embedding: [0.8, 0.6] })]),
      undefined,
    );
  });
});
