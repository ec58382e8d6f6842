const pino = require('pino');

const logger = pino();
const first = new TypeError('no name'); //~ TypeError | no name
const second = new RangeError('no price'); //~ RangeError | no price
logger.error(new AggregateError([first, second], 'two faults')); //~ AggregateError | two faults
