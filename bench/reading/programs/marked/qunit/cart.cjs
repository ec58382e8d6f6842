QUnit.module('cart');
QUnit.test('adds', (assert) => {
  assert.equal(3, 4, 'the sum'); //~ | the sum
});
QUnit.test('reads', () => {
  undefined.name; //~ TypeError | Cannot read properties of undefined (reading 'name')
});
