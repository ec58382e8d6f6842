const { createLogger, format, transports } = require('winston');
const log = createLogger({ format: format.combine(format.timestamp(), format.errors({ stack: true }), format.json()), transports: [new transports.Console()] });

function price(item) {
  throw new RangeError(`no price for ${item}`); //~ RangeError | no price for tea
}
log.info('listening');
try {
  price('tea');
} catch (error) {
  log.error(error);
}
