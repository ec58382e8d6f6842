import assert from 'node:assert/strict';
import { chainSteps, intoLiteral, shapeAt, withMembers } from '../../../../../src/core/experiments/valueChain/memberPath';
import { parseShape, shapeText } from '../../../../../src/core/experiments/shapeText';

describe('memberPath', () => {
  it('reads the steps of a chain; a computed index is any element', () => {
    assert.deepEqual(chainSteps('shop.orders[0]["first name"][id].price').path, ['orders', '0', '"first name"', '*', 'price']);
  });

  it('writes members behind an expression up to the first element', () => {
    assert.deepEqual(withMembers('row', ['"price"', '0', 'net']), { chain: 'row["price"][0].net', rest: [] });
    assert.deepEqual(withMembers('rows', ['items', '*', 'price']), { chain: 'rows.items', rest: ['*', 'price'] });
  });

  for (const [literal, path, text, left] of [
    ['{ ...order, customer: find(order.by) }', ['customer', 'name'], 'find(order.by)', ['name']],
    ['{ ...order, id: 1 }', ['customer'], 'order', ['customer']],
    ['{"name": name, "price": float(price)}', ['"price"'], 'float(price)', []],
    ['[first, second]', ['1', 'x'], 'second', ['x']],
    ['({ a: { b: c } })', ['a', 'b'], 'c', []],
    ['load(id)', ['a'], 'load(id)', ['a']],
  ] as const)
    it(`leads into ${literal} by ${path.join('.')}`, () => assert.deepEqual(intoLiteral(literal, path), { text, path: [...left] }));

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
