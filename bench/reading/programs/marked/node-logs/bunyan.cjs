const log = require('bunyan').createLogger({ name: 'shop' });

function price(item) {
  throw new RangeError(`no price for ${item}`); //~ RangeError | no price for tea
}
log.info({ port: 8080 }, 'listening');
try {
  price('tea');
} catch (err) {
  log.error(err, 'cannot answer');
}
log.info('going on');
