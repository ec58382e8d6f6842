import { spawnSync, type ChildProcess, type StdioPipe } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

/** Where a child prints to. */
export interface OutputPipes {
  /** For standard output and standard error of `stdio`. */
  stdio: readonly [StdioPipe | number, StdioPipe | number];
  /** What the child prints, once it was started with them. */
  of: (child: ChildProcess) => [stdout: Readable, stderr: Readable];
  /** Where no child was started. */
  close: () => void;
}

/** What Node gives a child: sockets. */
export const SOCKETS: OutputPipes = { stdio: ['pipe', 'pipe'], of: (child) => [child.stdout!, child.stderr!], close: () => {} };

/**
 * Pipes as a shell has them, where they can be had. On Linux a program cannot open a socket again: `echo x >/dev/stderr` would fail.
 * A child has to be started with them.
 */
export function openOutputPipes(): OutputPipes {
  const opened = process.platform === 'linux' ? openBoth() : undefined;
  if (!opened) return SOCKETS;
  const [out, err] = opened;
  return {
    stdio: [out.write, err.write],
    of: () => {
      // Its end is seen once no other process can write.
      for (const { write } of opened) closeSync(write);
      return [streamOf(out.read), streamOf(err.read)];
    },
    close: () => {
      for (const { read, write } of opened) for (const each of [read, write]) closeSync(each);
    },
  };
}

type Pipe = Record<'read' | 'write', number>;

function openBoth(): [Pipe, Pipe] | undefined {
  let folder: string | undefined;
  try {
    const made = mkdtempSync(join(tmpdir(), `debug-context-${process.pid}-`));
    folder = made;
    const paths = ['out', 'err'].map((name) => join(made, name));
    if (spawnSync('mkfifo', ['-m', '600', '--', ...paths], { stdio: 'ignore' }).status !== 0) return undefined;
    const pipes = paths.map((path): Pipe => {
      // Without somebody who reads, opening it to write would wait.
      const read = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
      return { read, write: openSync(path, constants.O_WRONLY) };
    });
    return pipes as [Pipe, Pipe];
  } catch {
    return undefined;
  } finally {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  }
}

function streamOf(fd: number): Readable {
  return new Socket({ fd, readable: true, writable: false });
}
