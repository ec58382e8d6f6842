import assert from 'node:assert/strict';
import { splitChoice } from '../../../../../src/core/suspects/explain/writtenParts';

describe('splitChoice', () => {
  const choice = (condition: string, then: string, otherwise: string): unknown => ({ condition, then, otherwise });

  it('reads a choice of JavaScript', () => {
    assert.deepEqual(splitChoice('node === NONE ? undefined : node'), choice('node === NONE', 'undefined', 'node'));
    assert.deepEqual(splitChoice("a?.b ? '?' : {a: b ?? c}"), choice('a?.b', "'?'", '{a: b ?? c}'));
  });

  it('reads a choice of Python', () => {
    assert.deepEqual(splitChoice("None if row is NONE else row[' if ']"), choice('row is NONE', 'None', "row[' if ']"));
  });

  it('reads no choice in an operator, a nested choice or a filter', () => {
    for (const text of ['a ?? b', 'a?.b', 'f(a ? b : c)', 'a ? b : c ? d : e', '[x for x in y if x]', 'a if b else c if d else e'])
      assert.equal(splitChoice(text), undefined, text);
  });
});
