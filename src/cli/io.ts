import type { Writable } from 'node:stream';

/** The parts of the process that the CLI touches, so that tests can run it without one. */
export interface CliIo {
  stdin: AsyncIterable<Uint8Array | string>;
  /** A person types: no input is piped in. */
  stdinIsTerminal: boolean;
  /** Absolute file that standard input is redirected from, where it is one: runs can read it again. */
  inputFile?: string | undefined;
  stdout: Writable & { isTTY?: boolean };
  stderr: Writable & { isTTY?: boolean };
  env: Record<string, string | undefined>;
  cwd: string;
  /** Folder that holds grammars/. */
  assets: string;
  /** The file of this program, by which it can start itself again; absent in tests. */
  program?: string;
  /** A server runs the command for a model: frames open no file outside of the workspace, and what it reads has its secrets replaced. */
  forModel?: boolean;
  /** Is told each step, where somebody other than a terminal wants to know how far it is. */
  onProgress?: (message: string) => void;
  /** Takes commands for the runner of a build server, where its log is one. */
  annotate?: (commands: string) => void;
  /** Fires on Ctrl+C and on a request to end; its reason names the signal. */
  signal: AbortSignal;
}
