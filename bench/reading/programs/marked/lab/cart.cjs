const assert = require('node:assert');
const { describe, it } = (exports.lab = require('lab').script());

describe('cart', () => {
  it('adds', () => {
    assert.strictEqual(3, 4); //~ | Expected values to be strictly equal:…
  });
  it('reads', () => {
    null.name; //~ | Cannot read properties of null (reading 'name')
  });
});
