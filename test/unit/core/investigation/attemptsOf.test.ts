import assert from 'node:assert/strict';
import { attemptsOf, failedDiffs } from '../../../../src/core/investigation/attemptsOf';
import { apply, asked, at, hypothesis, started } from './investigationFixtures';

describe('attemptsOf', () => {
  const fix = { diff: 'the diff', risks: [], files: [], applies: true };
  const base = apply(started(), asked('r1'), {
    type: 'answerRead',
    round: 'r1',
    hypotheses: [hypothesis('a', { fix }), hypothesis('b'), hypothesis('c', { clarifyingQuestion: 'When?' })],
  });

  it('lists a tried fix with its result, a rejected hypothesis, and an answer', () => {
    const state = apply(
      base,
      { type: 'fixTried', try: 't1', id: 'r1.1', worked: false, result: 'RangeError now', message: '', at },
      { type: 'verdict', id: 'r1.2', verdict: 'rejected' },
      { type: 'questionAnswered', id: 'r1.3', answer: 'Yesterday', at },
    );
    assert.deepEqual(attemptsOf(state), [
      { title: 'b', result: 'Checked by the developer and rejected. Do not propose it again.' },
      { title: 'a', diff: 'the diff', result: 'RangeError now' },
      { title: 'Question: When?', result: 'Yesterday' },
    ]);
    assert.deepEqual(failedDiffs(state), ['the diff']);
  });

  it('states who followed a value, and how', () => {
    const hops = [{ file: 'a.ts', line: 3, expression: 'orders', failing: 'undefined', passing: [] }];
    const titles = ([undefined, 'debugger', 'probes'] as const).map((by) => {
      const followed = { expression: 'orders', file: 'a.ts', line: 9, hops, divergence: 0, ...(by && { by }) };
      const record = { id: 't', at, kind: 'trace' as const, text: '', notes: [], found: { followed } };
      const [first] = attemptsOf(apply(base, { type: 'ran', record }));
      assert.equal(first?.result, 'a.ts:3 `orders` is undefined <- first divergence');
      return first.title.replace(/^.*was followed /, '');
    });
    assert.deepEqual(titles, ['through the failing run.', 'by logpoints in a debug session.', 'by lines in the code that print it.']);
  });

  it('does not list a fix that worked as failed', () => {
    const state = apply(base, { type: 'fixTried', try: 't1', id: 'r1.1', worked: true, result: '', message: '', at });
    assert.deepEqual(failedDiffs(state), []);
  });
});
