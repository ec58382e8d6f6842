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

  it('reports a command that skips all its tests as unresolved', () => {
    const tests = { passed: [], failed: [], skipped: ['a', 'b'], ran: 0, named: true };
    const silent: Run = { ...run, exit: 0, report: { errors: [], expectations: [] }, tests };
    assert.deepEqual(firstBaseline(silent).baseline, { outcome: 'unresolved', why: 'The command ran no tests: all 2 were skipped.' });
    const some = { ...silent, tests: { ...tests, passed: ['c'], ran: 1 } };
    assert.equal(firstBaseline(some).baseline.outcome, 'passes');
  });

  it('picks the first failure where the given test is not among them', () => {
    assert.equal(firstBaseline(run, 'orders > removes').target?.message, 'a');
  });
});
