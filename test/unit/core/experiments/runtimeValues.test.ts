import assert from 'node:assert/strict';
import type { FailureReport } from '../../../../src/core/capture/failureReport';
import { runtimeValues } from '../../../../src/core/experiments/runtimeValues';

describe('runtimeValues', () => {
  it('stands beside the frame of the same file and line, once', () => {
    const frame = (file: string, line: number) => ({ file, line, origin: 'workspace' as const, raw: '' });
    const report: FailureReport = {
      errors: [
        {
          type: 'TypeError',
          message: 'x',
          language: 'javascript',
          role: 'thrown',
          frames: [frame('/home/ada/shop/node_modules/a.js', 3), frame('/home/ada/shop/src/cart.ts', 3), frame('src/cart.ts', 3)],
        },
      ],
      expectations: [],
    };
    const frames = [{ file: 'src/cart.ts', line: 3, values: [{ name: 'orders', shape: 'undefined' }] }];
    assert.deepEqual(runtimeValues(report, frames), [{ frame: 1, name: 'orders', value: 'undefined' }]);
  });
});
