import assert from 'node:assert/strict';
import { valuesToFollow } from '../../../src/app/valuesToFollow';

describe('valuesToFollow', () => {
  for (const [line, expected] of [
    ['  if (orders.length === 0) {', ['orders', 'orders.length']],
    ['    setOrders(cache[userId] ?? []);', ['cache', 'userId']],
    ['return this.rows.map((row) => row.id);', ['this.rows', 'row', 'row.id']],
    ['    total = sum(self.items) if items is not None else 0', ['self.items', 'items', 'total']],
    ['    price = price_of(cart, rate=settings.rate, retries=2)', ['cart', 'settings', 'settings.rate', 'price']],
    ['  send({ to: user.mail, subject: title });', ['user', 'user.mail', 'title']],
    ['    total := sum(items)', ['items', 'total']],
    ["expect(message).toBe('orders are here');", ['message']],
    ['}', []],
  ] as const) {
    it(`offers ${expected.join(', ') || 'nothing'} of "${line.trim()}"`, () => assert.deepEqual(valuesToFollow(line), expected));
  }

  for (const [line, message, expected] of [
    ['return plan.find(orders.active.length);', "Cannot read properties of undefined (reading 'length')", 'orders.active'],
    ["    return merge(defaults, config['region'])", "'region'", 'config'],
    ['    return user.plan.name', "'NoneType' object has no attribute 'name'", 'user.plan'],
    ['    @total + cart.items.size', "undefined method 'size' for nil", 'cart.items'],
    ['  const id = format(user);', 'ReferenceError: user is not defined', 'user'],
    ['  return first + second;', 'it failed', 'first'],
  ] as const) {
    it(`puts ${expected} first where the message is "${message}"`, () => assert.equal(valuesToFollow(line, message)[0], expected));
  }

  it('reads the beginning of an endless line', () => {
    assert.ok(valuesToFollow('a.b;'.repeat(500_000)).length <= 2);
  });
});
