'use strict';
// Records which tests ran, for runners that have no second reporter: Mocha. Its addition to Mocha is at the end of one of Mocha's modules,
// so that no stack trace of the person's program shows it.
const fs = require('fs');

const file = process.env.DEBUG_CONTEXT_TESTS;
const RUNNER = /[\\/]mocha[\\/]lib[\\/]runner\.js$/;

/**
 * @param {any} Runner Mocha's class
 * @param {(name: string, status: string, file: unknown) => void} record
 */
const watch = (Runner, record) => {
  const states = { pass: 'passed', fail: 'failed', pending: 'skipped' };
  const emit = Runner.prototype.emit;
  Runner.prototype.emit = function (/** @type {any[]} */ ...args) {
    const [event, test] = args;
    if (test && Object.prototype.hasOwnProperty.call(states, event)) {
      const title = typeof test.titlePath === 'function' ? test.titlePath().join(' > ') : String(test.title);
      record(title, /** @type {any} */ (states)[event], test.file);
    }
    return emit.apply(this, args);
  };
};

if (file) {
  const append = fs.appendFileSync;
  /** @type {any} */ (globalThis)[Symbol.for('debug-with-context.watchMocha')] = (/** @type {any} */ Runner) => {
    watch(Runner, (name, status, testFile) => {
      try {
        append(process.env.DEBUG_CONTEXT_TESTS || file, JSON.stringify({ name, status, file: testFile }) + '\n');
      } catch {
        // A test that changes the file system must not fail because of this.
      }
    });
  };
  /**
   * Mocha 12 consists of ES modules, which Node reads as bytes.
   * @param {unknown} path
   * @param {unknown} read
   */
  const watched = (path, read) => {
    const at = path instanceof URL ? path.pathname : path;
    if (typeof at !== 'string' || !RUNNER.test(at) || !(typeof read === 'string' || read instanceof Uint8Array)) return read;
    const text = typeof read === 'string' ? read : Buffer.from(read).toString('utf8');
    const runner = /^export /m.test(text) ? 'Runner' : 'module.exports';
    const whole = `${text}\n;globalThis[Symbol.for('debug-with-context.watchMocha')](${runner});`;
    return typeof read === 'string' ? whole : Buffer.from(whole);
  };
  const { readFileSync } = fs;
  /** @type {any} */ (fs).readFileSync = function (/** @type {any} */ path, /** @type {any} */ options) {
    return watched(path, readFileSync(path, options));
  };
  const { readFile } = fs.promises;
  /** @type {any} */ (fs.promises).readFile = async function (/** @type {any} */ path, /** @type {any} */ options) {
    return watched(path, await readFile(path, options));
  };
}
