import assert from 'node:assert/strict';
import { rankLedger } from '../../../../src/core/investigation/rankLedger';
import type { Hypothesis } from '../../../../src/core/hypothesis';
import type { InvestigationEvent } from '../../../../src/core/investigation/investigationEvent';
import type { AnswerEnd } from '../../../../src/core/investigation/investigationEvent';
import { parseInvestigation, redactInvestigation, serializeInvestigation } from '../../../../src/core/investigation/storedInvestigation';
import { apply, asked, hypothesis, local, read, started } from './investigationFixtures';

const shown = (state: Parameters<typeof rankLedger>[0]) =>
  rankLedger(state).entries.map(({ entry, rank, folded }) => `${rank}${folded ? '-' : ' '}${entry.hypothesis.title}`);

describe('rankLedger', () => {
  it('shows the local hypotheses before a model is asked', () => {
    assert.deepEqual(shown(apply(started(), local('a', 'b'))), ['1 a', '2 b']);
  });

  it('reserves all places for a streaming answer, so that no card moves', () => {
    const asking = apply(started(), local('a', 'b'), asked('r1'));
    assert.equal(rankLedger(asking).expected, 3);
    assert.deepEqual(shown(asking), ['1-a', '2-b']);
    const one = apply(asking, read('r1', 'x'));
    assert.equal(rankLedger(one).expected, 2);
    assert.deepEqual(shown(one), ['1 x', '2-a', '3-b']);
  });

  it('fills up with local hypotheses when the answer has fewer than three', () => {
    const state = apply(started(), local('a', 'b', 'c'), asked('r1'), read('r1', 'x'), {
      type: 'answerEnded',
      round: 'r1',
      end: { phase: 'done' },
    });
    assert.deepEqual(shown(state), ['1 x', '2 a', '3 b', '4-c']);
    assert.equal(rankLedger(state).expected, 0);
  });

  it('puts a hypothesis of which nothing could be verified below the verified ones, once its answer has ended', () => {
    const invented = hypothesis('invented', { evidence: [{ file: 'src/none.ts', line: 9, why: 'it is there', verified: false }] });
    const arriving = apply(started(), local('a'), asked('r1'), {
      type: 'answerRead',
      round: 'r1',
      hypotheses: [invented, hypothesis('x')],
    });
    assert.deepEqual(shown(arriving).slice(0, 2), ['1 invented', '2 x'], 'no card moves while it arrives');
    const ended = apply(arriving, { type: 'answerEnded', round: 'r1', end: { phase: 'done' } });
    assert.deepEqual(shown(ended), ['1 x', '2 a', '3 invented']);
  });

  it('folds a rejected hypothesis and lets the next take its place', () => {
    const state = apply(started(), local('a'), asked('r1'), read('r1', 'x', 'y', 'z'), {
      type: 'answerEnded',
      round: 'r1',
      end: { phase: 'done' },
    });
    assert.deepEqual(shown(apply(state, { type: 'verdict', id: 'r1.2', verdict: 'rejected' })), ['1 x', '2 z', '3 a', '4-y']);
  });

  it('shows the local hypotheses again when the answer failed before its first one', () => {
    const state = apply(started(), local('a'), asked('r1'), {
      type: 'answerEnded',
      round: 'r1',
      end: { phase: 'failed', message: 'No key.', nextStep: 'setKey' },
    });
    assert.deepEqual(shown(state), ['1 a']);
  });

  const cut = (title: string): Hypothesis => hypothesis(title, { unfinished: true, confidence: 0 });
  const ends: AnswerEnd[] = [
    { phase: 'cancelled', message: 'Cancelled.' },
    { phase: 'failed', message: 'The connection was cut.', nextStep: 'askAgain' },
    { phase: 'done' },
  ];
  for (const end of ends) {
    it(`folds cut hypotheses below all complete ones (${end.phase})`, () => {
      const answer: InvestigationEvent = { type: 'answerRead', round: 'r1', hypotheses: [hypothesis('x'), cut('y')] };
      const state = apply(started(), local('a', 'b', 'c'), asked('r1'), answer, { type: 'answerEnded', round: 'r1', end });
      assert.deepEqual(shown(state), ['1 x', '2 a', '3 b', '4-c', '5-y']);
      assert.equal(rankLedger(state).entries.at(-1)?.folded, 'cutOff');
    });
  }

  it('keeps the mark of cut hypotheses after a reload', async () => {
    const streaming = apply(started(), local('a'), asked('r1'), { type: 'answerRead', round: 'r1', hypotheses: [cut('y')] });
    const json = serializeInvestigation(await redactInvestigation(streaming, (texts) => Promise.resolve(texts)));
    assert.deepEqual(shown(parseInvestigation(json ?? '')), ['1 a', '2-y']);
  });

  it('never lets a later answer replace a confirmed hypothesis, even while it streams', () => {
    const confirmed = apply(started(), local('a', 'b'), {
      type: 'verdict',
      id: apply(started(), local('a')).hypotheses[0]!.hypothesis.id,
      verdict: 'confirmed',
    });
    const asking = apply(confirmed, asked('r1'), read('r1', 'x'));
    assert.deepEqual(shown(asking), ['1 a', '2 x', '3-b']);
    assert.equal(rankLedger(asking).expected, 1);
    assert.deepEqual(shown(apply(asking, read('r1', 'x', 'y', 'z'), { type: 'answerEnded', round: 'r1', end: { phase: 'done' } })), [
      '1 a',
      '2 x',
      '3 y',
      '4-z',
      '5-b',
    ]);
  });

  it('folds a repetition of an earlier answer in other words', () => {
    const again = (round: string, title: string): InvestigationEvent => ({ type: 'answerRead', round, hypotheses: [hypothesis(title)] });
    const end = (round: string): InvestigationEvent => ({ type: 'answerEnded', round, end: { phase: 'done' } });
    const first = apply(started(), local('b'), asked('r1'), again('r1', '`orders` starts as undefined in useOrders'), end('r1'));
    const second = apply(first, asked('r2'), again('r2', 'useOrders lets `orders` start undefined'), end('r2'));
    assert.deepEqual(shown(second), ['1 useOrders lets `orders` start undefined', '2 b', '3-`orders` starts as undefined in useOrders']);
    assert.equal(rankLedger(second).entries.at(-1)?.folded, 'repeated');
  });

  it('does not show a disproved or rejected hypothesis again in other words, unless a run supports it', () => {
    const fix = { diff: '+a', risks: [], files: [], applies: true };
    const first = apply(started(), asked('r1'), {
      type: 'answerRead',
      round: 'r1',
      hypotheses: [hypothesis('the cache is never filled for new users', { fix }), hypothesis('the list is sorted too late')],
    });
    const ran = (id: string, of: string, outcome: 'same' | 'gone'): InvestigationEvent => ({
      type: 'ran',
      record: { id, at: '2026-03-04T10:00:00.000Z', kind: 'try', outcome, text: '', notes: [], hypothesis: of },
    });
    const struck = apply(first, ran('t1', 'r1.1', 'same'), { type: 'verdict', id: 'r1.2', verdict: 'rejected' });
    const again = apply(
      struck,
      asked('r2'),
      {
        type: 'answerRead',
        round: 'r2',
        hypotheses: [
          hypothesis('for new users the cache is not filled', { fix: { ...fix, diff: '+b' } }),
          hypothesis('the list is sorted late'),
          hypothesis('the request is sent twice'),
        ],
      },
      { type: 'answerEnded', round: 'r2', end: { phase: 'done' } },
    );
    const folded = (state: typeof again) => rankLedger(state).entries.map(({ entry, folded: why }) => [entry.hypothesis.id, why]);
    assert.deepEqual(folded(again), [
      ['r2.3', undefined],
      ['r2.1', 'struckBefore'],
      ['r2.2', 'struckBefore'],
      ['r1.1', 'disproved'],
      ['r1.2', 'rejected'],
    ]);
    assert.equal(folded(apply(again, ran('t2', 'r2.1', 'gone')))[0]?.[0], 'r2.1');
  });

  it('keeps hypotheses proved by runs above an answer, even while it streams', () => {
    const proven: InvestigationEvent = {
      type: 'proved',
      hypotheses: [hypothesis('the change of a.ts:3 made it fail', { id: 'one.proven.1' })],
    };
    const state = apply(started(), local('a', 'b'), proven);
    assert.deepEqual(shown(state), ['1 the change of a.ts:3 made it fail', '2 a', '3 b']);
    assert.deepEqual(shown(apply(state, asked('r1'), read('r1', 'x'))), ['1 the change of a.ts:3 made it fail', '2 x', '3-a', '4-b']);
  });
});
