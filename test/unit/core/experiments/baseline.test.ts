import assert from 'node:assert/strict';
import { firstBaseline } from '../../../../src/core/experiments/baseline';
import type { Run } from '../../../../src/core/experiments/experiment';

const error = (test: string, message: string) => ({
  ...{ type: 'Error', message, language: 'javascript' as const, role: 'thrown' as const, test, frames: [] },
});
const run: Run = {
  ...{ exit: 1, timedOut: false, cancelled: false, wallMs: 1, output: '', outputBytes: 0, observations: {} },
  report: { errors: [error('orders > sorts', 'a'), error('orders > adds', 'b')], expectations: [] },
};

describe('firstBaseline', () => {
  it('picks the given failing test where several fail', () => {
    assert.equal(firstBaseline(run, 'orders > adds').target?.message, 'b');
    assert.equal(firstBaseline(run).target?.message, 'a');
  });

  it('picks the first failure where the given test is not among them', () => {
    assert.equal(firstBaseline(run, 'orders > removes').target?.message, 'a');
  });
});
