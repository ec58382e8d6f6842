const { describe, it, before } = require('node:test');
const assert = require('node:assert');

describe('cart', () => {
  describe('with tea', () => {
    it('adds', () => {
      assert.deepStrictEqual({ tea: [1, 2] }, { tea: [1, 3] }); //~ AssertionError | Expected values to be strictly deep-equal:…
    });
  });
  it('is slow', { timeout: 50 }, () => new Promise((done) => setTimeout(done, 500))); //~> | test timed out after 50ms
});
