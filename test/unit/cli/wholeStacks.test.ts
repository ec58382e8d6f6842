import { deepStrictEqual, strictEqual } from 'node:assert';
import { bytesOfAddedFrames, withWholeStacks } from '../../../src/cli/wholeStacks';

describe('whole stacks', () => {
  it('lengthens the stacks of Node, unless its options say how long they are', () => {
    deepStrictEqual(withWholeStacks({ A: '1' }), { A: '1', NODE_OPTIONS: '--stack-trace-limit=200' });
    const given = { NODE_OPTIONS: '--stack-trace-limit=3' };
    deepStrictEqual(withWholeStacks(given), given);
  });

  it('counts the frames of each stack that Node by itself would not print', () => {
    const stack = (frames: number): string => `TypeError: x\n${'    at f (/a.js:1:1)\n'.repeat(frames)}`;
    strictEqual(bytesOfAddedFrames(`${stack(10)}\n${stack(12)}done\n`), 2 * '    at f (/a.js:1:1)\n'.length);
    strictEqual(bytesOfAddedFrames('\tat shop.Cart.total(Cart.java:3)\n'.repeat(20)), 0);
  });
});
