import assert from 'node:assert/strict';
import type { Run } from '../../../../../src/core/experiments/experiment';
import type { ObservedRecord } from '../../../../../src/core/experiments/observed';
import { behaviourOf, lineWith, stillBad } from '../../../../../src/core/experiments/repairs/behaviour';
import { plain, type Shape } from '../../../../../src/core/experiments/shape';

const run = (over: Partial<Run> = {}): Run => ({
  ...{ exit: 0, timedOut: false, cancelled: false, wallMs: 3, outputBytes: 0, report: { errors: [], expectations: [] }, observations: {} },
  output: 'ok 1 in 12 ms\n',
  ...over,
});
const hit = (shape: Shape): ObservedRecord => ({ record: 'hit', order: 1, point: 0, hit: 0, shape });
const change = (file: string, line: number, text: string) => ({ file, line, statement: line, text, template: 't', weight: 1 });
const fault = { file: 'a.js', line: 3, expression: 'orders', asked: false };

describe('behaviour of a change', () => {
  it('is the same for runs that differ only in times and the order of their lines', () => {
    const one = behaviourOf(run({ output: 'ok a 12 ms\nok b 3 ms\n' }), [hit(plain('int'))]);
    const other = behaviourOf(run({ output: 'ok b 1 ms\nok a 400 ms\n', wallMs: 99 }), [hit(plain('int')), hit(plain('int'))]);
    assert.equal(one.key, other.key);
  });

  it('differs where the value, the tests or the output differ', () => {
    const one = behaviourOf(run(), [hit(plain('int'))]);
    assert.notEqual(one.key, behaviourOf(run(), [hit(plain('null'))]).key);
    assert.notEqual(one.key, behaviourOf(run({ output: 'warned' }), [hit(plain('int'))]).key);
    const tests = { passed: ['a'], failed: [], skipped: [], ran: 1, named: true };
    assert.notEqual(one.key, behaviourOf(run({ tests }), [hit(plain('int'))]).key);
  });

  it('is still bad where the value is still empty, but not where it only has the same kind', () => {
    const failing = [plain('int'), plain('undefined')];
    assert.equal(stillBad(failing, behaviourOf(run(), [hit(plain('undefined'))])), 'undefined');
    assert.equal(stillBad(failing, behaviourOf(run(), [hit(plain('int'))])), undefined);
    assert.equal(stillBad([plain('int')], behaviourOf(run(), [hit(plain('int'))])), undefined);
    assert.equal(stillBad(failing, behaviourOf(run(), [])), undefined, 'never reached');
    assert.equal(stillBad(failing, behaviourOf(run(), undefined)), undefined, 'nothing looked');
  });

  it('is observed on the line of the fault after the change', () => {
    const before = 'a\nb\nc\n';
    assert.equal(lineWith(fault, change('a.js', 3, 'a\nb\nguard\nc\n'), before), 4);
    assert.equal(lineWith(fault, change('a.js', 3, 'a\nb\nC\n'), before), 3);
    assert.equal(lineWith({ ...fault, line: 2 }, change('a.js', 3, 'a\nb\nx\nc\n'), before), 2);
    assert.equal(lineWith(fault, change('b.js', 1, 'x\nx\nx\nx\n'), before), 3);
  });
});
