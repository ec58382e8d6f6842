import { deepStrictEqual, strictEqual } from 'node:assert';
import { usualBytes, withWholeStacks } from '../../../src/cli/wholeStacks';

describe('whole stacks', () => {
  it('lengthens the stacks of Node, unless its options say how long they are', () => {
    deepStrictEqual(withWholeStacks({ A: '1' }), { A: '1', NODE_OPTIONS: '--stack-trace-limit=200' });
    const given = { NODE_OPTIONS: '--stack-trace-limit=3' };
    deepStrictEqual(withWholeStacks(given), given);
  });

  it('leaves the frames of each stack out that Node by itself would not print, and is rather too small', () => {
    const stack = (frames: number): string => `TypeError: x\n${'    at f (/a.js:1:1)\n'.repeat(frames)}`;
    strictEqual(usualBytes(`${stack(10)}\n${stack(12)}done\n`, 1042), 0.97 * 1000);
    strictEqual(usualBytes('\tat shop.Cart.total(Cart.java:3)\n'.repeat(20), 1000), 0.97 * 1000);
  });
});
