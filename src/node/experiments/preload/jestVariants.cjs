'use strict';
const fs = require('fs');
const path = require('path');
const Module = require('module');
const captureOutput = require('./captureOutput.cjs');
const serve = require('./runnerProcess.cjs');

/** Workers keep what they have transformed; the others do not run tests once. */
const OTHER = /^(?:-w|--maxWorkers|--watch|--watchAll|--listTests|--showConfig|--init|--clearCache)(?:=|\d|$)/;

serve((main, args) => {
  const jest = path.basename(path.dirname(path.dirname(main))) === 'jest-cli' ? require(path.resolve(main, '../..')) : cliOf(main);
  const inBand = args.some((arg) => arg === '-i' || arg === '--runInBand') ? [] : ['--runInBand'];
  let output = 0;
  let runs = 0;
  captureOutput(() => output);
  return async ({ base, index }) => {
    if (args.some((arg) => OTHER.test(arg)) || typeof jest.run !== 'function') throw new Error('another command or version');
    runs += 1;
    // What was transformed is known by the name and the time of its file.
    for (const copy of Object.values(index)) if (copy !== null) fs.utimesSync(copy, runs, runs);
    const before = new Set(process.rawListeners('exit'));
    output = fs.openSync(`${base}.out`, 'w');
    const own = args.map((arg) => (/^--outputFile=/.test(arg) ? `--outputFile=${base}.tests` : arg));
    await jest.run([...own, ...inBand]);
    fs.closeSync(output);
    output = 0;
    // Jest sets the exit code when the process ends.
    for (const listener of process.rawListeners('exit').filter((each) => !before.has(each))) {
      listener.call(process, 0);
      process.removeListener('exit', /** @type {any} */ (listener));
    }
    return { exit: Number(process.exitCode ?? 0), reloaded: true };
  };
});

/** @param {string} main of the package that depends on Jest's command line */
function cliOf(main) {
  return Module.createRequire(main)('jest-cli');
}
