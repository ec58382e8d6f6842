import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface CommandRun {
  /** Standard output and error as they came. */
  text: string;
  /** Null if it timed out. */
  code: number | null;
}

const MOST_TEXT = 4_000_000;

/** Without a network if the system allows it: tests of strangers run here. */
export const OFFLINE =
  process.platform === 'linux' && process.getuid?.() === 0
    ? ['unshare', '--net', 'sh', '-c', 'ip link set lo up 2>/dev/null; exec "$@"', 'sh']
    : [];

/**
 * Runs a test in its workspace, with an empty environment and its home beside the workspace, and ends all processes that it started.
 * @param timeout ms
 */
export function runCommand(
  workspace: string,
  argv: readonly string[],
  timeout: number,
  home = join(dirname(workspace), 'home'),
): Promise<CommandRun> {
  mkdirSync(home, { recursive: true });
  const [command = '', ...rest] = [...OFFLINE, ...argv];
  return new Promise((resolve, reject) => {
    const child = spawn(command, rest, {
      cwd: workspace,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin`,
        HOME: home,
        TMPDIR: home,
        LANG: 'C.UTF-8',
        TZ: 'UTC',
        CI: '1',
      },
    });
    let text = '';
    let late = false;
    const endAll = (): void => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      } catch {
        // Already ended.
      }
    };
    const timer = setTimeout(() => {
      late = true;
      endAll();
    }, timeout);
    const take = (chunk: Buffer): void => {
      if (text.length < MOST_TEXT) text += chunk.toString();
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', reject);
    child.on('exit', endAll);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ text, code: late ? null : (code ?? 1) });
    });
  });
}
