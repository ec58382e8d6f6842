import assert from 'node:assert/strict';
import { assertedTexts } from '../../../../../src/core/experiments/asserted/assertedValue';
import { writtenPart } from '../../../../../src/core/experiments/asserted/writtenPart';

describe('writtenPart', () => {
  const lines = (text: string): number | undefined => {
    const asserted = assertedTexts({ actual: "'port has to be a number'", expected: "'port must be a number'" });
    return writtenPart(asserted, text.split('\n'), { startLine: 1, endLine: text.split('\n').length })?.line;
  };

  it('is the only line that writes a wrong part in quotes', () => {
    assert.equal(lines("const name = key;\nreturn name + ' has to be ' + kind;"), 2);
    assert.equal(lines('// has to be\nreturn `${key} has to be a ${kind}`;'), 2);
  });

  it('is none where several lines write it, none does, or one writes the whole value', () => {
    assert.equal(lines("if (a) return ' has to be a ' + a;\nreturn ' has to be a ' + b;"), undefined);
    assert.equal(lines('const has = key; // has to be'), undefined);
    assert.equal(lines("return 'port has to be a number';"), undefined);
  });
});
