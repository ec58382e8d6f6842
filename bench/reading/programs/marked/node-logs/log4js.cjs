const log = require('log4js').getLogger('shop');
log.level = 'info';

function price(item) {
  throw new RangeError(`no price for ${item}`); //~ RangeError | no price for tea
}
log.info('listening on', 8080);
try {
  price('tea');
} catch (error) {
  log.error('cannot answer', error);
}
log.info('going on');
