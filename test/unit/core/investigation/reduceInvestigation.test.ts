import assert from 'node:assert/strict';
import { findEntry } from '../../../../src/core/investigation/investigation';
import { MAX_ANSWER_LENGTH } from '../../../../src/core/investigation/reduceInvestigation';
import { apply, asked, at, hypothesis, local, read, report, started } from './investigationFixtures';

describe('reduceInvestigation', () => {
  it('keeps the verdict on a card while the answer grows', () => {
    const state = apply(
      started(),
      asked('r1'),
      read('r1', 'The cache starts'),
      { type: 'verdict', id: 'r1.1', verdict: 'rejected' },
      read('r1', 'The cache starts empty', 'The API returns null'),
    );
    assert.equal(findEntry(state, 'r1.1')?.hypothesis.title, 'The cache starts empty');
    assert.equal(findEntry(state, 'r1.1')?.verdict, 'rejected');
    assert.equal(findEntry(state, 'r1.2')?.verdict, undefined);
  });

  it('never removes a shown card when a later reading has fewer', () => {
    const state = apply(started(), asked('r1'), read('r1', 'a', 'b'), read('r1', 'a'));
    assert.deepEqual(
      state.hypotheses.map((entry) => entry.hypothesis.title),
      ['a', 'b'],
    );
  });

  it('keeps the received part of a cut answer, and states the problem', () => {
    const state = apply(
      started(),
      asked('r1'),
      { type: 'answerArrived', round: 'r1', text: '{"hypotheses":[' },
      { type: 'answerRead', round: 'r1', hypotheses: [hypothesis('half', { unfinished: true })] },
      { type: 'answerEnded', round: 'r1', end: { phase: 'failed', message: 'The connection broke.', nextStep: 'askAgain' } },
    );
    assert.equal(state.rounds[0]?.phase, 'failed');
    assert.equal(state.rounds[0]?.text, '{"hypotheses":[');
    assert.deepEqual(
      state.hypotheses.map(({ hypothesis: { title }, streaming }) => [title, streaming]),
      [['half', false]],
    );
  });

  it('says once what failed: neither twice the same notice, nor the notices of attempts that the last message repeats', () => {
    const failed = 'The server at localhost failed (500): “no memory”.';
    const noticed = (message: string) => ({ type: 'noticed', round: 'r1', message }) as const;
    const trying = apply(
      started(),
      asked('r1'),
      noticed('It has no JSON mode.'),
      noticed(`${failed} Asking again.`),
      noticed(`${failed} Asking again.`),
    );
    assert.deepEqual(trying.rounds[0]?.notices, ['It has no JSON mode.', `${failed} Asking again.`]);
    const end = { phase: 'failed', message: `${failed} Ask again in a moment.`, nextStep: 'askAgain' } as const;
    assert.deepEqual(apply(trying, { type: 'answerEnded', round: 'r1', end }).rounds[0]?.notices, ['It has no JSON mode.']);
    assert.equal(apply(trying, { type: 'answerEnded', round: 'r1', end: { phase: 'done' } }).rounds[0]?.notices.length, 2);
  });

  it('marks an unfinished answer as interrupted when the window is reloaded, and leaves ended ones unchanged', () => {
    const state = apply(
      started(),
      asked('r1'),
      { type: 'answerEnded', round: 'r1', end: { phase: 'done' } },
      asked('r2'),
      read('r2', 'a'),
      {
        type: 'windowReloaded',
      },
    );
    assert.deepEqual(
      state.rounds.map(({ phase }) => phase),
      ['done', 'interrupted'],
    );
    assert.equal(state.rounds[1]?.nextStep, 'askAgain');
    assert.equal(state.hypotheses.length, 1);
  });

  it('replaces local hypotheses after a new ranking, but not one with a verdict', () => {
    const first = apply(started(), local('a', 'b'));
    const [a] = first.hypotheses;
    const judged = apply(first, { type: 'verdict', id: a?.hypothesis.id ?? '', verdict: 'rejected' }, local('c'));
    assert.deepEqual(
      judged.hypotheses.map(({ hypothesis: { title }, verdict }) => [title, verdict]),
      [
        ['c', undefined],
        ['a', 'rejected'],
      ],
    );
  });

  it('gives a local hypothesis the same id after a new ranking', () => {
    const first = apply(started(), local('a', 'b'));
    const second = apply(first, local('b', 'a'));
    assert.deepEqual(
      first.hypotheses.map((entry) => entry.hypothesis.id).sort(),
      second.hypotheses.map((entry) => entry.hypothesis.id).sort(),
    );
  });

  it('records a fix that failed and one that worked', () => {
    const fix = { diff: '--- a\n+++ b', risks: [], files: [], applies: true };
    const withFix = apply(started(), asked('r1'), { type: 'answerRead', round: 'r1', hypotheses: [hypothesis('a', { fix })] });
    assert.equal(findEntry(withFix, 'r1.1')?.fixState, 'offered');
    const failed = apply(
      withFix,
      { type: 'fixApplied', undo: false, id: 'r1.1', message: 'Applied.' },
      { type: 'fixTried', try: 't1', id: 'r1.1', worked: false, result: 'still', message: 'Still.', at },
    );
    assert.equal(findEntry(failed, 'r1.1')?.fixState, 'failed');
    assert.equal(failed.status, 'open');
    assert.deepEqual(failed.tries, [{ id: 't1', hypothesis: 'r1.1', title: 'a', diff: fix.diff, worked: false, result: 'still', at }]);
    const worked = apply(failed, { type: 'fixTried', try: 't1', id: 'r1.1', worked: true, result: '', message: 'Works.', at });
    assert.equal(worked.status, 'fixed');
    assert.equal(findEntry(worked, 'r1.1')?.verdict, 'confirmed');
  });

  it('picks another failure of the same text and drops the data of the first', () => {
    const state = apply(started([report('one'), report('two')]), { type: 'expectationSaid', expected: 'x', actual: 'y' }, local('a'), {
      type: 'failurePicked',
      index: 1,
      title: 'two',
      failure: 'f2',
    });
    assert.equal(state.picked, 1);
    assert.equal(state.failure, 'f2');
    assert.equal(state.choices.expected, undefined);
    assert.deepEqual(state.hypotheses, []);
    assert.equal(apply(state, { type: 'failurePicked', index: 7, title: '', failure: '' }), state);
  });

  it('removes and restores evidence, and undoes an edit by restoring', () => {
    const removed = apply(
      started(),
      { type: 'removed', key: 's1', label: 'a 1–3' },
      { type: 'removed', key: 's1', label: 'a 1–3' },
      { type: 'snippetEdited', id: 's2', text: 'new' },
    );
    assert.equal(removed.choices.removed.length, 1);
    const restored = apply(removed, { type: 'restored', key: 's1' }, { type: 'restored', key: 's2' });
    assert.deepEqual(restored.choices.removed, []);
    assert.deepEqual(restored.choices.edited, {});
  });

  it('limits the stored text of an answer', () => {
    const state = apply(started(), asked('r1'), { type: 'answerArrived', round: 'r1', text: 'x'.repeat(MAX_ANSWER_LENGTH + 5) });
    assert.equal(state.rounds[0]?.text.length, MAX_ANSWER_LENGTH);
  });

  it('replaces a growing line of the timeline in its place', () => {
    const ran = (id: string, text: string) => ({ type: 'ran' as const, record: { id, at, kind: 'trace' as const, text, notes: [] } });
    const state = apply(started(), ran('a', 'one'), ran('b', 'two'), ran('a', 'three'));
    assert.deepEqual(
      state.runs.map(({ id, text }) => [id, text]),
      [
        ['a', 'three'],
        ['b', 'two'],
      ],
    );
  });

  it('ignores an answer to a hypothesis without a question', () => {
    const state = apply(started(), asked('r1'), read('r1', 'a'));
    assert.equal(apply(state, { type: 'questionAnswered', id: 'r1.1', answer: 'no', at }), state);
  });
});
