import assert from 'node:assert/strict';
import { packAttention } from '../../../../src/core/attention/packAttention';
import { findSinks } from '../../../../src/core/attention/sinks';

describe('findSinks', () => {
  const text = ['[CLS]', ...'abcdefghij'.split(''), ';', ','];
  const size = text.length;
  const tokens = {
    text,
    id: new Int32Array(size),
    row: new Int32Array(size),
    special: Uint8Array.from(text, (_, at) => (at === 0 ? 1 : 0)),
  };

  it('finds the marks and the punctuation that everything attends to, but not the word that everything attends to', () => {
    const onto = (target: number) =>
      packAttention(
        Float32Array.from({ length: size * size }, (_, at) => (at % size === target ? 1 : 0)),
        size,
      );
    assert.deepEqual(
      [...findSinks(onto(11), tokens).keys()].filter((at) => findSinks(onto(11), tokens)[at]),
      [0, 11],
    );
    assert.deepEqual(
      [...findSinks(onto(3), tokens).keys()].filter((at) => findSinks(onto(3), tokens)[at]),
      [0],
    );
  });
});
