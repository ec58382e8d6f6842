'use strict';
const fs = require('fs');

/**
 * From now on, what the process prints goes to a file, or nowhere.
 * @param {() => number} target the descriptor of the file; 0 for none
 */
module.exports = function captureOutput(target) {
  for (const stream of [process.stdout, process.stderr]) {
    stream.write = /** @type {any} */ (
      (/** @type {any} */ chunk, /** @type {any} */ encoding, /** @type {any} */ done) => {
        const output = target();
        if (output) fs.writeSync(output, Buffer.from(chunk));
        const called = typeof encoding === 'function' ? encoding : done;
        if (typeof called === 'function') process.nextTick(called);
        return true;
      }
    );
  }
};
