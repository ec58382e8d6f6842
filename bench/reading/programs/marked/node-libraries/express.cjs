const express = require('express');

const app = express();
app.get('/prices', (_, answer) => {
  const prices = undefined;
  answer.json(prices.list); //~ TypeError | Cannot read properties of undefined (reading 'list')
});
const server = app.listen(0, async () => {
  await fetch(`http://127.0.0.1:${server.address().port}/prices`);
  server.close();
});
