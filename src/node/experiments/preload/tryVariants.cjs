'use strict';
/**
 * Runs the main script of this process once for each variant of the edited files. The folder that DEBUG_CONTEXT_VARIANTS names has the
 * overlay of each variant, and takes its output, its tests and its end. Variant 0 has no changes: if it ends the same twice in one thread
 * (one process of Vitest or Jest), threads run many variants each, which saves most of the time; otherwise each variant has a process of its own.
 */
const fs = require('fs');
const os = require('os');
const path = require('path');
const Module = require('module');
const threads = require('worker_threads');
const processes = require('child_process');

/** Programs that only start others: the script to run is that of a child process. */
const STARTERS = /[\\/](?:npm|npx|yarn|pnpm|corepack)(?:-cli)?(?:\.c?js)?$/;
/** Limit of one variant against the time of the unchanged one, and at least; ms. */
const [TIMES, LEAST] = [3, 2000];
/** Runners that run their tests again in one process, by their main script. */
const RUNNERS = [
  { main: /[\\/]vitest[\\/]vitest\.mjs$/, variants: 'vitestVariants.cjs' },
  { main: /[\\/]jest(?:-cli)?[\\/]bin[\\/]jest\.js$/, variants: 'jestVariants.cjs' },
];
const MOST_AT_ONCE = 4;
const MEGABYTES = 768;
/** Interval in ms of looking for threads that are over the limit. */
const WATCH = 50;

const folder = process.env.DEBUG_CONTEXT_VARIANTS;
if (threads.isMainThread && folder && process.argv[1] && !STARTERS.test(process.argv[1])) {
  const loader = /** @type {any} */ (Module);
  const { runMain } = loader;
  loader.runMain = (main = String(process.argv[1])) => (claim(folder) ? void runAll(folder, main) : runMain(main));
}

/** Only the first process runs the variants. @param {string} at */
function claim(at) {
  try {
    fs.writeFileSync(path.join(at, 'claimed'), '', { flag: 'wx' });
    return true;
  } catch {
    return false;
  }
}

/** @param {string} at @param {string} main */
async function runAll(at, main) {
  const { count, seconds } = JSON.parse(fs.readFileSync(path.join(at, 'setup.json'), 'utf8'));
  const end = Date.now() + 1000 * seconds;
  /** What all threads share: the next variant. */
  const next = new Int32Array(new SharedArrayBuffer(4));
  Atomics.store(next, 0, 1);
  const isMore = () => Atomics.load(next, 0) < count && Date.now() < end;
  const take = () => (isMore() ? Atomics.add(next, 0, 1) : undefined);
  const atOnce = Math.min(MOST_AT_ONCE, os.cpus().length);
  const until = async (/** @type {() => Promise<unknown>} */ runSome) => {
    while (isMore()) await runSome();
  };
  const first = 1000 * seconds;
  let limit = first;
  const limitAfter = (/** @type {number} */ usual) => (limit = Math.max(LEAST, TIMES * usual));
  const isAgain = (/** @type {End[]} */ ends) => {
    const [one, two] = ends;
    // It fails without a change; where it passes in a thread, the thread is the reason.
    return one && two && one.exit !== 0 && one.exit === two.exit && ends.every(({ reloaded }) => reloaded) && printsTheSame(at);
  };

  const script = realPath(main);
  const runner = RUNNERS.find((each) => each.main.test(script))?.variants;
  /** Those that run variants; undefined where none ran the unchanged program twice alike. @type {Promise<void>[] | undefined} */
  let running;
  if (runner !== undefined) {
    const runSome = (/** @type {(ends: End[]) => number | undefined} */ which) => runInRunner(runner, at, script, which, () => limit);
    const several = () => until(() => runSome(take));
    // The process that ran the unchanged program twice goes on.
    await runSome((ends) => {
      if (ends.length < 2) return 0;
      if (running) return take();
      if (!isAgain(ends)) return undefined;
      limitAfter(Number(ends[0]?.wallMs));
      running = Array.from({ length: atOnce - 1 }, several);
      return take();
    });
    running?.push(several());
  } else {
    const work = { folder: at, main, count, next, end };
    const ends = await runThread({ ...work, numbers: [0, 0] }, first);
    if (isAgain(ends)) {
      limitAfter(Number(ends[0]?.wallMs));
      running = Array.from({ length: atOnce }, () => until(() => runThread(work, limit)));
    }
  }
  if (!running) {
    limitAfter(await runProcess(at, main, 0, first));
    const runOne = async () => {
      const number = take();
      if (number !== undefined) await runProcess(at, main, number, limit);
    };
    running = Array.from({ length: atOnce }, () => until(runOne));
  }
  await Promise.all(running);
  process.exit(0);
}

/** Whether the second run of the unchanged program printed something alike; times and the ends of stacks differ. @param {string} at */
function printsTheSame(at) {
  const [first = 0, second = 0] = ['0.out', 'again.out'].map((name) => fs.statSync(path.join(at, name)).size);
  return first <= 2 * second && second <= 2 * first;
}

/** @returns {NodeJS.ProcessEnv} */
function environment() {
  const env = { ...process.env };
  delete env.DEBUG_CONTEXT_VARIANTS;
  // A test file of node:test reports to the process that started it, in a form that only that process reads.
  delete env.NODE_TEST_CONTEXT;
  return env;
}

/** @param {string} base @param {{ exit: number | null, timedOut: boolean, wallMs: number }} end */
function writeEnd(base, end) {
  fs.writeFileSync(`${base}.json`, JSON.stringify(end));
}

/** @param {string} file */
function realPath(file) {
  try {
    return fs.realpathSync(file);
  } catch {
    return file;
  }
}

/**
 * @typedef {object} Work
 * @property {string} folder
 * @property {string} main
 * @property {number} count of variants
 * @property {Int32Array} next what all threads share: the next variant
 * @property {number} end ms; none is started later
 * @property {number[]} [numbers] the variants to run, instead of the next ones
 */
/** @typedef {{ exit: number, wallMs: number, reloaded: boolean }} End */

/**
 * One process of a test runner, until it has no more to do or is over the limit in a variant.
 * @param {string} variants its script in this folder
 * @param {string} at
 * @param {string} main
 * @param {(ends: End[]) => number | undefined} take the next variant for this process, by how its earlier ones ended
 * @param {() => number} limit ms
 * @returns {Promise<void>}
 */
function runInRunner(variants, at, main, take, limit) {
  const child = processes.fork(path.join(__dirname, variants), [main, ...process.argv.slice(2)], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: { ...environment(), DEBUG_CONTEXT_OVERLAY: path.join(at, '0') },
    detached: process.platform !== 'win32',
  });
  const stop = () => {
    try {
      if (child.pid !== undefined && process.platform !== 'win32') process.kill(-child.pid, 'SIGKILL');
      else child.kill('SIGKILL');
    } catch {
      // It has ended.
    }
  };
  return new Promise((resolve) => {
    /** @type {End[]} */
    const ends = [];
    /** @type {NodeJS.Timeout | undefined} */
    let timer;
    let base = '';
    let started = 0;
    let isOver = true;
    const writeEndOf = (/** @type {{ exit: number | null, timedOut: boolean }} */ how) => {
      isOver = true;
      clearTimeout(timer);
      writeEnd(base, { ...how, wallMs: Date.now() - started });
    };
    const begin = () => {
      const number = take(ends);
      if (number === undefined) return stop();
      const overlay = path.join(at, String(number));
      base = number === 0 && ends.length > 0 ? path.join(at, 'again') : overlay;
      started = Date.now();
      isOver = false;
      timer = setTimeout(() => {
        writeEndOf({ exit: null, timedOut: true });
        stop();
      }, limit());
      child.send({ base, overlay });
    };
    child.on('message', (/** @type {any} */ { exit, reloaded, unable }) => {
      if (isOver) return;
      if (unable !== undefined) {
        isOver = true;
        return stop();
      }
      ends.push({ exit, wallMs: Date.now() - started, reloaded });
      writeEndOf({ exit, timedOut: false });
      begin();
    });
    const ended = () => {
      if (!isOver) writeEndOf({ exit: null, timedOut: false });
      clearTimeout(timer);
      resolve();
    };
    child.on('error', ended);
    child.on('exit', ended);
    begin();
  });
}

/**
 * One thread, until it has no more to do or is over the limit in a variant.
 * @param {Work} work @param {number} limit ms
 * @returns {Promise<End[]>}
 */
function runThread(work, limit) {
  /** The variant that runs, or -1; and the time it began, ms. */
  const current = new Float64Array(new SharedArrayBuffer(16)).fill(-1);
  return new Promise((resolve) => {
    /** @type {End[]} */
    const ends = [];
    const worker = new threads.Worker(path.join(__dirname, 'variantThread.cjs'), {
      argv: process.argv.slice(2),
      env: environment(),
      workerData: { ...work, current },
      resourceLimits: { maxOldGenerationSizeMb: MEGABYTES },
    });
    const watch = setInterval(() => {
      const [number = -1, since = 0] = current;
      if (number < 0 || Date.now() - since < limit) return;
      writeEnd(path.join(work.folder, String(number)), { exit: null, timedOut: true, wallMs: Date.now() - since });
      void worker.terminate();
    }, WATCH);
    worker.on('message', (end) => ends.push(end));
    worker.on('error', () => {});
    worker.on('exit', () => {
      clearInterval(watch);
      resolve(ends);
    });
  });
}

/**
 * One variant in a process of its own.
 * @param {string} at @param {string} main @param {number} number @param {number} limit ms
 * @returns {Promise<number>} its time, ms
 */
function runProcess(at, main, number, limit) {
  const base = path.join(at, String(number));
  const started = Date.now();
  for (const ending of ['.out', '.tests']) fs.rmSync(base + ending, { force: true });
  const output = fs.openSync(`${base}.out`, 'a');
  return new Promise((resolve) => {
    let timedOut = false;
    const child = processes.spawn(process.execPath, [...process.execArgv, main, ...process.argv.slice(2)], {
      stdio: ['ignore', output, output],
      env: { ...environment(), DEBUG_CONTEXT_OVERLAY: base, DEBUG_CONTEXT_TESTS: `${base}.tests` },
    });
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill('SIGKILL');
    }, limit);
    const ended = (/** @type {number | null} */ exit) => {
      clearTimeout(timer);
      fs.closeSync(output);
      const wallMs = Date.now() - started;
      writeEnd(base, { exit, timedOut, wallMs });
      resolve(wallMs);
    };
    child.on('error', () => ended(null));
    child.on('exit', (exit) => ended(exit));
  });
}
