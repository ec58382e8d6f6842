'use strict';
const Mocha = require('mocha');

const { Base, Spec } = Mocha.reporters;
const { EVENT_TEST_PASS, EVENT_TEST_RETRY } = Mocha.Runner.constants;

/**
 * Mocha's list, for tests that drive a real VS Code or browser: they have a second try, since a starting window can lose a key or a command.
 * Each test that needed it is named with what went wrong, so that somebody fixes it; `npm test` repeats the lines of "(second try)".
 */
module.exports = class SecondTries extends Spec {
  /** @param {Mocha.Runner} runner @param {Mocha.MochaOptions} options */
  constructor(runner, options) {
    super(runner, options);
    /** By the full title of a test. @type {Map<string, string>} */
    const first = new Map();
    runner.on(EVENT_TEST_RETRY, (test, error) => {
      const [line = ''] = String(error.message).split('\n');
      first.set(test.fullTitle(), line);
      Base.consoleLog(`  (first try) ${test.fullTitle()}: ${error.stack ?? line}`);
    });
    runner.on(EVENT_TEST_PASS, (test) => {
      const why = first.get(test.fullTitle());
      if (why !== undefined) Base.consoleLog(`  (second try) ${test.fullTitle()}: ${why}`);
    });
  }
};
