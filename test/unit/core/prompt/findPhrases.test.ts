import assert from 'node:assert/strict';
import { createRedactor } from '../../../../src/core/prompt/redactor';

const WORDS = 'legal winner thank year wave sausage worth useful legal winner thank yellow'.split(' ');

describe('findPhrases', () => {
  it('replaces a phrase of a wallet, however its words are joined, and keeps the number of lines', async () => {
    for (const text of [
      `open("${WORDS.join(' ')}")`,
      `[${WORDS.map((word) => `'${word}'`).join(', ')}]`,
      WORDS.map((word, at) => `${at + 1}. ${word}`).join('\n'),
      `${WORDS.slice(0, 6).join(' ')}\n${WORDS.slice(6).join(' ')}`,
      WORDS.join('\\n'),
      WORDS.join('-').toUpperCase(),
    ]) {
      const redacted = await createRedactor().redact(`before\n${text}\nafter`);
      assert.ok(!/winner|sausage|yellow/i.test(redacted), redacted);
      assert.equal(redacted.split('\n').length, `before\n${text}\nafter`.split('\n').length);
    }
  });

  it('replaces a phrase in words of no list behind a name for it', async () => {
    const words = 'abeille cactus dauphin ecureuil falaise girafe hamster ivoire jardin kayak licorne moulin';
    assert.equal(await createRedactor().redact(`seed phrase: ${words}`), 'seed phrase: <SECRET_1:wallet-phrase>');
  });

  it('keeps sentences, lists of words, and code made of words of the list', async () => {
    for (const text of [
      WORDS.slice(0, 11).join(' '),
      'the code that follows this word can also use the same name when it is about one of them',
      'case start: return slice(this, end); case length: return split(this, any, start, end, exit, false)',
      'a recovery phrase must have twelve words and you should write them down on paper with a pen',
    ]) {
      assert.equal(await createRedactor().redact(text), text);
    }
  });
});
