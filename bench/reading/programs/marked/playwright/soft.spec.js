const { test, expect } = require('@playwright/test');

test.beforeEach(({}, info) => {
  if (info.title === 'has no order') throw new RangeError('no order 7'); //~ RangeError | no order 7
});

test('has two faults', () => {
  expect.soft({ name: 'tea' }).toEqual({ name: 'milk' }); //~ Error | expect(received).toEqual(expected) // deep equality…
  expect.soft('tea').toMatch(/milk/); //~ Error | expect(received).toMatch(expected)…
});

test('has no order', () => {});

test('rejects', async () => {
  await test.step('loads', async () => {
    throw new TypeError('not loaded', { cause: new Error('no connection') }); //~ TypeError | not loaded
    //~> Error | no connection
  });
});
