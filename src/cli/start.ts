import { constants } from 'node:os';
import { join } from 'node:path';
import { t } from '../core/language';
import { Interruption } from './interruption';
import { inputFile } from '../node/disk/inputFile';
import type { CliIo } from './io';
import { main } from './main';
import { servedIo } from './served';
import { version } from '../../package.json';

/** From sysexits.h: an error while writing, and an internal error. */
const EXIT = { output: 74, defect: 70 } as const;

// A reader that closes early (`| head`) changes nothing else: the exit code still gives the outcome.
const GONE = new Set(['EPIPE', 'ERR_STREAM_DESTROYED', 'EIO']);

/** Composition root for the terminal. @param assets folder that holds grammars/ */
export function start(assets: string): void {
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      const code = 128 + constants.signals[signal];
      // A second signal waits for nothing, not even for a thread blocked on a read, as `process.exit` would.
      if (interrupted.signal.aborted) {
        process.removeAllListeners(signal);
        process.kill(process.pid, signal);
        return;
      }
      process.exitCode = code;
      interrupted.abort(new Interruption(signal));
    });
  }

  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (GONE.has(error.code ?? '') || process.exitCode === EXIT.output) return;
    process.exitCode = EXIT.output;
    process.stderr.write(`${t('Standard output cannot be written ({0}).', error.code ?? error.message)}\n`);
  });
  process.stderr.on('error', () => undefined);

  const io: CliIo = {
    stdin: process.stdin,
    stdinIsTerminal: process.stdin.isTTY,
    inputFile: inputFile(),
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    cwd: process.cwd(),
    assets,
    program: join(assets, 'cli.js'),
    signal: interrupted.signal,
  };
  main(process.argv.slice(2), servedIo(io, interrupted), version).then(
    (code) => {
      process.exitCode ??= code;
    },
    (error: unknown) => {
      if (interrupted.signal.aborted) return;
      const message = error instanceof Error ? error.message : String(error);
      process.stderr.write(`${t('This should not have happened: {0}. Please report it with the input that caused it.', message)}\n`);
      process.exitCode = EXIT.defect;
    },
  );
}
