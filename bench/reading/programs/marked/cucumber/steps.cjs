const assert = require('node:assert');
const { Given, Then } = require('@cucumber/cucumber');

Given('a cart with tea', function () {
  this.total = 3;
});
Then('the total is {int}', function (total) {
  assert.equal(this.total, total, 'the totals differ'); //~ AssertionError | the totals differ…
});
