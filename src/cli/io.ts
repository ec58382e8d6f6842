import type { Writable } from 'node:stream';

/** What the CLI touches of its process, so that tests can run it without one. */
export interface CliIo {
  stdin: AsyncIterable<Uint8Array | string>;
  /** A person types: nothing is piped in. */
  stdinIsTerminal: boolean;
  stdout: Writable;
  stderr: Writable & { isTTY?: boolean };
  env: Record<string, string | undefined>;
  cwd: string;
  /** Folder that holds grammars/. */
  assets: string;
  /** Fires on Ctrl+C and when the program is told to end; its reason names the signal. */
  signal: AbortSignal;
}
