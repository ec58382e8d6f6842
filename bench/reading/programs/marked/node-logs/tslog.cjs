const { Logger } = require('tslog');
const log = new Logger({ name: 'shop' });

function price(item) {
  throw new RangeError(`no price for ${item}`); //~ RangeError | no price for tea
}
log.info('listening');
try {
  price('tea');
} catch (error) {
  log.error('cannot answer', error);
}
