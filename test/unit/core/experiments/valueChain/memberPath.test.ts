import assert from 'node:assert/strict';
import { shapeAt, stepsOf, withMembers } from '../../../../../src/core/experiments/valueChain/memberPath';
import { parseShape, shapeText } from '../../../../../src/core/experiments/shapeText';
import type { Selector } from '../../../../../src/core/flow/way';

const each: Selector = { kind: 'each', of: '' };
const member = (key: string): Selector => ({ kind: 'key', key, of: '' });
const inBrackets = (key: string, by: string): Selector => ({ kind: 'key', key, of: '', written: 'brackets', by });

describe('memberPath', () => {
  it('writes members behind an expression up to the first element', () => {
    assert.deepEqual(withMembers('row', [inBrackets('price', '"price"'), member('0'), member('net')]), {
      look: 'row["price"][0].net',
      rest: [],
    });
    assert.deepEqual(withMembers('rows', [member('items'), each, member('price')]), { look: 'rows.items', rest: ['*', 'price'] });
  });

  it('takes a promise for what it gives, and a key that a call looks up for any', () => {
    assert.deepEqual(stepsOf([{ kind: 'awaited', of: '' }, { kind: 'key', key: 'a', of: '', by: "'a'" }, member('x')]), ['*', 'x']);
  });

  for (const [shape, path, found] of [
    ['[{price:int|undefined}]×2', ['*', 'price'], 'int|undefined'],
    ['{}', ['items'], 'undefined'],
    ['{a:int, …+3}', ['items'], undefined],
    ['Order{id:int}', ['items'], undefined],
    ['Promise<{a:{b:null}}>', ['a', 'b'], 'null'],
    ['str(3)', ['length'], undefined],
  ] as const)
    it(`finds ${path.join('.')} of ${shape}`, () => {
      const at = shapeAt(parseShape(shape), path);
      assert.equal(at && shapeText(at), found);
    });
});
