import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Edit } from '../../../core/experiments/experiment';
import { markGuarded } from '../runFolder';
import { closed, supervisorEnv, type Supervised, type SupervisedCommand, type SupervisedEnd } from '../supervise';
import { readMounts } from './mounts';
import { startCommand, waitInside, type WaitingCommand } from './waitingCommand';
import { prepareNamespace, writeEdits, type NamespaceRun, type NamespaceStart } from './prepareNamespace';

/** Time for what a command started to end when it is asked to, ms; more than `enterNamespace.sh` gives it. */
const LONGEST_STOP = 5000;
/** ms between two looks at the space that is left for what the command writes; the part of it, and the bytes, that suffice. */
const LOOK = 200;
const LEAST_PART = 0.02;
const LEAST_BYTES = 64e6;
/** How util-linux says that it could not start a program, and the exit codes that it has then. */
const NOT_STARTED = /^setsid: [^\n]*\n?$/;
const PROBLEMS: Readonly<Record<number, string>> = { 126: 'EACCES', 127: 'ENOENT' };
/** The kernel's counters of a network that grow when a program tries to reach one that is not there: RFC 1213, 4113 and 4293. */
const REACHING: Readonly<Record<string, string>> = { Ip: 'OutNoRoutes', Tcp: 'AttemptFails', Udp: 'NoPorts' };

/** A namespace that is being made, or waits for its command. */
export interface StartedNamespace {
  start: NamespaceStart;
  /** The process that keeps it: when it ends, since it is told to, since this process died or since it was killed, the kernel ends all in it. */
  keeper: ChildProcess;
  /** Once it is mounted, before anything is written or started in it. @returns why it is not as planned; empty where a tool said so */
  mounted: Promise<string | undefined>;
  /** What becomes its command, if that was asked for; undefined where it cannot be had. */
  waiting?: Promise<WaitingCommand | undefined>;
  /** The next line of what makes it; undefined once there are no more. */
  next: () => Promise<string | undefined>;
  /** What the tools that make it say. */
  said: () => Promise<string>;
  ended: Promise<void>;
  /** Ends it, if it has not ended yet. */
  end: () => Promise<void>;
}

/**
 * Begins to make a namespace.
 * @param ahead it is for a later run, whose command waits in it
 * @throws ExperimentProblem where the disk refuses
 */
export async function startNamespace(run: NamespaceRun, ahead = false): Promise<StartedNamespace> {
  const start = await prepareNamespace(run);
  const { words, folder } = start;
  const keeper = spawn(words[0] ?? '', words.slice(1), {
    stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
    detached: true,
    env: { ...supervisorEnv(), ...start.added },
  });
  markGuarded(folder, keeper.pid);
  // One that was killed takes no more orders.
  keeper.stdin?.on('error', () => {});
  let said = '';
  keeper.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  const { next } = wordsOf(keeper);
  const ended = closed(keeper).finally(() => start.close());
  const mounted = next().then(async (word) => {
    if (word !== 'mounted') return '';
    return start.problem(readMounts(await readFile(`/proc/${keeper.pid}/mountinfo`, 'utf8').catch(() => '')));
  });
  const waiting = ahead
    ? mounted.then((problem) => (problem === undefined && keeper.pid !== undefined ? waitInside(start, keeper.pid) : undefined))
    : undefined;
  return {
    ...{ start, keeper, next, ended, mounted, ...(waiting && { waiting }) },
    said: async () => `${await readFile(join(folder, 'setup'), 'utf8').catch(() => '')}${said}`,
    end: async () => {
      keeper.stdin?.end();
      await ended;
      (await waiting)?.discard();
    },
  };
}

/** What is done in a namespace. */
export interface NamespaceOrder extends SupervisedCommand {
  namespace: StartedNamespace;
  /** Files that differ for this run; their paths are real ones. */
  edits: readonly Edit[];
  /** Called once the command has begun. */
  onBegun?: () => void;
}

/**
 * Runs a command in a namespace of its own. When it settles, every process in it has ended; {@link StartedNamespace.ended} tells when the
 * kernel has taken it away.
 * @param onOutput both streams, as they arrive
 */
export function superviseInNamespace(order: NamespaceOrder, onOutput: (chunk: Buffer) => void): Supervised {
  const { keeper } = order.namespace;
  let stopped = false;
  let killing: NodeJS.Timeout | undefined;
  const tell = (word: 'ended' | 'stop'): void => {
    keeper.stdin?.write(`${word}\n`);
    killing ??= setTimeout(() => keeper.kill('SIGKILL'), LONGEST_STOP).unref();
  };
  const stop = (): void => {
    stopped = true;
    tell('stop');
  };
  return {
    ended: run(order, { tell, stop, isStopped: () => stopped }, onOutput).finally(() => clearTimeout(killing)),
    stop,
  };
}

interface Keeping {
  tell: (word: 'ended' | 'stop') => void;
  stop: () => void;
  isStopped: () => boolean;
}

async function run(order: NamespaceOrder, { tell, stop, isStopped }: Keeping, onOutput: (chunk: Buffer) => void): Promise<SupervisedEnd> {
  const { command, cwd, env, input, look = [], namespace } = order;
  const { keeper, start, ended: keptUntil } = namespace;
  const { folder } = start;
  try {
    await writeOrder(order, folder);
  } catch (error) {
    await namespace.end();
    throw error;
  }
  const why = await whyNotReady(namespace);
  if (why !== undefined || keeper.pid === undefined) {
    await namespace.end();
    if (isStopped()) return { exit: null };
    return { exit: null, notIsolated: why || (await namespace.said()) };
  }
  if (!existsSync(cwd)) {
    stop();
    await keptUntil;
    return { exit: null, problem: 'ENOENT' };
  }
  const waiting = await namespace.waiting;
  const wanted = { command, cwd, env, input };
  const { child, streams } = waiting ? waiting.become(wanted) : startCommand(start, keeper.pid, wanted);
  order.onBegun?.();
  let head = '';
  for (const stream of streams) {
    stream.on('data', (chunk: Buffer) => {
      if (head.length < LONGEST_HEAD) head += chunk.toString('utf8');
      onOutput(chunk);
    });
  }
  const space = watchSpace(keeper.pid, stop);
  const childClosed = closed(child, streams);
  const emptied = namespace.next().then((word) => (word === 'empty' ? undefined : keptUntil));
  const endedBy = await Promise.race([ended(child).then(() => 'command'), emptied.then(() => 'keeper')]);
  const full = await space.end();
  const offline = start.added['OFFLINE'] === '1';
  const counters = offline && (await readFile(`/proc/${keeper.pid}/net/snmp`, 'utf8').catch(() => ''));
  if (endedBy === 'command') tell('ended');
  await emptied;
  // One that stopped itself would never notice that what it waits for is gone.
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  await childClosed;
  if (full) return { exit: null, full };
  if (endedBy === 'keeper') return { exit: null, ...(!isStopped() && { unwatched: true }) };
  const reached = start.close();
  const { exitCode: exit, signalCode } = child;
  const problem = PROBLEMS[exit ?? 0];
  if (problem !== undefined && NOT_STARTED.test(head)) return { exit: null, problem };
  return {
    exit,
    ...(signalCode && { signal: signalCode }),
    ...(look.length && { looked: await statesOf(look, folder) }),
    ...(counters !== false && { reachedOut: reached || hasReachedOut(counters) }),
  };
}

/** Characters of output in which it may be said that the program could not be started. */
const LONGEST_HEAD = 10_000;

/** Writes what `enterNamespace.sh` reads once it was checked. */
async function writeOrder({ edits, look = [], reports }: NamespaceOrder, folder: string): Promise<void> {
  const write = (name: string, parts: readonly string[]): Promise<void> =>
    writeFile(join(folder, name), parts.map((part) => `${part}\0`).join(''));
  if (look.length) await write('look', look);
  if (reports) await write('reports', [reports.in, reports.to, String(Date.now())]);
  await writeEdits(folder, edits);
}

/** @returns undefined once the namespace is whole; otherwise why not, empty where what makes it printed the reason */
async function whyNotReady({ keeper, mounted, next }: StartedNamespace): Promise<string | undefined> {
  const problem = await mounted;
  if (problem !== undefined) return problem;
  keeper.stdin?.write('checked\n');
  return (await next()) === 'ready' ? undefined : '';
}

/** The lines on descriptor 3, in turn; undefined once there are no more. */
function wordsOf(keeper: ChildProcess): { next: () => Promise<string | undefined> } {
  const channel = keeper.stdio[3] as Readable;
  channel.on('error', () => {});
  const lines = createInterface({ input: channel })[Symbol.asyncIterator]();
  const gone = new Promise<undefined>((resolve) => {
    keeper.on('error', () => resolve(undefined));
    keeper.on('exit', () => resolve(undefined));
  });
  return { next: () => Promise.race([lines.next().then(({ value }) => value as string | undefined), gone]) };
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.on('error', () => resolve());
    child.on('exit', () => resolve());
  });
}

/** Ends a command that fills the space for its writes: it would only fail in ways of its own. */
function watchSpace(keeper: number, stop: () => void): { end: () => Promise<boolean> } {
  let full = false;
  const look = async (): Promise<void> => {
    full ||= await isFull(keeper);
  };
  const timer = setInterval(() => {
    void look().then(() => {
      if (full) stop();
    });
  }, LOOK);
  return {
    end: async () => {
      clearInterval(timer);
      await look();
      return full;
    },
  };
}

/** Whether the layer over the root of the namespace has no space left. */
async function isFull(keeper: number): Promise<boolean> {
  const about = await statfs(`/proc/${keeper}/root`).catch(() => undefined);
  return about !== undefined && about.bavail * about.bsize < Math.min(LEAST_BYTES, LEAST_PART * about.blocks * about.bsize);
}

/** Whether a program tried to reach another network than its own. @param counters `/proc/net/snmp` */
function hasReachedOut(counters: string): boolean {
  const lines = counters.split('\n');
  return Object.entries(REACHING).some(([layer, counter]) => {
    const [names = [], values = []] = lines.filter((line) => line.startsWith(`${layer}: `)).map((line) => line.split(' '));
    return Number(values[names.indexOf(counter)]) > 0;
  });
}

/** What `sha256sum` and `find` said of files. */
async function statesOf(look: readonly string[], folder: string): Promise<NonNullable<SupervisedEnd['looked']>> {
  const read = (name: string): Promise<string> => readFile(join(folder, name), 'utf8').catch(() => '');
  const found = new Map<string, string>();
  for (const line of (await read('looked')).split('\n')) {
    const { escapes, hash, name } = /^(?<escapes>\\?)(?<hash>[0-9a-f]{64}) [ *](?<name>.+)$/.exec(line)?.groups ?? {};
    if (hash === undefined || name === undefined) continue;
    found.set(escapes ? name.replace(/\\(?<char>[\\nr])/g, (_all, char: string) => ({ n: '\n', r: '\r' })[char] ?? char) : name, hash);
  }
  const written = new Set((await read('written')).split('\0'));
  return Object.fromEntries(look.map((each) => [each, `${found.get(each) ?? 'absent'}${written.has(each) ? ' written' : ''}`]));
}
