import assert from 'node:assert/strict';
import { ANSWER_BYTES } from '../../../../src/app/renderForAgent';
import { fittedAnswer } from '../../../../src/cli/mcp/fittedAnswer';

describe('fittedAnswer', () => {
  it('leaves a short text as it is', () => {
    assert.equal(fittedAnswer('a\nb'), 'a\nb');
    assert.equal(fittedAnswer('a\nb', 'last'), 'a\nb\n\nlast');
  });

  it('keeps whole lines of a long one, says how many it left out, and keeps the last line', () => {
    const lines = Array.from({ length: 1000 }, (_, at) => `line ${at} é`);
    const text = fittedAnswer(lines.join('\n'), 'Failure f1');
    assert.ok(Buffer.byteLength(text) <= ANSWER_BYTES && Buffer.byteLength(text) > ANSWER_BYTES - 100);
    const [, shown, left] = /\nline (\d+) é\n… (\d+) more lines\n\nFailure f1$/.exec(text) ?? [];
    assert.equal(Number(shown) + 1 + Number(left), 1000);
  });

  it('cuts a line that is longer than an answer, between characters', () => {
    const text = fittedAnswer('é'.repeat(9000));
    assert.ok(Buffer.byteLength(text) <= ANSWER_BYTES);
    assert.match(text, /^é+…$/);
  });
});
