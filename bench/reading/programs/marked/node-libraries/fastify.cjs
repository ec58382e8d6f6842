const app = require('fastify')({ logger: true });

app.get('/prices', async () => {
  throw new RangeError('no prices today'); //~ RangeError | no prices today
});

app.inject('/prices').then(() => app.close());
