import assert from 'node:assert/strict';
import fc from 'fast-check';
import { learnVocabulary, SPECIAL_TOKENS, splitWords, TOKEN, Tokenizer } from '../../../src/model/tokenizer';

describe('splitWords', () => {
  it('reads identifiers as people do', () => {
    assert.deepEqual(
      splitWords('getOrderHistory_2(HTTPServer)').map(({ text }) => text),
      ['get', 'order', 'history', '_', '2', '(', 'http', 'server', ')'],
    );
  });

  it('gives the position of a word, its capital, and its neighbour without a space', () => {
    assert.deepEqual(splitWords('a Bc'), [
      { text: 'a', start: 0, capital: false, glued: false },
      { text: 'bc', start: 2, capital: true, glued: false },
    ]);
    assert.equal(splitWords('a.b')[1]?.glued, true);
  });
});

describe('Tokenizer', () => {
  const tokenizer = new Tokenizer([...SPECIAL_TOKENS, 'o', 'order', '##s', '##rder', 'x', '##x']);

  it('takes the longest piece, and continues inside the word', () => {
    const tokens = tokenizer.encode(splitWords('orders xx'));
    assert.deepEqual(
      tokens.map(({ id }) => tokenizer.vocabulary[id]),
      ['order', '##s', 'x', '##x'],
    );
    assert.deepEqual(
      tokens.map(({ start, end, word }) => [start, end, word]),
      [
        [0, 5, 0],
        [5, 6, 0],
        [7, 8, 1],
        [8, 9, 1],
      ],
    );
  });

  it('marks text without a piece, and continues', () => {
    assert.deepEqual(
      tokenizer.encode(splitWords('é x')).map(({ id }) => id),
      [TOKEN.unknown, 9],
    );
  });

  it('stops at the token limit', () => {
    assert.equal(tokenizer.encode(splitWords('x x x x'), 3).length, 3);
  });

  it('covers every character but white space, in order, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        let at = 0;
        for (const { start, end } of tokenizer.encode(splitWords(text))) {
          assert.equal(text.slice(at, start).trim(), '');
          at = end;
        }
        assert.equal(text.slice(at).trim(), '');
      }),
    );
  });
});

describe('learnVocabulary', () => {
  it('first joins the most frequent pair', () => {
    const vocabulary = learnVocabulary(
      new Map([
        ['lower', 5],
        ['low', 7],
        ['new', 6],
        ['newest', 3],
      ]),
      SPECIAL_TOKENS.length + 9 + 3,
    );
    assert.deepEqual(vocabulary.slice(0, SPECIAL_TOKENS.length), [...SPECIAL_TOKENS]);
    assert.ok(vocabulary.includes('##ow'));
    assert.ok(vocabulary.includes('low'));
  });

  it('gives the same for the same counts, and can write any of the words', () => {
    const counts = new Map([
      ['abab', 4],
      ['abc', 2],
    ]);
    const vocabulary = learnVocabulary(counts, 30);
    assert.deepEqual(learnVocabulary(counts, 30), vocabulary);
    const tokenizer = new Tokenizer(vocabulary);
    for (const word of counts.keys()) assert.ok(tokenizer.encode(splitWords(word)).every(({ id }) => id !== TOKEN.unknown));
  });
});
