const server = require('@hapi/hapi').server({ port: 58127, debug: { request: ['error'] } });

server.route({
  method: 'GET',
  path: '/prices',
  handler: () => {
    throw new RangeError('no prices today'); //~ RangeError | no prices today
    //~> RangeError | no prices today
  },
});
server.inject('/prices');
