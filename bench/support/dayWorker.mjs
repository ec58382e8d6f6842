// The analysis worker, which also reports its memory after garbage collection.
import { createRequire } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';

setFlagsFromString('--expose-gc');
const collectGarbage = /** @type {() => void} */ (runInNewContext('gc'));

parentPort?.on('message', (message) => {
  if (message !== 'memory') return;
  collectGarbage();
  // Memory held by finalizers is freed in the next turn.
  setTimeout(() => {
    collectGarbage();
    const { heapUsed, external, rss } = process.memoryUsage();
    parentPort?.postMessage({ memory: heapUsed + external, rss });
  }, 50);
});

createRequire(import.meta.url)(/** @type {string} */ (workerData));
