import { main } from './cli/main';
import { version } from '../package.json';

/** Composition root for the terminal. */
const interrupted = new AbortController();
process.once('SIGINT', () => {
  interrupted.abort();
  process.exitCode = 130;
});
// A reader that closes early (`| head`) ends the program quietly.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

main(
  process.argv.slice(2),
  {
    stdin: process.stdin,
    stdinIsTerminal: process.stdin.isTTY,
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    cwd: process.cwd(),
    assets: __dirname,
    signal: interrupted.signal,
  },
  version,
).then(
  (code) => {
    process.exitCode ??= code;
  },
  (error: unknown) => {
    if (interrupted.signal.aborted) return;
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`This should not have happened: ${message}. Please report it with the input that caused it.\n`);
    process.exitCode = 70;
  },
);
