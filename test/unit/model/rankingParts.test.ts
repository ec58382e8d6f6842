import assert from 'node:assert/strict';
import type { ScoredFunction } from '../../../src/core/suspects/functionScores';
import type { ModelScores } from '../../../src/model/miniModel';
import { rankingParts, unread } from '../../../src/model/rankingParts';
import type { Reading } from '../../../src/model/reading';

const scores = (...logits: number[]): ModelScores => ({
  line: new Float32Array(),
  function: Float32Array.from(logits),
  classes: new Float32Array(),
  embedding: new Float32Array(),
});

const scored = (name: string, over: object = {}): ScoredFunction =>
  ({
    facts: { candidate: { file: `src/${name}.ts`, function: `Shop.${name}` }, testCall: 0, ...over },
    score: 0,
    share: 0,
    reasons: [],
  }) as unknown as ScoredFunction;

const reading = (...changes: (number | undefined)[]): Reading => ({
  language: 'javascript',
  rows: [],
  functions: changes.map((changeLogit) => ({ features: [], changeLogit })),
});

describe('rankingParts', () => {
  it('gives the chance of the first in full, without the text and without changes', () => {
    const parts = rankingParts(
      reading(2.5, undefined),
      [scored('useOrders'), scored('load', { stackPlace: 0 })],
      scores(1, 2),
      scores(1, 2),
    );
    assert.equal(parts?.first, 'useOrders');
    assert.ok(Math.abs((parts?.chance ?? 0) - 1 / (1 + Math.exp(2 - 1 - 2.5))) < 1e-6);
    assert.equal(parts?.read.without, parts?.chance);
    assert.deepEqual(parts?.changes, { without: 1 / (1 + Math.exp(1)), instead: 'load' });
    assert.deepEqual([parts?.stack, parts?.testCalls], [true, false]);
  });

  it('says what would be first without the text', () => {
    const parts = rankingParts(reading(undefined, undefined), [scored('a'), scored('b')], scores(3, 1), scores(0, 1));
    assert.equal(parts?.read.instead, 'b');
    assert.equal(parts?.changes, undefined);
  });

  it('gives undefined for a reading without functions', () => {
    assert.equal(rankingParts(reading(), [], scores(), scores()), undefined);
  });
});

describe('unread', () => {
  it('keeps the mark and the program facts of each row, and removes its text', () => {
    const token = (id: number) => ({ id, start: 0, end: 1, flags: 0 });
    const row = { section: 'code' as const, text: 'a b', tokens: [token(1), token(2), token(3)], features: [4], lineFeatures: [0.5] };
    assert.deepEqual(unread({ ...reading(), rows: [row] }), [{ ...row, tokens: [token(1)] }]);
  });
});
