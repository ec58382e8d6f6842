import { Worker } from 'node:worker_threads';
import { chosenLanguage } from '../core/language';

/**
 * Starts one of our bundles in a thread.
 * @param script absolute
 * @param name as debuggers and traces show it
 */
export function startWorker(script: string, name: string): Worker {
  return new Worker(script, {
    name: `debug-with-context ${name}`,
    resourceLimits: { maxOldGenerationSizeMb: 1024 },
    workerData: chosenLanguage(),
    // Node would close what a stream has closed before, and with it what now has the same number in this process, such as its event loop.
    trackUnmanagedFds: false,
  });
}
