import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';

/**
 * Starts a program as the leader of a separate process group, so that {@link signalGroup} can end it with its child processes. It has no
 * controlling terminal: for programs that nobody types into.
 */
export function spawnGroup(program: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  return spawn(program, args, { ...options, detached: process.platform !== 'win32', windowsHide: true });
}

/** Signals a group that {@link spawnGroup} started; on Windows, which has no groups, ends the program and its descendants. */
export function signalGroup(leader: ChildProcess, signal: NodeJS.Signals): void {
  const { pid } = leader;
  if (pid === undefined) return;
  if (process.platform === 'win32') endTreeOnWindows(pid);
  else signalProcess(-pid, signal);
}

/**
 * Signals a process and its current descendants, including those that left its process group. Does not chase descendants that appear while
 * signalling, so that a program which keeps starting others ends only by SIGKILL.
 */
export async function signalTree(pid: number, signal: NodeJS.Signals): Promise<void> {
  if (process.platform === 'win32') return endTreeOnWindows(pid);
  const descendants = await descendantsOf(pid);
  signalProcess(pid, signal);
  for (const each of descendants) signalProcess(each, signal);
}

function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended already (ESRCH), or now belongs to another user (EPERM).
  }
}

function endTreeOnWindows(pid: number): void {
  spawn('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true }).on('error', () => undefined);
}

async function descendantsOf(pid: number): Promise<number[]> {
  const children = new Map<number, number[]>();
  for (const [child, parent] of await parents()) {
    const siblings = children.get(parent);
    if (siblings) siblings.push(child);
    else children.set(parent, [child]);
  }
  const found: number[] = [];
  for (let next = [pid]; next.length;) {
    next = next.flatMap((each) => children.get(each) ?? []);
    found.push(...next);
  }
  return found;
}

/** Every process with its parent. */
async function parents(): Promise<[number, number][]> {
  if (process.platform !== 'linux') return parentsByPs();
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const pairs = await Promise.all(
    pids.map(async (pid): Promise<[number, number]> => {
      const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '');
      // The program's name is in parentheses and may hold any character; state and parent follow it.
      const parent = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
      return [Number(pid), Number(parent ?? 0)];
    }),
  );
  return pairs;
}

function parentsByPs(): Promise<[number, number][]> {
  return new Promise((resolve) => {
    const ps = spawn('ps', ['-A', '-o', 'pid=,ppid='], { stdio: ['ignore', 'pipe', 'ignore'] });
    let text = '';
    ps.stdout.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
    ps.on('error', () => resolve([]));
    ps.on('close', () =>
      resolve(
        text
          .trim()
          .split('\n')
          .map((line): [number, number] => {
            const [pid, parent] = line.trim().split(/\s+/);
            return [Number(pid), Number(parent)];
          }),
      ),
    );
  });
}
