'use strict';
const fs = require('node:fs');
const path = require('node:path');
const Mocha = require('mocha');

const { EVENT_RUN_BEGIN, EVENT_RUN_END, EVENT_SUITE_BEGIN, EVENT_SUITE_END, EVENT_TEST_END } = Mocha.Runner.constants;
/** Per second. */
const TICKS = 100;
const MOST_TESTS = Number(process.env['MOST_TESTS'] ?? 20);
const groupUsage = openGroup();

/**
 * Processor time by test file and the tests that take most; Linux only, and not for tests in parallel:
 * `npx mocha --reporter test/support/processorTime.cjs FILE…`. In an accounting group of its own (a cgroup that only this run is in) all
 * processes count; otherwise those that had ended by then and were waited for.
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

/** Seconds of processor so far. */
function used() {
  if (groupUsage) return groupUsage();
  const numbers = fs
    .readFileSync('/proc/self/stat', 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return numbers.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS;
}

/** Seconds of the accounting group that this process is in; undefined in none but the machine's. */
function openGroup() {
  const groups = fs.readFileSync('/proc/self/cgroup', 'utf8');
  const { one, two } = /^\d+:(?:[\w,]*\bcpuacct\b[\w,]*):\/(?<one>.+)$|^0::\/(?<two>.+)$/m.exec(groups)?.groups ?? {};
  if (one) return () => Number(fs.readFileSync(`/sys/fs/cgroup/cpuacct/${one}/cpuacct.usage`, 'utf8')) / 1e9;
  if (!two) return undefined;
  return () => Number(/^usage_usec (\d+)$/m.exec(fs.readFileSync(`/sys/fs/cgroup/${two}/cpu.stat`, 'utf8'))?.[1]) / 1e6;
}
