import assert from 'node:assert/strict';
import { createAnswerReader } from '../../../../src/core/hypotheses/answerReader';

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

  it('keeps what was finished when the rest is broken', () => {
    const whole = `{"hypotheses": [${JSON.stringify(hypothesis('a'))}, ${JSON.stringify(hypothesis('b'))}, `;
    const reader = createAnswerReader();
    assert.equal(reader.read(whole, false).hypotheses.length, 2);
    const broken = reader.read(`${whole}${'"]}{[\u0000'.repeat(200)}`, false);
    assert.deepEqual(
      broken.hypotheses.slice(0, 2).map((each) => each.title),
      ['a', 'b'],
    );
  });

  it('starts afresh with another text', () => {
    const reader = createAnswerReader();
    reader.read(JSON.stringify({ hypotheses: [hypothesis('a')] }), true);
    assert.deepEqual(reader.read('{"hypotheses": [', false).hypotheses, []);
  });

  it('costs a constant times the length, however small the pieces', () => {
    const cost = (size: number) => {
      const text = `{"hypotheses": [{"title": "t", "rootCause": "${'because of it '.repeat(size / 14)}`;
      const reader = createAnswerReader();
      const start = performance.now();
      for (let at = 0; at < text.length; at += 20) reader.read(text.slice(0, at), false);
      return performance.now() - start;
    };
    cost(50_000);
    const small = cost(100_000);
    const large = cost(400_000);
    // Four times the text; a reader that parsed every piece again would take sixteen times as long.
    assert.ok(large < small * 10 + 100, `${small.toFixed(0)} ms, then ${large.toFixed(0)} ms`);
  });
});
