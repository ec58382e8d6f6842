const Koa = require('koa');
const app = new Koa();

app.use((context) => {
  context.body = context.state.user.name; //~ TypeError | Cannot read properties of undefined (reading 'name')
});
const server = app.listen(0, async () => {
  await fetch(`http://127.0.0.1:${server.address().port}/`);
  server.close();
});
