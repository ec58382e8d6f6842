import assert from 'node:assert/strict';
import type { FailureReport } from '../../../../src/core/capture/failureReport';
import { errorHints } from '../../../../src/core/context/errorHints';
import { assertTakesLessThan } from '../../../support/runningTime';

function report(type: string, message: string): FailureReport {
  return { errors: [{ type, message, language: 'unknown', role: 'thrown', frames: [] }], expectations: [] };
}

describe('errorHints', () => {
  const cases: [message: string, expected: { property?: string; expression?: string; call?: string }][] = [
    ["Cannot read properties of undefined (reading 'length')", { property: 'length' }],
    ["Cannot read property 'length' of undefined", { property: 'length' }],
    ["undefined is not an object (evaluating 'props.orders.length')", { property: 'length', expression: 'props.orders' }],
    ['can\'t access property "length", props.orders is undefined', { property: 'length', expression: 'props.orders' }],
    ['can\'t access property "length" of undefined', { property: 'length' }],
    ['cfg.db.port is undefined', { expression: 'cfg.db.port' }],
    ['api.load is not a function', { property: 'load', expression: 'api' }],
    ['orders is not iterable', { expression: 'orders' }],
    ["'NoneType' object has no attribute 'items'", { property: 'items' }],
    ["name 'total' is not defined", { expression: 'total' }],
    ['Cannot invoke "Order.price()" because the return value of "com.acme.Store.find(String)" is null', { call: 'find' }],
    ['Cannot invoke "Order.price()" because "<local1>" is null', { expression: '<local1>' }],
    ["undefined method 'price' for nil", { property: 'price' }],
    ['Call to a member function price() on null', { property: 'price' }],
    ['Undefined variable $order', { expression: '$order' }],
    ['total() missing 1 required positional argument', { call: 'total' }],
  ];
  for (const [message, expected] of cases) {
    it(`reads ${message}`, () => {
      const { property, expression, call } = errorHints(report('Error', message));
      assert.deepEqual({ property, expression, call }, { property: undefined, expression: undefined, call: undefined, ...expected });
    });
  }

  it('takes the innermost cause first', () => {
    const two = report('Error', "Cannot read properties of null (reading 'outer')");
    two.errors.push({ ...two.errors[0]!, role: 'cause', parent: 0, message: "Cannot read properties of null (reading 'inner')" });
    assert.equal(errorHints(two).property, 'inner');
  });

  it('stays fast on a hostile message', async () => {
    const hostile = report('E', "'".repeat(100_000) + 'a.'.repeat(100_000));
    await assertTakesLessThan(200, () => errorHints(hostile));
  });
});
