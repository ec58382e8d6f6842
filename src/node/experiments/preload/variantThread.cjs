'use strict';
/** A thread that runs a script with one variant of the edited files after another, each as if the thread had just begun. */
const fs = require('fs');
const path = require('path');
const Module = require('module');
const threads = require('worker_threads');
const captureOutput = require('./captureOutput.cjs');

const { folder, main, count, numbers, next, end, current } = threads.workerData;
const loader = /** @type {any} */ (Module);
/** Ends the code that called `process.exit`. */
const ENDED = new Error('process.exit');
const real = {
  exit: process.exit.bind(process),
  now: Date.now,
  write: fs.writeFileSync,
  append: fs.appendFileSync,
  immediate: setImmediate,
};
const parent = threads.parentPort;
const BUILT_IN = [
  'fs',
  'path',
  'os',
  'util',
  'assert',
  'events',
  'child_process',
  'http',
  'https',
  'net',
  'timers',
  'stream',
  'url',
  'vm',
  'crypto',
];
/** Mocha imports test files, and what was imported once is never read again. */
const MOCHA_IMPORTS = /[\\/]mocha[\\/]lib[\\/](?:nodejs[\\/])?esm-utils\.js$/;
const REQUIRE_FIRST = `
;{
  const own = exports.requireOrImport;
  exports.requireOrImport = async (file, ...rest) => {
    try {
      if (!/\\.mjs$/.test(file)) return require(file);
    } catch (error) {
      if (error.code !== 'ERR_REQUIRE_ESM') throw error;
    }
    return own(file, ...rest);
  };
}`;

let number = -1;
let rounds = 0;
/** Path of the results of this run, without its ending. */
let base = '';
let started = 0;
let over = true;
let exiting = false;
let idle = 0;
let output = 0;
let edited = /** @type {string[]} */ ([]);

process.argv[1] = main;
// Node compiles the same text of a module only once where the wrapper is its own text.
loader.wrapper = [...loader.wrapper];
const compile = loader.prototype._compile;
loader.prototype._compile = function (/** @type {any} */ text, /** @type {string} */ file, /** @type {any[]} */ ...rest) {
  const code = typeof text === 'string' ? text.replace(/^#!/, '//') + (MOCHA_IMPORTS.test(file) ? REQUIRE_FIRST : '') : text;
  return Reflect.apply(compile, this, [code, file, ...rest]);
};
captureOutput(() => output);
const restore = takeOver();
begin();

/** From now on the end of the script does not end the thread. @returns {() => boolean} as {@link snapshot} */
function takeOver() {
  /** @type {any} */ (process).exit = leave;
  /** @type {any} */ (process).reallyExit = leave;
  process.on('uncaughtException', (error) => {
    if (/** @type {unknown} */ (error) === ENDED || over || process.listenerCount('uncaughtException') > 1) return;
    failed(error);
  });
  // A listener of the script may begin more work when the loop is empty, so the script has ended if it is empty twice.
  process.on('beforeExit', () => {
    if (over) return;
    if (++idle > 1) finish(0);
    else real.immediate(() => {});
  });
  return snapshot();
}

function begin() {
  const given = numbers ? numbers.shift() : Atomics.add(next, 0, 1);
  if (given === undefined || given >= count || real.now() > end) return real.exit(0);
  number = given;
  const overlay = path.join(folder, String(number));
  base = rounds++ > 0 && numbers ? path.join(folder, 'again') : overlay;
  process.env.DEBUG_CONTEXT_OVERLAY = overlay;
  process.env.DEBUG_CONTEXT_TESTS = `${base}.tests`;
  for (const ending of ['.out', '.tests', '.json']) fs.rmSync(base + ending, { force: true });
  output = fs.openSync(`${base}.out`, 'a');
  edited = Object.keys(JSON.parse(fs.readFileSync(path.join(overlay, 'index.json'), 'utf8')));
  /** @type {any} */ (globalThis)[Symbol.for('debug-with-context.overlay')]?.(overlay);
  started = real.now();
  current[1] = started;
  current[0] = number;
  over = false;
  exiting = false;
  idle = 0;
  try {
    loader.runMain(main);
  } catch (error) {
    if (error !== ENDED) failed(error);
  }
  return undefined;
}

/** @param {any} error */
function failed(error) {
  if (over) return;
  fs.writeSync(output, `${(error && error.stack) || String(error)}\n`);
  process.exitCode = 1;
  finish(1);
}

/** @param {any} [code] @returns {never} */
function leave(code) {
  if (code !== undefined) process.exitCode = code;
  if (!exiting) finish(0, true);
  throw ENDED;
}

/** @param {number} code @param {boolean} [inside] called by the script */
function finish(code, inside) {
  if (over) return;
  exiting = true;
  try {
    process.emit('exit', Number(process.exitCode ?? code));
  } catch (error) {
    if (error !== ENDED) process.exitCode = 1;
  }
  over = true;
  const exit = Number(process.exitCode ?? code);
  const wallMs = real.now() - started;
  const reloaded = edited.some((file) => file in require.cache);
  real.write(`${base}.json`, JSON.stringify({ exit, timedOut: false, wallMs }));
  parent?.postMessage({ exit, wallMs, reloaded });
  current[0] = -1;
  fs.closeSync(output);
  output = 0;
  const left = inside ? process.getActiveResourcesInfo().filter((name) => !/Immediate|MessagePort|TTY|Pipe/.test(name)) : [];
  // Something of this variant still runs, or does not go back: the next one gets a new thread.
  if (left.length > 0 || !restore()) real.exit(0);
  real.immediate(begin);
}

/** @returns {() => boolean} puts everything back that scripts change; false if something stays changed */
function snapshot() {
  const objects = [
    ...[globalThis, process, console, Module, Module.prototype, loader._extensions, require.cache, process.env],
    ...[Object, Function, Array, String, Number, Boolean, Symbol, Date, Promise, RegExp, Error, Map, Set, WeakMap, JSON, Math].flatMap(
      (each) => ('prototype' in each ? [each, /** @type {any} */ (each).prototype] : [each]),
    ),
    ...BUILT_IN.map((name) => require(name)),
  ];
  const before = objects.map((object) => ({ object, own: Object.getOwnPropertyDescriptors(object) }));
  const listeners = new Map(process.eventNames().map((name) => [name, process.rawListeners(name)]));
  const folderBefore = process.cwd();
  return () => {
    let whole = process.cwd() === folderBefore;
    process.exitCode = undefined;
    for (const name of process.eventNames())
      for (const listener of process.rawListeners(name))
        if (!listeners.get(name)?.includes(listener)) process.removeListener(name, /** @type {any} */ (listener));
    for (const { object, own } of before) {
      for (const key of Reflect.ownKeys(object)) {
        if (!Object.prototype.hasOwnProperty.call(own, key)) whole = Reflect.deleteProperty(object, key) && whole;
      }
      for (const key of Reflect.ownKeys(own)) {
        const [was, is] = [/** @type {any} */ (own)[key], Object.getOwnPropertyDescriptor(object, key)];
        if (is && was.value === is.value && was.get === is.get && was.set === is.set) continue;
        try {
          Object.defineProperty(object, key, was);
        } catch {
          whole = false;
        }
      }
    }
    return whole;
  };
}
