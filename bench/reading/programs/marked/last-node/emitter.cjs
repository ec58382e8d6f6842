const { EventEmitter } = require('node:events');

const queue = new EventEmitter();
function fail() {
  queue.emit('error', new TypeError('the queue is closed')); //~ TypeError | the queue is closed
}
setImmediate(fail);
