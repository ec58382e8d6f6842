import assert from 'node:assert/strict';
import {
  assertedTexts,
  relationTo,
  wrongRelation,
  type Relation,
  type ValueText,
} from '../../../../../src/core/experiments/asserted/assertedValue';

const text = (value: string): ValueText => ({ kind: 'text', text: value });

describe('assertedTexts', () => {
  const cases: [what: string, actual: string, expected: string, returned: ValueText, relation: Relation | undefined][] = [
    ['a number', '12', '10', { kind: 'plain', text: '12' }, 'whole'],
    ['the expected number', '12', '10', { kind: 'plain', text: '10' }, undefined],
    ['undefined', 'undefined', '[1]', { kind: 'plain', text: 'undefined' }, 'whole'],
    ['a text in quotes', "'a&b'", "'a&amp;b'", text('a&b'), 'whole'],
    ['a text that begins and ends with quotes', '"a", "b"', '"a"', text('"a", "b"'), 'whole'],
    ['a text with escapes', '"one\\ntwo"', '"one"', text('one\ntwo'), 'whole'],
    ['a list as JSON and as printed', "[ { get: 'name' } ]", '[]', { kind: 'structure', text: "[{get: 'name'}]" }, 'whole'],
    ['a list of lines', 'a: one\nb: two', 'a: one', { kind: 'structure', text: "{a: 'one', b: 'two'}" }, 'whole'],
    ['the piece without quotes', '[x] = 1\n[y] = 2', '"[x]" = 1\n[y] = 2', text('[x]'), 'beside'],
    ['a piece elsewhere', '[x] = 1\n[y] = 2', '"[x]" = 1\n[y] = 2', text('[y]'), undefined],
    ['a list inside', "[ 'split', [ '', '' ] ]", "[ 'split', [ ',' ] ]", { kind: 'structure', text: "['', '']" }, 'part'],
    ['a piece after words that are right', "'goes to Ruth for 60.00 EUR'", "'goes to Olaf for 60.00 EUR'", text('60.00 EUR'), undefined],
    ['the wrong one of several words', "'goes to Ruth for 60.00 EUR'", "'goes to Olaf for 60.00 EUR'", text('Ruth for'), 'part'],
    [
      'words in a list after the wrong one',
      "[ 'goes to Ruth', 'for 60.00' ]",
      "[ 'goes to Olaf', 'for 60.00' ]",
      { kind: 'structure', text: "['for 60.00']" },
      undefined,
    ],
    ['a single character', 'abc', 'axc', text('b'), undefined],
  ];
  for (const [what, actual, expected, returned, relation] of cases)
    it(`relates a returned value to the asserted one: ${what}`, () => {
      assert.equal(relationTo(assertedTexts({ actual, expected }), returned), relation);
    });

  const wrong: [what: string, actual: string, expected: string, value: ValueText, relation: Relation | undefined][] = [
    ['all of a wrong place', "'a&apos;b'", "'a&#x27;b'", text('&apos;'), 'part'],
    ['a longer text with the wrong part', "'a&apos;b'", "'a&#x27;b'", text('<p>a&apos;b c</p>'), 'around'],
    ['the expected text', "'a&apos;b'", "'a&#x27;b'", text('a&#x27;b'), undefined],
    ['words beside a missing sign', "'hello world'", "'hello, world'", text('hello'), undefined],
    ['a piece that the expected text has elsewhere', "'b:(0) c:(0)'", "'b:(1) c:(0)'", text('(0)'), undefined],
    ['words around a missing sign', "'hello world again'", "'hello, world again'", text('hello world'), 'part'],
    ['a number that looks like the expected text', "'1'", '1', { kind: 'plain', text: '1' }, undefined],
    ['a list that differs in quotes alone', "[ '1' ]", '[ 1 ]', { kind: 'structure', text: '[1]' }, undefined],
    ['a list', '[ 1, 2 ]', '[ 1, 3 ]', { kind: 'structure', text: '[1, 2]' }, 'whole'],
  ];
  for (const [what, actual, expected, value, relation] of wrong)
    it(`tells a value that is certainly wrong: ${what}`, () => {
      assert.equal(wrongRelation(assertedTexts({ actual, expected }), value), relation);
    });
});
