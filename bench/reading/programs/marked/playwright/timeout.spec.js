const { test } = require('@playwright/test');

test('waits for ever', async () => {
  test.setTimeout(300);
  await new Promise(() => {}); //~> | Test timeout of 300ms exceeded.
});
