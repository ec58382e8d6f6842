import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mergeShapes, numberShape, objectShape, plain, textShape, type Shape } from '../../../../src/core/experiments/shape';
import { shapeFits } from '../../../../src/core/experiments/shapeFits';
import { parseShape, shapeText } from '../../../../src/core/experiments/shapeText';

const name = fc.constantFrom('Order', 'Map', 'tuple', 'numpy.ndarray', 'A$b');
const key = fc.oneof(fc.constantFrom('id', 'user', 'größe'), fc.string({ minLength: 1, maxLength: 6 }));
const { shape } = fc.letrec<{ shape: Shape }>((tie) => ({
  shape: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('int', 'num', 'null', 'undefined', 'NaN', '-0', 'None', '…', 'Date').map(plain),
    fc.record(
      { kind: fc.constant('text' as const), name: fc.constantFrom('str', 'bytes'), length: fc.nat(), format: fc.constant('uuid') },
      { requiredKeys: ['kind', 'name'] },
    ),
    fc.record({
      kind: fc.constant('list' as const),
      items: fc.array(tie('shape').filter(notUnion), { minLength: 1, maxLength: 2 }),
      length: fc.nat(),
    }),
    fc.record(
      {
        kind: fc.constant('object' as const),
        name,
        fields: fc.uniqueArray(fc.record({ name: key, shape: tie('shape') }), { maxLength: 3, selector: (field) => field.name }),
        more: fc.nat(5),
      },
      { requiredKeys: ['kind', 'fields', 'more'] },
    ),
    fc.record({ kind: fc.constant('map' as const), name, key: tie('shape').filter(notUnion), value: tie('shape'), size: fc.nat() }),
    fc.record({ kind: fc.constant('around' as const), name, of: tie('shape') }),
    fc.array(tie('shape').filter(notUnion), { minLength: 2, maxLength: 3 }).map((of) => ({ kind: 'union' as const, of })),
  ),
}));

function notUnion(each: Shape): boolean {
  return each.kind !== 'union';
}

describe('shape', () => {
  it('is written as a short text and read back', () => {
    fc.assert(
      fc.property(shape, (each) => {
        assert.deepEqual(parseShape(shapeText(each)), JSON.parse(JSON.stringify(each)));
      }),
    );
  });

  it('never throws anything but a SyntaxError for texts that are not shapes', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'Order{}[]<>|,:? ×→…+1"\\') }), (text) => {
        try {
          parseShape(text);
        } catch (error) {
          assert.ok(error instanceof SyntaxError);
        }
      }),
    );
  });

  it('fits itself, and every shape that it was merged with', () => {
    fc.assert(
      fc.property(shape, shape, (a, b) => {
        assert.ok(shapeFits(a, [a]));
        assert.ok(shapeFits(a, [a, b]));
      }),
    );
  });

  it('shows an order in the notation', () => {
    const item = objectShape('Object', [{ name: 'price', shape: plain('num') }], 1);
    const order = objectShape(
      'Order',
      [
        { name: 'id', shape: numberShape(12) },
        { name: 'items', shape: { kind: 'list', items: [item], length: 3 } },
        { name: 'user', shape: plain('null') },
      ],
      7,
    );
    assert.equal(shapeText(order), 'Order{id:int, items:[{price:num}]×3, user:null, …+4}');
  });

  it('contains no text of strings and of data keys', () => {
    assert.equal(shapeText(textShape('3f2b8c1e-9d4a-4e77-8a55-0123456789ab')), 'str(36,uuid)');
    assert.equal(shapeText(textShape('correct horse battery')), 'str(21)');
    const mixed = objectShape(
      'dict',
      [
        { name: 'ada@example.com', shape: plain('int') },
        { name: 'x', shape: plain('None') },
      ],
      2,
    );
    assert.equal(shapeText(mixed), '{x:None, …+1}');
    const byMail = objectShape('Object', [{ name: 'ada@example.com', shape: plain('int') }], 1);
    assert.equal(shapeText(byMail), '{str(15,email)→int}×1');
    const byKey = (name: string): string => shapeText(objectShape('Object', [{ name, shape: plain('int') }], 1));
    for (const token of ['AKIAIOSFODNN7EXAMPLE', 'gsk_a1b2c3d4e5f6g7h8', 'deadbeef1c0ffee'])
      assert.equal(byKey(token).includes(token), false);
    for (const name of ['utf8Text', 'numberOfOrdersInCart2', 'deadline', 'sha256', 'base64_of_the_first_file'])
      assert.equal(byKey(name), `{${name}:int}`);
  });

  it('makes fields optional that some values lack', () => {
    const one = objectShape(undefined, [{ name: 'id', shape: plain('int') }], 1);
    const two = objectShape(undefined, [...(one.kind === 'object' ? one.fields : []), { name: 'user', shape: plain('null') }], 2);
    assert.equal(shapeText(mergeShapes([one, two])), '{id:int, user?:null}');
  });

  it('detects shapes that passing runs never had', () => {
    const orders = parseShape('[Order{id:int}]×2');
    for (const outside of ['undefined', 'null', '{}', 'Order{id:int}', '[int]×1', '[Order{id:str(3)}]×1', '[Order{}]×1'])
      assert.equal(shapeFits(parseShape(outside), [orders]), false, outside);
    for (const inside of ['[]', '[Order{id:int}]×9']) assert.equal(shapeFits(parseShape(inside), [orders]), true, inside);
    assert.equal(shapeFits(plain('NaN'), [plain('num')]), false);
    assert.equal(shapeFits(plain('int'), [plain('num')]), true);
    assert.equal(shapeFits(plain('undefined'), []), false);
  });
});
