import assert from 'node:assert/strict';
import fc from 'fast-check';
import { shareUnchanged } from '../../../src/webview/shareUnchanged';

describe('shareUnchanged', () => {
  it('keeps the parts that did not change', () => {
    const before = { a: { deep: [1, { x: 1 }] }, b: [1, 2] };
    const after = shareUnchanged(before, { a: { deep: [1, { x: 1 }] }, b: [1, 3] });
    assert.equal(after.a, before.a);
    assert.notEqual(after.b, before.b);
    assert.deepEqual(after.b, [1, 3]);
  });

  it('gives back the old state when nothing changed', () => {
    const before = { list: [{ id: 'a' }], text: 'x' };
    assert.equal(shareUnchanged(before, structuredClone(before)), before);
  });

  it('handles a removed key and an added one', () => {
    assert.deepEqual(shareUnchanged<Record<string, number>>({ a: 1, b: 2 }, { a: 1, c: 2 }), { a: 1, c: 2 });
    assert.deepEqual(shareUnchanged<Record<string, unknown>>({ a: undefined }, { b: undefined }), { b: undefined });
  });

  it('gives a value equal to the new state, whatever the old one', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (before, after) => {
        assert.deepEqual(shareUnchanged<unknown>(before, after), after);
      }),
    );
  });
});
