const { Signale } = require('signale');
const log = new Signale({ scope: 'shop' });

function price(item) {
  throw new RangeError(`no price for ${item}`); //~ RangeError | no price for tea
}
log.start('listening');
try {
  price('tea');
} catch (error) {
  log.error(error);
}
log.success('done');
