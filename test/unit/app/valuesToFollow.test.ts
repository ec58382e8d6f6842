import assert from 'node:assert/strict';
import { valuesToFollow } from '../../../src/app/valuesToFollow';

describe('valuesToFollow', () => {
  for (const [line, expected] of [
    ['  if (orders.length === 0) {', ['orders', 'orders.length']],
    ['    setOrders(cache[userId] ?? []);', ['cache', 'userId']],
    ['return this.rows.map((row) => row.id);', ['this.rows', 'row', 'row.id']],
    ['    total = sum(self.items) if items is not None else 0', ['total', 'self.items', 'items']],
    ["expect(message).toBe('orders are here');", ['message']],
    ['}', []],
  ] as const) {
    it(`offers ${expected.join(', ') || 'nothing'} of "${line.trim()}"`, () => assert.deepEqual(valuesToFollow(line), expected));
  }

  it('reads the beginning of an endless line', () => {
    assert.ok(valuesToFollow('a.b;'.repeat(500_000)).length <= 2);
  });
});
