import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { PassThrough } from 'node:stream';
import type { FailureReport } from '../core/capture/failureReport';
import type { DiagnosisPipeline } from '../node/diagnosisPipeline';
import { signalTree } from '../node/processGroup';
import type { CliIo } from './io';

export interface Ran {
  /** As a shell would give it: 127 not found, 126 not executable, 128 + signal. */
  exitCode: number;
  /** What its output reported; absent when the command could not be started. */
  report?: FailureReport;
}

/** What a shell says of a program that such a signal ended: the program itself says nothing. */
const ENDED_BY: Partial<Record<NodeJS.Signals, string>> = {
  SIGSEGV: 'Segmentation fault',
  SIGBUS: 'Bus error',
  SIGFPE: 'Floating point exception',
  SIGILL: 'Illegal instruction',
  SIGABRT: 'Aborted',
};

/**
 * Runs a command, passes its output through as it comes, and captures it on the way: both streams in the order they arrive.
 * The arguments go to the program as they are; no shell reads them.
 */
export async function runCommand(command: readonly string[], pipeline: DiagnosisPipeline, io: CliIo): Promise<Ran> {
  const [program = '', ...args] = command;
  const output = new PassThrough({ highWaterMark: 1 << 20 });
  const captured = pipeline.capture({ stream: output });
  const env = { ...io.env, ...(io.stderr.isTTY && !io.env['NO_COLOR'] && { FORCE_COLOR: io.env['FORCE_COLOR'] ?? '1' }) };
  const child = spawn(program, args, { cwd: io.cwd, env, stdio: ['inherit', 'pipe', 'pipe'], shell: false, windowsHide: true });
  const stop = () => void (child.pid !== undefined && signalTree(child.pid, 'SIGINT'));
  io.signal.addEventListener('abort', stop, { once: true });
  child.stdout.on('data', (chunk: Uint8Array) => {
    io.stdout.write(chunk);
    if (!output.write(chunk)) pauseUntilDrained(child.stdout, output);
  });
  child.stderr.on('data', (chunk: Uint8Array) => {
    io.stderr.write(chunk);
    if (!output.write(chunk)) pauseUntilDrained(child.stderr, output);
  });
  const exitCode = await new Promise<number | NodeJS.ErrnoException>((done) => {
    child.on('error', done);
    child.on('close', (code, signal) => {
      const ended = signal && ENDED_BY[signal];
      if (ended) {
        io.stderr.write(`${ended}\n`);
        output.write(`\n${ended}\n`);
      }
      done(code ?? 128 + (signal ? constants.signals[signal] : 0));
    });
  });
  io.signal.removeEventListener('abort', stop);
  output.end();
  const report = await captured;
  if (typeof exitCode === 'number') return { exitCode, report };
  io.stderr.write(`${program} could not be started (${exitCode.code ?? exitCode.message}). Check the name and the PATH.\n`);
  return { exitCode: exitCode.code === 'ENOENT' ? 127 : 126 };
}

function pauseUntilDrained(source: NodeJS.ReadableStream, sink: PassThrough): void {
  source.pause();
  sink.once('drain', () => source.resume());
}
