// Each function fails in a way of its own. What it throws is the truth of the texts that tools print of it.
const fs = require('node:fs');
const path = require('node:path');
const assert = require('node:assert');

class PaymentDeclinedError extends Error {
  constructor(order) {
    super(`order ${order} was declined: card [4242] (expired)`);
    this.name = 'PaymentDeclinedError';
  }
}
class Ledger {
  static open(name) {
    return new Ledger(name);
  }
  constructor(name) {
    this.rows = read(name);
  }
  get total() {
    return this.missing.length;
  }
}
function read(name) {
  if (name === 'closed') throw new RangeError('ledger is closed');
  return [name];
}
function priceOf(item) {
  return item.price.amount;
}
const wait = () => new Promise((done) => setTimeout(done, 1));
async function load(id) {
  await wait();
  if (id > 1) throw new TypeError(`no order ${id}`);
  return id;
}
function attempt(work, message) {
  try {
    return work();
  } catch (cause) {
    throw new Error(message, { cause });
  }
}

exports.propertyOfUndefined = () => priceOf({ name: 'tea' });
exports.notAFunction = () => {
  const cart = { items: 'tea' };
  return cart.items.map((item) => item);
};
exports.notDefined = () => {
  return taxRate * 2;
};
exports.ownClass = () => {
  throw new PaymentDeclinedError(7);
};
exports.inConstructor = () => Ledger.open('closed');
exports.inGetter = () => new Ledger('open').total;
exports.severalLines = () => {
  throw new Error('cannot read the order\n  line 3: "qty" is missing\n\n  expected a number at order.js:3:7');
};
exports.likeAFrame = () => {
  throw new Error('stopped at step 4 (import.csv:12:3)');
};
exports.likeAnError = () => {
  throw new Error('TypeError: x is not a function');
};
exports.url = () => {
  throw new Error('GET https://shop.example:8443/orders?id=7&full=1 answered 502: Bad Gateway');
};
exports.windowsPath = () => {
  throw new Error("EPERM: operation not permitted, unlink 'C:\\shop\\orders.db:1:2'");
};
exports.unicode = () => {
  throw new Error('größer als „10“ – 注文がありません 🍵');
};
exports.noMessage = () => {
  throw new Error();
};
exports.oneCause = () => attempt(() => priceOf({}), 'total could not be computed');
exports.threeCauses = () =>
  attempt(() => attempt(() => attempt(() => JSON.parse('{"a":1,}'), 'settings are no JSON'), 'shop cannot start'), 'exit');
exports.json = () => JSON.parse('<html>');
exports.noFile = () => fs.readFileSync(path.join('/nowhere', 'orders.json'), 'utf8');
exports.properties = () => {
  throw Object.assign(new Error('query failed'), { code: 'ER_DUP_ENTRY', errno: 1062, sql: 'INSERT INTO orders\nVALUES (1)' });
};
exports.asyncRejected = async () => {
  await load(1);
  return load(2);
};
exports.allRejected = () => Promise.all([load(1), load(3)]);
exports.inCallback = () => [3, 2, 1].map((each) => [each].forEach((price) => priceOf(price === 2 ? undefined : { price: { amount: 1 } })));
exports.aggregate = async () => {
  await wait();
  return Promise.any([load(2), load(3)]);
};
exports.strictEqual = () => assert.strictEqual(2 + 2, 5);
exports.deepEqual = () => assert.deepStrictEqual({ a: 1, list: ['x', 'y'] }, { a: 1, list: ['x', 'z'] });
exports.assertionSaid = () => assert.ok(false, 'cart must not be empty: [] (0 items)');
exports.regexp = () => new RegExp('(');
exports.bigNumber = () => (1.5).toFixed(101);
exports.proxy = () => new Proxy({}, { get: (_, key) => assert.fail(`no field ${String(key)}`) }).orders;
exports.symbol = () => `${Symbol('id')}`;
exports.generator = () => [...(function* numbers() {
  yield 1;
  throw new Error('numbers ran out');
})()];
