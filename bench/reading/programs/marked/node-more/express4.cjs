const app = require('express')();

app.get('/prices', (_, answer, next) => {
  next(new RangeError('no prices today')); //~ RangeError | no prices today
});
const server = app.listen(0, async () => {
  await fetch(`http://127.0.0.1:${server.address().port}/prices`);
  server.close();
});
