import { isMainThread, parentPort } from 'node:worker_threads';

/**
 * Calls `write` when this process ends, also where a test runner ends it: runners stop their workers as soon as these have reported.
 * Unless the program listens itself, the signal then has its usual effect.
 */
export function beforeEnd(write: () => void): void {
  process.on('exit', write);
  if (!isMainThread) return;
  const onSignal = (): void => {
    write();
    process.off('SIGTERM', onSignal);
    if (process.listenerCount('SIGTERM') === 0) process.kill(process.pid, 'SIGTERM');
  };
  process.on('SIGTERM', onSignal);
}

/** Calls `write` before each message to the process or thread that started this one: it may end this one after any of them. */
export function beforeMessage(write: () => void): void {
  if (parentPort) {
    const port = parentPort;
    const post = port.postMessage.bind(port);
    port.postMessage = (...given: Parameters<typeof post>): void => {
      write();
      post(...given);
    };
  } else if (process.send) {
    const send = process.send.bind(process) as (...given: unknown[]) => boolean;
    process.send = (...given: unknown[]): boolean => {
      write();
      return send(...given);
    };
  }
}
