import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import type { Writable } from 'node:stream';
import { t } from '../core/language';
import { signalTree } from '../node/processGroup';
import { removeOldRuns, RunRecord, type RunState } from '../node/runRecord';
import { Interruption } from './interruption';
import type { CliIo } from './io';
import { UsageError } from './options';
import { plainText } from './plainText';

/** Names the record of the run to the process that makes it. */
const RUN_FOLDER = 'DEBUG_CONTEXT_RUN';
const LOOK_MS = 100;
/** A run that nobody comes back for ends after this, ms. */
const LONGEST_MS = 60 * 60 * 1000;
/** As sysexits.h names it: try again later. */
const GOES_ON = 75;
/** A process that ended without a word was killed. */
const KILLED = 137;

/**
 * Makes a run in a process of its own, and passes on what it prints until it ends or this call has waited long enough.
 * @returns the exit code; undefined where its record cannot be written, so that nothing was started
 */
export async function startRun(program: string, argv: readonly string[], waitMs: number, io: CliIo): Promise<number | undefined> {
  await removeOldRuns(Date.now());
  const title = argv.slice(argv.indexOf('--') + 1).join(' ');
  const record = await RunRecord.create({ title, began: Date.now(), pid: 0 }).catch((error: NodeJS.ErrnoException) => {
    // A full disk, or a state folder of another owner.
    if (error.code === undefined) throw error;
  });
  if (!record) return undefined;
  const [out, err] = [await record.openStream('out', 'a'), await record.openStream('err', 'a')];
  const child = spawn(process.execPath, [program, ...argv], {
    cwd: io.cwd,
    env: { ...io.env, [RUN_FOLDER]: record.folder },
    detached: true,
    stdio: ['inherit', out.fd, err.fd],
    windowsHide: true,
  });
  const begun = new Promise((started) => child.once('spawn', started).once('error', started));
  await out.close();
  await err.close();
  await begun;
  child.unref();
  return follow(record, waitMs, io, child.pid);
}

/**
 * Goes on with a run that an earlier call began.
 * @throws {UsageError} if there is none
 */
export async function continueRun(id: string, waitMs: number, io: CliIo): Promise<number> {
  const record = await RunRecord.open(id);
  if (!record)
    throw new UsageError(
      t('There is no run {0}: its answer was read, or it is older than a day. Start it again with run --investigate -- COMMAND.', id),
    );
  return follow(record, waitMs, io, undefined);
}

/** In the process that makes the run: notes how far it is, and ends by itself. @returns what to do with its exit code */
export async function recordedRun(io: CliIo): Promise<{ io: CliIo; ended: (code: number) => Promise<void> } | undefined> {
  const { [RUN_FOLDER]: folder, ...env } = io.env;
  if (folder === undefined) return undefined;
  const record = RunRecord.at(folder);
  await record.note({ pid: process.pid });
  setTimeout(() => process.kill(process.pid, 'SIGTERM'), LONGEST_MS).unref();
  let noted = Promise.resolve();
  const note = (part: Partial<RunState>): Promise<void> => (noted = noted.then(() => record.note(part)).catch(() => undefined));
  return { io: { ...io, program: undefined, env, onProgress: (step) => void note({ step }) }, ended: (exit) => note({ exit }) };
}

async function follow(record: RunRecord, waitMs: number, io: CliIo, started: number | undefined): Promise<number> {
  const until = Date.now() + waitMs;
  const streams = await Promise.all(
    (['out', 'err'] as const).map((name) => Tail.open(record, name, name === 'out' ? io.stdout : io.stderr)),
  );
  try {
    for (;;) {
      const state = await record.state();
      const pid = state?.pid || started;
      const over = state?.exit !== undefined || !isAlive(pid);
      for (const each of streams) await each.pass();
      if (over) {
        const exit = (await record.state())?.exit;
        if (exit === undefined) io.stderr.write(`${t('The run {0} was ended before it had an answer. Start it again.', record.id)}\n`);
        await record.remove();
        return exit ?? KILLED;
      }
      if (io.signal.aborted) {
        if (pid) await signalTree(pid, io.signal.reason instanceof Interruption ? io.signal.reason.by : 'SIGTERM');
        await record.remove();
        return KILLED;
      }
      if (Date.now() > until) {
        for (const each of streams) await each.remember();
        io.stdout.write(plainText(`${goesOn(record.id, state, pid)}\n`));
        return GOES_ON;
      }
      await pause(LOOK_MS);
    }
  } finally {
    for (const each of streams) await each.close();
  }
}

function goesOn(id: string, state: RunState | undefined, pid: number | undefined): string {
  const seconds = Math.round((Date.now() - (state?.began ?? Date.now())) / 1000);
  return `The run ${id} of ${state?.title ?? 'this command'} goes on: ${seconds} s so far, ${state?.step ?? 'the command is still running'}.
To read on: debug-with-context run --investigate --continue ${id}
To end it: kill ${pid ?? ''}`;
}

function isAlive(pid: number | undefined): boolean {
  if (!pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** What a run printed, from where the last call stopped reading. */
class Tail {
  private constructor(
    private readonly record: RunRecord,
    private readonly name: 'out' | 'err',
    private readonly to: Writable,
    private readonly file: Awaited<ReturnType<RunRecord['openStream']>>,
    private at: number,
  ) {}

  static async open(record: RunRecord, name: 'out' | 'err', to: Writable): Promise<Tail> {
    return new Tail(record, name, to, await record.openStream(name, 'r'), await record.readUpTo(name));
  }

  async pass(): Promise<void> {
    const chunk = Buffer.alloc(64 * 1024);
    for (;;) {
      const { bytesRead } = await this.file.read(chunk, 0, chunk.length, this.at);
      if (bytesRead === 0) return;
      this.at += bytesRead;
      this.to.write(Buffer.from(chunk.subarray(0, bytesRead)));
    }
  }

  async remember(): Promise<void> {
    await this.record.noteRead(this.name, this.at);
  }

  close(): Promise<void> {
    return this.file.close();
  }
}
