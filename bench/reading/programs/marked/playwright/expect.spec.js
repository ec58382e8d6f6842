const { test, expect } = require('@playwright/test');

test('adds prices', () => {
  expect(1 + 1).toBe(3); //~ Error | expect(received).toBe(expected) // Object.is equality…
});

test.describe('the cart', () => {
  test('reads a price', () => {
    const prices = undefined;
    prices.first; //~ TypeError | Cannot read properties of undefined (reading 'first')
  });

  test('says why', () => {
    expect([1], 'the cart is empty').toHaveLength(0); //~ Error | the cart is empty…
  });
});
