import assert from 'node:assert/strict';
import { toAnswerState, toInvestigationState, toSummary } from '../../../../src/host/surfaces/toPanelState';
import { nextStepLabels } from '../../../../src/app/userFacingErrors';
import type { InvestigationEvent } from '../../../../src/core/investigation/investigationEvent';
import type { RunRecord } from '../../../../src/core/investigation/runRecord';
import { someEvidence } from '../../../support/someEvidence';
import { apply, asked, at, hypothesis, local, read, report, started } from '../../core/investigation/investigationFixtures';

const context = {
  window: 8000,
  titles: (index: number) => `failure ${index}`,
  keyOf: () => 'key',
  run: { offers: { able: [], unable: [] }, timeline: [] },
  nextStepLabels,
};

describe('toPanelState', () => {
  it('is idle before a model was asked, and shows the local hypotheses', () => {
    const answer = toAnswerState(apply(started(), local('a')), context);
    assert.deepEqual([answer.phase, answer.expected, answer.hypotheses.length], ['idle', 0, 1]);
  });

  it('says what happened and offers the next step by name', () => {
    const failed = apply(started(), asked('r1'), {
      type: 'answerEnded',
      round: 'r1',
      end: { phase: 'failed', message: 'No key.', nextStep: 'setKey' },
    });
    const { message, action, source } = toAnswerState(failed, context);
    assert.deepEqual([message, action, source], ['No key.', { label: 'Set API key', run: 'setKey' }, 'gpt']);
  });

  it('reserves places for the missing hypotheses of a running answer', () => {
    const { phase, expected, hypotheses } = toAnswerState(apply(started(), local('a'), asked('r1'), read('r1', 'x')), context);
    assert.deepEqual([phase, expected, hypotheses.map(({ folded }) => folded)], ['streaming', 2, [undefined, 'outranked']]);
  });

  it('says of a fix that takes a change back whether that is done already, by another button', () => {
    const proven = hypothesis('the change', { id: 'p1', source: 'experiment' });
    const change = { file: 'src/a.ts', startLine: 3, endLine: 3, diff: '' };
    const evidence = someEvidence({ recentChanges: [{ ...change, startLine: 2, endLine: 4, when: at, suspect: true }] });
    const prompt = { system: '', text: '', sections: [], tokens: 0, budget: 1, cuts: [], snippets: {} };
    const ran = (kind: RunRecord['kind'], parts: Partial<RunRecord>): InvestigationEvent => ({
      ...{ type: 'ran', record: { id: kind, at, kind, text: kind, notes: [], ...parts } },
    });
    const shown = apply(
      started(),
      { type: 'collected', case: 'c', evidence, prompt, title: 'x', failure: 'f1' },
      { type: 'proved', hypotheses: [proven] },
      ran('blame', { outcome: 'gone', hypothesis: 'p1', found: { changes: [change] } }),
    );
    const takenBack = (state: typeof shown) => toAnswerState(state, context).hypotheses.find(({ id }) => id === 'p1')?.takenBack;
    assert.equal(takenBack(shown), undefined);
    assert.equal(takenBack(apply(shown, ran('undone', { change: 'key' }))), true);
  });

  it('names the source of the expectation', () => {
    const source = (state: ReturnType<typeof started>) => toInvestigationState(state, context).evidence.expectationSource;
    const tested = report('x');
    tested.expectations.push({ expected: '3', actual: '2' });
    assert.equal(source(started()), 'none');
    assert.equal(source(started([tested])), 'test');
    assert.equal(source(apply(started([tested]), { type: 'expectationSaid', expected: 'three', actual: 'two' })), 'person');
  });

  it('offers the other failures of the text, and limits the frames of one', () => {
    const deep = report('deep');
    const [error] = deep.errors;
    const [frame] = error?.frames ?? [];
    if (error && frame) error.frames = Array.from({ length: 5000 }, () => frame);
    const state = toInvestigationState(started([deep, report('two')]), context);
    assert.deepEqual(state.otherFailures, [{ index: 1, title: 'failure 1' }]);
    assert.equal(state.evidence.errors[0]?.frames.length, 1000);
  });

  it('names the place of an investigation by its file alone', () => {
    const summary = { ...started(), location: { file: 'src/deep/a.ts', line: 3 } };
    assert.equal(toSummary(summary).location, 'a.ts:3');
  });
});
