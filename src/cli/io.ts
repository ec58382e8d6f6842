import type { Writable } from 'node:stream';

/** The parts of the process that the CLI touches, so that tests can run it without one. */
export interface CliIo {
  stdin: AsyncIterable<Uint8Array | string>;
  /** A person types: no input is piped in. */
  stdinIsTerminal: boolean;
  stdout: Writable;
  stderr: Writable & { isTTY?: boolean };
  env: Record<string, string | undefined>;
  cwd: string;
  /** Folder that holds grammars/. */
  assets: string;
  /** Fires on Ctrl+C and on a request to end; its reason names the signal. */
  signal: AbortSignal;
}
