import assert from 'node:assert/strict';
import { gptTokens } from '../../../src/node/tokenCounter';

describe('gptTokens', () => {
  it('counts as o200k does, and takes special tokens for text', async () => {
    const tokens = await gptTokens();
    assert.equal(tokens.count(''), 0);
    assert.equal(tokens.count('hello world'), 2);
    assert.ok(tokens.count('<|endoftext|>') > 1);
  });

  it('takes time in proportion to the length of an unbroken run', async () => {
    const tokens = await gptTokens();
    const time = (length: number) => {
      const text = '漢'.repeat(length);
      const start = performance.now();
      tokens.count(text);
      return performance.now() - start;
    };
    time(4_000);
    const short = time(20_000);
    const long = time(80_001);
    // Four times the length; sixteen times the time if it were quadratic.
    assert.ok(long < short * 9 + 20, `${short} ms, then ${long} ms`);
  });

  it('remembers what it counted', async () => {
    const tokens = await gptTokens();
    const text = Array.from({ length: 20_000 }, (_, i) => `value${i}`).join(' ');
    tokens.count(text);
    const start = performance.now();
    tokens.count(`${text.slice(0, 100)}${text.slice(100)}`);
    assert.ok(performance.now() - start < 20);
  });
});
