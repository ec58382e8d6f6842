import assert from 'node:assert/strict';
import { badValue, type BadValue } from '../../../../src/core/suspects/badValue';
import { assertTakesLessThan } from '../../../support/runningTime';

describe('badValue', () => {
  const cases: [message: string, expected: BadValue | undefined][] = [
    ["Cannot read properties of undefined (reading 'length')", { value: 'undefined', property: 'length' }],
    ['cfg.db.port is undefined', { value: 'undefined', expression: 'cfg.db.port' }],
    ['orders is null', { value: 'null', expression: 'orders' }],
    ['rows[0].amount is undefined', { value: 'undefined', expression: 'rows[0].amount' }],
    ['can\'t access property "length", orders is undefined', { value: 'undefined', property: 'length', expression: 'orders' }],
    ['can\'t access property "id", find(...) is null', { value: 'null', property: 'id', expression: 'find(...)' }],
    ["can't access property 0, rows is undefined", { value: 'undefined', property: '0', expression: 'rows' }],
    ['can\'t access property "length" of undefined', { value: 'undefined', property: 'length' }],
    [
      "undefined is not an object (evaluating 'props.orders.length')",
      { value: 'undefined', property: 'length', expression: 'props.orders' },
    ],
    ["null is not an object (evaluating 'rows[0].amount')", { value: 'null', property: 'amount', expression: 'rows[0]' }],
    ["undefined is not an object (evaluating 'api.load(user, 1)')", { value: 'undefined', property: 'load', expression: 'api' }],
    ["undefined is not an object (evaluating 'state.user = user')", { value: 'undefined', property: 'user', expression: 'state' }],
    ["undefined is not an object (evaluating 'const { a } = b')", { value: 'undefined' }],
    ["api.load is not a function. (In 'api.load()', 'api.load' is undefined)", { value: 'undefined', expression: 'api.load' }],
    ['the user is undefined', undefined],
    ['orders is undefined in this scope', undefined],
    ['orders is not defined', undefined],
  ];
  for (const [message, expected] of cases) {
    it(`${expected ? 'reads the value of' : 'finds none in'} ${message}`, () => assert.deepEqual(withoutGaps(badValue(message)), expected));
  }

  it('stays fast on a hostile message', async () => {
    for (const part of ["'", 'a.', "(evaluating '((", "(In 'a', 'b"]) await assertTakesLessThan(200, () => badValue(part.repeat(50_000)));
  });
});

function withoutGaps(value: BadValue | undefined): object | undefined {
  return value && Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined));
}
