'use strict';
// Writes down which tests ran, for runners that have no second reporter: Mocha. What it adds to Mocha stands at the end of one of its
// modules, so that no stack trace of the person's program shows it.
const fs = require('fs');

const file = process.env.DEBUG_CONTEXT_TESTS;
const RUNNER = /[\\/]mocha[\\/]lib[\\/]runner\.js$/;

/**
 * @param {any} Runner Mocha's class
 * @param {(name: string, status: string) => void} record
 */
const watch = (Runner, record) => {
  const states = { pass: 'passed', fail: 'failed', pending: 'skipped' };
  const emit = Runner.prototype.emit;
  Runner.prototype.emit = function (/** @type {string} */ event, /** @type {any} */ test) {
    if (test && Object.prototype.hasOwnProperty.call(states, event)) {
      const title = typeof test.titlePath === 'function' ? test.titlePath().join(' > ') : String(test.title);
      record(title, /** @type {any} */ (states)[event]);
    }
    return emit.apply(this, arguments);
  };
};

if (file) {
  const append = fs.appendFileSync;
  /** @type {any} */ (globalThis)[Symbol.for('debug-with-context.watchMocha')] = (/** @type {any} */ Runner) => {
    watch(Runner, (name, status) => {
      try {
        append(file, JSON.stringify({ name, status }) + '\n');
      } catch {
        // A test that changes the file system must not fail for this.
      }
    });
  };
  const read = fs.readFileSync;
  /** @type {any} */ (fs).readFileSync = function readFileSync(/** @type {any} */ path, /** @type {any} */ options) {
    const text = /** @type {unknown} */ (read(path, options));
    if (typeof text !== 'string' || typeof path !== 'string' || !RUNNER.test(path)) return text;
    return `${text}\n;globalThis[Symbol.for('debug-with-context.watchMocha')](module.exports);`;
  };
}
