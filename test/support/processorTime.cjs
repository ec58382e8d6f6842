'use strict';
const fs = require('node:fs');
const path = require('node:path');
const Mocha = require('mocha');

const { EVENT_RUN_BEGIN, EVENT_RUN_END, EVENT_SUITE_BEGIN, EVENT_SUITE_END, EVENT_TEST_END } = Mocha.Runner.constants;
/** Per second. */
const TICKS = 100;
const MOST_TESTS = 20;

/**
 * Processor time by test file and the tests that take most, with the processes that had ended by then; Linux only, and not for tests in
 * parallel: `npx mocha --reporter test/support/processorTime.cjs FILE…`.
 */
module.exports = class ProcessorTime extends Mocha.reporters.Dot {
  /** @param {Mocha.Runner} runner @param {Mocha.MochaOptions} options */
  constructor(runner, options) {
    super(runner, options);
    /** @type {Map<string, number>} */
    const files = new Map();
    /** @type {[seconds: number, title: string][]} */
    const tests = [];
    let [suite, test] = [0, 0];
    runner.on(EVENT_RUN_BEGIN, () => (test = used()));
    runner.on(EVENT_SUITE_BEGIN, ({ parent }) => parent?.root && (suite = test = used()));
    runner.on(EVENT_SUITE_END, ({ parent, file = '' }) => {
      if (!parent?.root) return;
      const name = path.relative(process.cwd(), file);
      files.set(name, (files.get(name) ?? 0) + used() - suite);
    });
    runner.on(EVENT_TEST_END, (ended) => {
      tests.push([used() - test, ended.fullTitle()]);
      test = used();
    });
    runner.once(EVENT_RUN_END, () => {
      const rows = [...files].sort(([, a], [, b]) => b - a);
      for (const [name, seconds] of rows) console.log(`${seconds.toFixed(1).padStart(8)} s  ${name}`);
      console.log(`${used().toFixed(1).padStart(8)} s  all, with the start\n`);
      for (const [seconds, title] of tests.sort(([a], [b]) => b - a).slice(0, MOST_TESTS))
        console.log(`${seconds.toFixed(1).padStart(8)} s  ${title}`);
    });
  }
};

/** Seconds of processor that this process and its ended children used so far. */
function used() {
  const numbers = fs
    .readFileSync('/proc/self/stat', 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return numbers.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS;
}
