import assert from 'node:assert/strict';
import { gptTokens } from '../../../src/node/tokenCounter';
import { assertLinear, assertTakesLessThan, processorTime } from '../../support/runningTime';

describe('gptTokens', () => {
  it('counts as o200k does, and treats special tokens as text', async () => {
    const tokens = await gptTokens();
    assert.equal(tokens.count(''), 0);
    assert.equal(tokens.count('hello world'), 2);
    assert.ok(tokens.count('<|endoftext|>') > 1);
  });

  it('takes time in proportion to the length of an unbroken run', async () => {
    const tokens = await gptTokens();
    // Counts are cached, so each run counts another text.
    let runs = 0;
    await assertLinear(20_000, (length) => tokens.count(`${String(runs++)}${'漢'.repeat(length)}`));
  });

  it('caches its counts', async () => {
    const tokens = await gptTokens();
    const text = Array.from({ length: 20_000 }, (_, i) => `value${i}`).join(' ');
    const first = await processorTime(() => tokens.count(text));
    await assertTakesLessThan(first / 2, () => tokens.count(`${text.slice(0, 100)}${text.slice(100)}`));
  });
});
