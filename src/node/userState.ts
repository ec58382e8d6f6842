import { homedir } from 'node:os';
import { join } from 'node:path';

/** A folder of this program's own, in the place that the system has for what programs remember about a user's work. */
export function userState(name: string, env: Readonly<Record<string, string | undefined>> = process.env): string {
  const own = env['XDG_STATE_HOME'] ?? (process.platform === 'win32' ? env['LOCALAPPDATA'] : undefined);
  return join(own ?? join(homedir(), '.local', 'state'), 'debug-with-context', name);
}
