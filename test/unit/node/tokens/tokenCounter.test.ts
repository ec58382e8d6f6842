import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { gptTokens } from '../../../../src/node/tokens/tokenCounter';
import { assertLinear, assertTakesLessThan, processorTime } from '../../../support/runningTime';

/** A text that looks like a special token is text. */
const PLAIN = { disallowedSpecial: new Set<string>() };

describe('gptTokens', () => {
  it('counts as o200k does, and treats special tokens as text', async () => {
    const tokens = await gptTokens();
    assert.equal(tokens.count(''), 0);
    assert.equal(tokens.count('hello world'), 2);
    assert.ok(tokens.count('<|endoftext|>') > 1);
  });

  it('counts every text as gpt-tokenizer does', async () => {
    const tokens = await gptTokens();
    const scripts = [
      'grinning 😀🎉 faces',
      'Приве́т, мир',
      '漢字かな交じり文',
      'हिन्दी',
      'مرحبا',
      '\ud800 alone',
      "I'LL we've DON'T",
      '\t\r\n \n  x',
    ];
    const code = readFileSync(__filename, 'utf8');
    for (const text of [...scripts, code, ...code.split('\n')])
      assert.equal(tokens.count(text), countTokens(text, PLAIN), JSON.stringify(text));
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.string({ unit: 'binary', maxLength: 60 })), (text) => {
        assert.equal(tokens.count(text), countTokens(text, PLAIN), JSON.stringify(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('takes time in proportion to the length of an unbroken run', async () => {
    const tokens = await gptTokens();
    // Counts are cached, so each run counts another text.
    let runs = 0;
    await assertLinear(20_000, (length) => tokens.count(`${String(runs++)}${'漢'.repeat(length)}`));
  });

  it('counts a long text the second time in less than half the time', async () => {
    const tokens = await gptTokens();
    const text = Array.from({ length: 20_000 }, (_, i) => `value${i}`).join(' ');
    const first = await processorTime(() => tokens.count(text));
    await assertTakesLessThan(first / 2, () => tokens.count(`${text.slice(0, 100)}${text.slice(100)}`));
  });
});
