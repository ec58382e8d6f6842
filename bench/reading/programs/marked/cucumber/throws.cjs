const { Given, Then } = require('@cucumber/cucumber');

Given('a cart with tea', async function () {
  await null;
  this.prices.tea += 1; //~ TypeError | Cannot read properties of undefined (reading 'tea')
});
Then('the total is {int}', () => {});
