// Gives inputs to an unpacked package, in a process of its own: `node scanProgram.mjs JOB`.
// JOB is a JSON file: { root, calls: [JavaScript], tasks: [{ input, call }], from }. Each result is a line that begins with MARK.
import { readFileSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

const MARK = '\u0001';
/** ms that one input may take where it gives control back. */
const PATIENCE = 1500;
/** Ends the process where an input does not give control back for twice as long: whoever started it goes on behind that input. */
const WATCHDOG = `
const { workerData } = require('node:worker_threads');
let last = -1;
setInterval(() => {
  if (workerData[0] === last) process.kill(process.pid, 'SIGKILL');
  last = workerData[0];
}, ${PATIENCE});`;

/** @type {{ root: string, calls: string[], tasks: { input: string, call: number }[], from: number }} */
const job = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));
/** @type {(error: unknown) => void} */
let thrownAside = () => {};
process.on('uncaughtException', (error) => {
  thrownAside(error);
});
process.on('unhandledRejection', (error) => {
  thrownAside(error);
});

/** @param {object} result */
function print(result) {
  writeSync(1, `\n${MARK}${JSON.stringify(result)}\n`);
}

/** @param {unknown} error */
function describe(error) {
  if (!(error instanceof Error) && !(typeof error === 'object' && error !== null && 'stack' in error))
    return { name: typeof error, message: '', at: '' };
  const { name, message, stack } = /** @type {Error} */ (error);
  const frames = String(stack)
    .split('\n')
    .filter((line) => line.includes(job.root));
  return { name: String(name), message: String(message).slice(0, 160), at: (frames[0] ?? '').trim().slice(0, 200) };
}

const require = createRequire(join(job.root, 'reproduce.js'));
/** @type {unknown} */
const library = require(job.root);
// The calls are the drivers' own; a program of each is what is written down where one crashes.
// eslint-disable-next-line @typescript-eslint/no-implied-eval
const runs = job.calls.map((call) => new Function('library', 'input', 'require', `return (async () => {\n${call}\n})();`));
const reached = new Int32Array(new SharedArrayBuffer(4));
new Worker(WATCHDOG, { eval: true, workerData: reached }).unref();
for (let index = job.from; index < job.tasks.length; index++) {
  const task = job.tasks[index];
  if (!task) break;
  reached[0] = index + 1;
  print({ start: index });
  const aside = new Promise((_, reject) => {
    thrownAside = reject;
  });
  const late = new Promise((_, reject) => {
    setTimeout(reject, PATIENCE, new Error('late')).unref();
  });
  try {
    await Promise.race([
      Promise.resolve(runs[task.call]?.(library, task.input, require)).then(() => new Promise((done) => setImmediate(done))),
      aside,
      late,
    ]);
    print({ index });
  } catch (error) {
    print({ index, error: describe(error) });
  }
}
process.exit(0);
