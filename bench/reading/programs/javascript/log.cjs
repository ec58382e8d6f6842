// How programs print an error that they caught.
exports.writeLog = (form, error) => {
  if (form === 'console') console.error(error);
  else if (form === 'said') console.error('checkout failed:', error);
  else if (form === 'stack') console.error(error.stack);
  else if (form === 'pino') require('pino')().error(error, 'checkout failed');
  else if (form === 'pretty') require('pino')(require('pino-pretty')({ colorize: false, sync: true, destination: 2 })).error(error, 'checkout failed');
  else if (form === 'winston') {
    const { createLogger, format, transports } = require('winston');
    createLogger({ format: format.combine(format.errors({ stack: true }), format.timestamp(), format.printf((each) => `${each.timestamp} ${each.level}: ${each.stack}`)), transports: [new transports.Console()] }).error(error);
  } else if (form === 'rejected') Promise.reject(error);
};
