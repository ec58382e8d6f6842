import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { distinctNames } from '../../../src/core/distinctNames';

const named = (...files: string[]) => [...distinctNames(files).values()];

describe('distinctNames', () => {
  it('is only the name where it is unique', () => {
    assert.deepEqual(named('src/useOrders.ts', 'src/api/client.ts'), ['useOrders.ts', 'client.ts']);
  });

  it('adds folders only to equal names, as many as needed', () => {
    assert.deepEqual(named('src/cart/index.ts', 'src/shop/index.ts', 'src/a.ts'), ['cart/index.ts', 'shop/index.ts', 'a.ts']);
    assert.deepEqual(named('a/x/index.ts', 'b/x/index.ts', 'c/y/index.ts'), ['a/x/index.ts', 'b/x/index.ts', 'y/index.ts']);
    assert.deepEqual(named('index.ts', 'src/index.ts'), ['index.ts', 'src/index.ts']);
  });

  it('gives any set of paths names that differ, each an end of its path', () => {
    const folder = fc.constantFrom('a', 'b', 'src');
    const file = fc
      .tuple(fc.array(folder, { maxLength: 4 }), fc.constantFrom('index.ts', 'x.ts'))
      .map(([path, name]) => [...path, name].join('/'));
    fc.assert(
      fc.property(fc.uniqueArray(file, { minLength: 1, maxLength: 12 }), (files) => {
        const names = distinctNames(files);
        assert.equal(names.size, files.length);
        for (const [path, name] of names) assert.ok(`/${path}`.endsWith(`/${name}`));
        const same = files.filter((path) => files.some((other) => other !== path && names.get(other) === names.get(path)));
        assert.deepEqual(same, []);
      }),
    );
  });
});
