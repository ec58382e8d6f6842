import { Interruption } from './interruption';
import type { CliIo } from './io';

/** Tells a command that a server runs it for a model. */
export const SERVED = 'DEBUG_CONTEXT_SERVED';

/**
 * In a process that a server started: tells it each step, keeps to the workspace, and ends when the server has gone. Otherwise the same.
 */
export function servedIo(io: CliIo, interrupted: AbortController): CliIo {
  const { [SERVED]: served, ...env } = io.env;
  if (served === undefined || !process.send || !process.channel) return io;
  process.once('disconnect', () => interrupted.abort(new Interruption('SIGTERM')));
  // It keeps no process alive that has nothing else to do.
  process.channel.unref();
  const onProgress = (message: string): void => {
    if (process.connected) process.send?.(message);
  };
  return { ...io, env, program: undefined, forModel: true, onProgress };
}
