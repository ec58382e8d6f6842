'use strict';
/**
 * Runs one command for a parent that may die, in a separate process group. Reads a line of JSON from standard input, then `stop`; the end
 * of input means that the parent is gone. Writes lines of JSON to descriptor 3. Before this process ends, everything that the command
 * started is ended, and the named folders are removed.
 *
 * The first line: `{ program, args, cwd, env, marker, limit, folders, look, reports, keep }`; `limit` is one that only its processes have;
 * `look` are files to tell the hash of as the command left them, and whether it wrote them, `reports` is a folder whose test reports are copied to `keep`.
 * Without a program nothing runs: the folders are guarded until the parent is gone. With `sweep`, processes of a run whose supervisor was
 * killed are ended.
 */
const childProcess = require('child_process');
const crypto = require('crypto');
const fs = require('fs');
const reports = require('./keepReports.cjs');

/** ms between asking a process to end and killing it. */
const GRACE = 1500;
const windows = process.platform === 'win32';

/** @type {any} */
let order;
/** @type {import('child_process').ChildProcess | undefined} */
let child;
let group = 0;
let ending = false;
let orphaned = false;

for (const signal of /** @type {const} */ (['SIGTERM', 'SIGINT', 'SIGHUP'])) process.on(signal, () => {});

let input = '';
process.stdin.setEncoding('utf8');
process.stdin.on('data', (/** @type {string} */ chunk) => {
  input += chunk;
  let end;
  while ((end = input.indexOf('\n')) >= 0) {
    const line = input.slice(0, end);
    input = input.slice(end + 1);
    if (!order) begin(JSON.parse(line));
    else if (line === 'stop') finish();
  }
});
process.stdin.on('end', parentGone);
process.stdin.on('error', parentGone);

function parentGone() {
  orphaned = true;
  if (!order) process.exit(0);
  finish();
}

/** @param {any} given */
function begin(given) {
  order = given;
  if (order.sweep) {
    group = order.group || 0;
    finish();
    return;
  }
  if (!order.program) return;
  try {
    const input = order.input === undefined ? 'ignore' : fs.openSync(order.input, 'r');
    child = childProcess.spawn(order.program, order.args, {
      cwd: order.cwd,
      env: order.env,
      stdio: [input, 'inherit', 'inherit'],
      detached: !windows,
      windowsHide: true,
      shell: windows && /\.(?:cmd|bat)$/i.test(order.program),
    });
  } catch (error) {
    tell({ problem: /** @type {NodeJS.ErrnoException} */ (error).code || String(error) });
    finish();
    return;
  }
  child.on('error', (/** @type {NodeJS.ErrnoException} */ error) => {
    tell({ problem: error.code || error.message });
    finish();
  });
  if (child.pid === undefined) return;
  group = child.pid;
  tell({ started: group });
  const startTime = Date.now();
  child.on('exit', (code, signal) => {
    quietly(() => order.reports && reports.keepReports(order.reports, order.keep, startTime));
    tell({ exit: code, signal, looked: statesOf(order.look || [], startTime) });
    finish();
  });
}

/** @param {string[]} files @param {number} startTime ms @returns {Record<string, string>} */
function statesOf(files, startTime) {
  /** @type {Record<string, string>} */
  const found = {};
  for (const file of files) {
    found[file] = 'absent';
    quietly(() => {
      // What a file was put back to may be what it was before; the time of its last change cannot be set.
      const written = fs.statSync(file).ctimeMs > startTime ? ' written' : '';
      found[file] = crypto.createHash('sha256').update(fs.readFileSync(file)).digest('hex') + written;
    });
  }
  return found;
}

/** @param {object} message */
function tell(message) {
  try {
    fs.writeSync(3, JSON.stringify(message) + '\n');
  } catch {
    // The parent is gone: the end of input signals that, too.
  }
}

function finish() {
  if (ending) return;
  ending = true;
  endProcesses('SIGTERM');
  const until = Date.now() + GRACE;
  const wait = () => {
    if (alive() && Date.now() < until) {
      setTimeout(wait, 20);
      return;
    }
    // A process that is just being created escapes one scan.
    for (let round = 0; round < 20 && endProcesses('SIGKILL'); round++) pause(5);
    if (orphaned) for (const folder of order.folders || []) remove(folder);
    // A run that has this process's parent, too, may still write there while it ends.
    if (orphaned && !order.program) pause(2 * GRACE);
    if (orphaned) for (const folder of order.folders || []) remove(folder);
    process.exit(0);
  };
  wait();
}

function alive() {
  return groupAlive() || marked().length > 0;
}

function groupAlive() {
  if (!group) return false;
  if (windows) return child !== undefined && child.exitCode === null && child.signalCode === null;
  try {
    process.kill(-group, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/**
 * @param {NodeJS.Signals} signal
 * @returns whether there was a process to end
 */
function endProcesses(signal) {
  if (windows) {
    if (groupAlive()) childProcess.spawnSync('taskkill', ['/pid', String(group), '/T', '/F'], { windowsHide: true });
    return false;
  }
  let found = groupAlive();
  if (found) quietly(() => process.kill(-group, signal));
  for (const pid of marked()) {
    found = true;
    quietly(() => process.kill(pid, signal));
  }
  return found;
}

/** @param {string} pid */
function isLimited(pid) {
  return order.limit !== undefined && fs.readFileSync(`/proc/${pid}/limits`, 'latin1').includes(` ${order.limit} `);
}

/**
 * Processes that left the group: their start environment holds the run's mark or, on Linux, they have its limit, which a
 * process keeps that clears its environment.
 * @returns {number[]}
 */
function marked() {
  const mark = `DEBUG_CONTEXT_RUN=${order.marker}`;
  if (process.platform === 'linux') {
    return fs.readdirSync('/proc').flatMap((name) => {
      if (!/^\d+$/.test(name) || Number(name) === process.pid) return [];
      try {
        if (!isLimited(name) && !fs.readFileSync(`/proc/${name}/environ`, 'latin1').includes(mark)) return [];
        // A zombie has no command line.
        return fs.readFileSync(`/proc/${name}/cmdline`, 'latin1') === '' ? [] : [Number(name)];
      } catch {
        return [];
      }
    });
  }
  const { stdout } = childProcess.spawnSync('ps', ['-axwwE', '-o', 'pid=,command='], { encoding: 'utf8', maxBuffer: 1 << 26 });
  return (stdout || '')
    .split('\n')
    .filter((line) => line.includes(mark))
    .map((line) => parseInt(line, 10))
    .filter((pid) => pid > 0 && pid !== process.pid);
}

/** @param {string} folder */
function remove(folder) {
  quietly(() => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
}

/** @param {() => void} action */
function quietly(action) {
  try {
    action();
  } catch {
    // It is gone already.
  }
}

/** @param {number} ms */
function pause(ms) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
