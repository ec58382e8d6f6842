import { spawn, type ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { openOutputPipes, SOCKETS } from '../outputPipes';
import { experimentAsset } from './experimentAssets';
import { markGuarded } from './runFolder';

export interface SupervisedCommand {
  command: readonly string[];
  cwd: string;
  env: Readonly<Record<string, string | undefined>>;
  /** Absolute file that it has as its standard input. */
  input?: string;
  /** Identifies the processes of this run. */
  marker: string;
  /** Absolute folders that are removed if this process dies before the run has ended. */
  folders: readonly string[];
  /** Absolute files that are looked at after the command. */
  look?: readonly string[];
  /** Absolute folder with test reports of a build, and the folder for copies of those that the command wrote. */
  reports?: { in: string; to: string };
}

/** How a supervised command ended. */
export interface SupervisedEnd {
  exit: number | null;
  signal?: string;
  /** Error code if the program could not be started, e.g. `ENOENT`. */
  problem?: string;
  /** The command killed the process that supervises it. */
  unwatched?: true;
  /** The namespace could not be made, so nothing ran: what the tools that make it said. */
  notIsolated?: string;
  /** It was ended because it had used up the space for its writes. */
  full?: true;
  /** What the files to look at were then: the hash, or `absent`, and ` written` if the command wrote them. */
  looked?: Record<string, string>;
  /** In a network of its own it tried to reach another one. */
  reachedOut?: boolean;
}

/** A command that runs. */
export interface Supervised {
  ended: Promise<SupervisedEnd>;
  stop: () => void;
}

/** Time to wait for output after the end of the command, ms. */
const LAST_OUTPUT = 1000;

/**
 * Runs a command under a supervisor: a separate process that ends everything the command started, when the command ends, when it is
 * stopped, or when this process dies.
 * @param onOutput both streams, as they arrive
 */
export function supervise(
  { command, cwd, env, input, marker, folders, look, reports }: SupervisedCommand,
  onOutput: (chunk: Buffer) => void,
): Supervised {
  const [program = '', ...args] = command;
  const limit = String(randomInt(LEAST_LIMIT, 2 * LEAST_LIMIT) * 1024);
  const outputs = openOutputPipes();
  const child = startSupervisor(limit, outputs);
  const streams = outputs.of(child);
  for (const folder of folders) markGuarded(folder, child.pid);
  const status = statusOf(child);
  let stopped = false;
  send(child, { program, args, cwd, env, input, marker, limit, look, folders, reports: reports?.in, keep: reports?.to });
  for (const stream of streams) stream.on('data', onOutput);
  const ended = closed(child, streams).then(async (): Promise<SupervisedEnd> => {
    const { problem, exited, exit, signal, looked } = status;
    if (problem !== undefined) return { exit: null, problem };
    if (exited) return { exit, signal, looked };
    await sweep({ marker, limit, group: status.started });
    // A supervisor that had to kill the command ends by itself, without a word.
    return { exit: null, ...(!(stopped && child.exitCode === 0) && { unwatched: true }) };
  });
  const stop = (): void => {
    stopped = true;
    child.stdin?.write('stop\n');
  };
  return { ended, stop };
}

/** Removes folders when this process dies before it calls `release`. */
export function keepWatch(folders: readonly string[]): { release: () => Promise<void> } {
  // A shell starts in a fraction of the supervisor's time.
  const child = process.platform === 'win32' || !existsSync(SHELL) ? startSupervisor() : startWatch(folders);
  for (const folder of folders) markGuarded(folder, child.pid);
  send(child, { marker: 'none', folders });
  child.stdout?.resume();
  child.stderr?.resume();
  child.unref();
  return {
    release: async () => {
      // With nothing else running, the program would end before the watch does.
      child.ref();
      child.stdin?.write('stop\n');
      await closed(child);
    },
  };
}

/** Reads an order and `stop`, as the supervisor does; a run that has this process's parent, too, may still write while it ends. */
const WATCH = `trap '' HUP INT TERM; read -r order; read -r stop || { rm -rf -- "$@"; sleep 3; rm -rf -- "$@"; }`;

function startWatch(folders: readonly string[]): ChildProcess {
  const child = spawn(SHELL, ['-c', WATCH, 'debug-context-watch', ...folders], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  child.stdin.on('error', () => {});
  return child;
}

/** Kilobytes; more than any machine has. */
const LEAST_LIMIT = 2 ** 40;
const SHELL = '/bin/sh';

/**
 * @param limit bytes of the resident set, which Linux does not enforce. Whatever a process starts inherits it, and loses it neither with its
 * environment nor with its output, its session or its parent.
 */
function startSupervisor(limit?: string, { stdio } = SOCKETS): ChildProcess {
  const own = [process.execPath, experimentAsset('supervisor.cjs')];
  const limited = limit !== undefined && process.platform === 'linux' && existsSync(SHELL);
  const before = limited ? [SHELL, '-c', `ulimit -S -m ${Number(limit) / 1024} 2>/dev/null; exec "$0" "$@"`] : [];
  const words = [...before, ...own];
  const child = spawn(words[0]!, words.slice(1), {
    stdio: ['pipe', ...stdio, 'pipe'],
    detached: process.platform !== 'win32',
    windowsHide: true,
    env: supervisorEnv(),
  });
  // A supervisor that was killed takes no more orders.
  child.stdin?.on('error', () => {});
  return child;
}

/** Node's own options are meant for the command. */
export function supervisorEnv(): Record<string, string | undefined> {
  const { NODE_OPTIONS: _options, NODE_V8_COVERAGE: _coverage, ...env } = process.env;
  return { ...env, ELECTRON_RUN_AS_NODE: '1' };
}

function send(child: ChildProcess, order: object): void {
  child.stdin?.write(`${JSON.stringify(order)}\n`);
}

interface Status {
  started?: number;
  exited: boolean;
  exit: number | null;
  signal?: string;
  problem?: string;
  looked?: SupervisedEnd['looked'];
}

/** The supervisor's messages on descriptor 3, filled in as they arrive. */
function statusOf(child: ChildProcess): Status {
  const status: Status = { exited: false, exit: null };
  let text = '';
  const channel = child.stdio[3] as Readable | Writable | null;
  channel?.on('error', () => {});
  channel?.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
    const lines = text.split('\n');
    text = lines.pop() ?? '';
    for (const line of lines) {
      const said = JSON.parse(line) as Partial<Omit<Status, 'exited' | 'signal'>> & { signal?: string | null };
      if (said.started !== undefined) status.started = said.started;
      if (said.problem !== undefined) status.problem = said.problem;
      if (said.looked) status.looked = said.looked;
      if (said.exit === undefined) continue;
      status.exited = true;
      status.exit = said.exit;
      status.signal = said.signal ?? undefined;
    }
  });
  return status;
}

/**
 * Settles when the process has ended and its output was read, or the wait is over.
 * @param outputs streams of its output besides those that it has from Node
 */
export function closed(child: ChildProcess, outputs: readonly Readable[] = []): Promise<void> {
  const read = outputs.map((stream) => new Promise((resolve) => stream.on('close', resolve).on('error', resolve)));
  return new Promise((resolve) => {
    let late: NodeJS.Timeout | undefined;
    const done = (): void => {
      clearTimeout(late);
      resolve();
    };
    child.on('error', done);
    child.on('close', () => void Promise.all(read).then(done));
    child.on('exit', () => {
      // On a busy machine the time may be over before anything was read: what has arrived is read first.
      late = setTimeout(() => {
        setImmediate(() => {
          for (const stream of [...outputs, ...child.stdio.slice(1)]) stream?.destroy();
          done();
        });
      }, LAST_OUTPUT);
    });
  });
}

/** Ends the remains of a run whose supervisor was killed. */
async function sweep(run: { marker: string; limit: string; group?: number }): Promise<void> {
  const child = startSupervisor();
  send(child, { sweep: true, ...run });
  child.stdout?.resume();
  child.stderr?.resume();
  await closed(child);
}
