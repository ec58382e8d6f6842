const { createLogger, format, transports } = require('winston');
const log = createLogger({
  format: format.combine(format.errors({ stack: true }), format.timestamp(), format.printf(({ level, message, timestamp, stack }) => `${timestamp} [${level}]: ${stack ?? message}`)),
  transports: [new transports.Console()],
});

function price(item) {
  return item.price.amount; //~ TypeError | Cannot read properties of undefined (reading 'amount')
}
log.info('starting');
try {
  price({});
} catch (error) {
  log.error(error);
}
log.info('stopped');
