import assert from 'node:assert/strict';
import { AssertedValue, type Relation, type ValueText } from '../../../../../src/core/experiments/returns/assertedValue';

const text = (value: string): ValueText => ({ kind: 'text', text: value });

describe('AssertedValue', () => {
  const cases: [what: string, actual: string, expected: string, returned: ValueText, relation: Relation | undefined][] = [
    ['a number', '12', '10', { kind: 'plain', text: '12' }, 'whole'],
    ['the expected number', '12', '10', { kind: 'plain', text: '10' }, undefined],
    ['undefined', 'undefined', '[1]', { kind: 'plain', text: 'undefined' }, 'whole'],
    ['a text in quotes', "'a&b'", "'a&amp;b'", text('a&b'), 'whole'],
    ['a text that begins and ends with quotes', '"a", "b"', '"a"', text('"a", "b"'), 'whole'],
    ['a text with escapes', '"one\\ntwo"', '"one"', text('one\ntwo'), 'whole'],
    ['a list as JSON and as printed', "[ { get: 'name' } ]", '[]', { kind: 'structure', text: "[{get: 'name'}]" }, 'whole'],
    ['a list of lines', 'a: one\nb: two', 'a: one', { kind: 'structure', text: "{a: 'one', b: 'two'}" }, 'whole'],
    ['the piece without quotes', '[x] = 1\n[y] = 2', '"[x]" = 1\n[y] = 2', text('[x]'), 'part'],
    ['a piece elsewhere', '[x] = 1\n[y] = 2', '"[x]" = 1\n[y] = 2', text('[y]'), undefined],
    ['a list inside', "[ 'split', [ '', '' ] ]", "[ 'split', [ ',' ] ]", { kind: 'structure', text: "['', '']" }, 'part'],
    ['a single character', 'abc', 'axc', text('b'), undefined],
  ];
  for (const [what, actual, expected, returned, relation] of cases)
    it(`relates a returned value to the asserted one: ${what}`, () => {
      assert.equal(new AssertedValue({ actual, expected }).relation(returned), relation);
    });

  it('knows nothing without a printed value', () => {
    const asserted = new AssertedValue({});
    assert.deepEqual([asserted.isKnown, asserted.relation(text('a'))], [false, undefined]);
  });
});
