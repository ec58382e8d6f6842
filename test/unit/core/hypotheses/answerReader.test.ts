import assert from 'node:assert/strict';
import { createAnswerReader } from '../../../../src/core/hypotheses/answerReader';
import { assertLinear } from '../../../support/runningTime';

const hypothesis = (title: string) => ({ title, rootCause: `${title} because of it`, evidence: [], confidence: 0.5, check: 'look' });

describe('createAnswerReader', () => {
  it('shows every hypothesis of a stream, and the whole answer at its end', () => {
    const text = JSON.stringify({ hypotheses: ['a', 'b', 'c'].map(hypothesis) });
    const reader = createAnswerReader();
    let most = 0;
    for (let at = 0; at <= text.length; at += 7) {
      const { hypotheses } = reader.read(text.slice(0, at), false);
      assert.ok(hypotheses.length >= most, 'a hypothesis was lost');
      most = hypotheses.length;
    }
    assert.deepEqual(reader.read(text, true), { hypotheses: ['a', 'b', 'c'].map(hypothesis), complete: true });
  });

  it('keeps finished hypotheses when the rest is broken', () => {
    const whole = `{"hypotheses": [${JSON.stringify(hypothesis('a'))}, ${JSON.stringify(hypothesis('b'))}, `;
    const reader = createAnswerReader();
    assert.equal(reader.read(whole, false).hypotheses.length, 2);
    const broken = reader.read(`${whole}${'"]}{[\u0000'.repeat(200)}`, false);
    assert.deepEqual(
      broken.hypotheses.slice(0, 2).map((each) => each.title),
      ['a', 'b'],
    );
  });

  it('forgets the hypotheses of an earlier answer when another one begins', () => {
    const reader = createAnswerReader();
    reader.read(JSON.stringify({ hypotheses: [hypothesis('a')] }), true);
    assert.deepEqual(reader.read('{"hypotheses": [', false).hypotheses, []);
  });

  it('takes linear time, however small the pieces', () =>
    // A reader that parsed every piece again would take sixteen times as long.
    assertLinear(100_000, (size) => {
      const text = `{"hypotheses": [{"title": "t", "rootCause": "${'because of it '.repeat(size / 14)}`;
      const reader = createAnswerReader();
      for (let at = 0; at < text.length; at += 20) reader.read(text.slice(0, at), false);
    }));
});
