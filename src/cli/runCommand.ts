import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { PassThrough, type Readable, type Writable } from 'node:stream';
import { t } from '../core/language';
import type { FailureReport } from '../core/capture/failureReport';
import type { LocalAnalysis } from '../node/localAnalysis';
import { openOutputPipes } from '../node/outputPipes';
import { signalTree } from '../node/processGroup';
import { standsAlone } from './formats/format';
import { Interruption } from './interruption';
import type { CliCommand } from './cliCommand';
import type { CliIo } from './io';
import { HeardEnd } from './heardEnd';
import { plainText } from './plainText';
import { usualBytes, withWholeStacks } from './wholeStacks';

export interface Ran {
  /** As a shell would return it: 127 not found, 126 not executable, 124 timed out, 128 + signal. */
  exitCode: number;
  /** The end of its output, both streams in order of arrival, and the bytes of all that it prints as a person runs it. */
  output: string;
  outputBytes: number;
  /** The failures in its output; absent if the command could not be started, or was ended before one. */
  report?: FailureReport;
}

/** A shell's message for a program that such a signal ended: the program itself prints nothing. */
const ENDED_BY: Partial<Record<NodeJS.Signals, string>> = {
  SIGSEGV: 'Segmentation fault',
  SIGBUS: 'Bus error',
  SIGFPE: 'Floating point exception',
  SIGILL: 'Illegal instruction',
  SIGABRT: 'Aborted',
};

/**
 * Runs a command, passes its output through as it arrives, and captures it on the way: both streams in order of arrival. The program gets
 * the arguments unchanged; no shell reads them. Standard output is kept for a result that a program or an agent reads.
 */
export async function runCommand(
  {
    command,
    format,
    reader,
    timeoutMs,
    investigateMs,
  }: Pick<Extract<CliCommand, { name: 'run' }>, 'command' | 'format' | 'reader' | 'timeoutMs' | 'investigateMs'>,
  analysis: Pick<LocalAnalysis, 'captureStream'>,
  io: CliIo,
): Promise<Ran> {
  const [program = '', ...args] = command;
  const output = new PassThrough({ highWaterMark: 1 << 20 });
  const heard = new HeardEnd();
  const captured = analysis.captureStream(heard.listen(output));
  const own = investigateMs === undefined ? io.env : withWholeStacks(io.env);
  const env = { ...own, ...(io.stderr.isTTY && !io.env['NO_COLOR'] && { FORCE_COLOR: io.env['FORCE_COLOR'] ?? '1' }) };
  const outputs = openOutputPipes();
  const child = spawn(program, args, { cwd: io.cwd, env, stdio: ['inherit', ...outputs.stdio], shell: false, windowsHide: true });
  const [stdout, stderr] = outputs.of(child);
  const stop = () => end(child, io);
  io.signal.addEventListener('abort', stop, { once: true });
  let timedOut = false;
  const limit =
    timeoutMs === undefined
      ? undefined
      : setTimeout(() => {
          timedOut = true;
          stop();
        }, timeoutMs);
  const pass = (from: Readable, to: Writable) =>
    from.on('data', (chunk: Uint8Array) => {
      const full = [isOpen(to) && !to.write(chunk) ? [to] : [], !output.write(chunk) ? [output] : []].flat();
      if (full.length) void pauseUntilDrained(from, full);
    });
  pass(stdout, (format && standsAlone(format)) || reader === 'agent' ? io.stderr : io.stdout);
  pass(stderr, io.stderr);
  const read = Promise.all([stdout, stderr].map((stream) => new Promise((resolve) => stream.on('close', resolve))));
  const exitCode = await new Promise<number | NodeJS.ErrnoException>((done) => {
    child.on('error', done);
    // A process that it left running may hold its output open for ever.
    child.on('exit', () => setTimeout(() => [stdout, stderr].forEach((stream) => stream.destroy()), LEFT_RUNNING_MS).unref());
    child.on(
      'close',
      (code, signal) =>
        void read.then(() => {
          const ended = signal && ENDED_BY[signal];
          if (ended) {
            io.stderr.write(`${ended}\n`);
            output.write(`\n${ended}\n`);
          }
          done(code ?? 128 + (signal ? constants.signals[signal] : 0));
        }),
    );
  });
  clearTimeout(limit);
  io.signal.removeEventListener('abort', stop);
  output.end();
  const report = await captured;
  const text = heard.text();
  const lengthened = own['NODE_OPTIONS'] !== io.env['NODE_OPTIONS'];
  const said = { output: text, outputBytes: lengthened ? usualBytes(text, heard.bytes) : heard.bytes };
  if (timedOut) {
    io.stderr.write(`${t('{0} was ended after {1} s, the limit of --timeout.', plainText(program), (timeoutMs ?? 0) / 1000)}\n`);
    return { exitCode: TIMED_OUT, ...said, ...(report.errors.length > 0 && { report }) };
  }
  if (typeof exitCode === 'number') return { exitCode, ...said, report };
  io.stderr.write(
    `${t('{0} could not be started ({1}). Check the name and the PATH.', plainText(program), exitCode.code ?? exitCode.message)}\n`,
  );
  return { exitCode: exitCode.code === 'ENOENT' ? 127 : 126, ...said };
}

/** As timeout(1) returns it. */
const TIMED_OUT = 124;
/** Time that a program has to end after a request, ms. */
const GRACE_MS = 5_000;
/** Time after a program's end in which its child processes may still write, ms. */
const LEFT_RUNNING_MS = 1_000;

/** Forwards a signal to all processes of the command; those that survive it are killed. */
function end({ pid, exitCode }: ChildProcess, io: CliIo): void {
  if (pid === undefined || exitCode !== null) return;
  const signal = io.signal.reason instanceof Interruption ? io.signal.reason.by : 'SIGTERM';
  // The terminal sends Ctrl+C to its whole foreground group; a second one would skip a program's cleanup.
  if (signal !== 'SIGINT' || !io.stdinIsTerminal) void signalTree(pid, signal);
  setTimeout(() => void signalTree(pid, 'SIGKILL'), GRACE_MS).unref();
}

/** If the reader has left, the command continues: its exit code counts. */
function isOpen(stream: Writable): boolean {
  return !stream.destroyed && !stream.errored;
}

async function pauseUntilDrained(source: Readable, sinks: readonly Writable[]): Promise<void> {
  source.pause();
  await Promise.all(sinks.map(drained));
  source.resume();
}

function drained(sink: Writable): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      sink.off('drain', done);
      sink.off('close', done);
      resolve();
    };
    sink.on('drain', done);
    sink.on('close', done);
    if (!sink.writableNeedDrain) done();
  });
}
