import { spawnSync, type ChildProcess, type StdioPipe } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync, unlinkSync } from 'node:fs';
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
}

/** What Node gives a child: sockets. */
export const SOCKETS: OutputPipes = { stdio: ['pipe', 'pipe'], of: (child) => [child.stdout!, child.stderr!] };

/**
 * Pipes as a shell has them, where they can be had. On Linux a program cannot open a socket again: `echo x >/dev/stderr` would fail.
 * A child has to be started with them.
 */
export function openOutputPipes(): OutputPipes {
  if (process.platform !== 'linux') return SOCKETS;
  let folder: string | undefined;
  try {
    folder = mkdtempSync(join(tmpdir(), `debug-context-${process.pid}-`));
    spawnSync('mkfifo', ['-m', '600', '--', ...pipesIn(folder)], { stdio: 'ignore' });
    return outputPipesIn(folder);
  } catch {
    return SOCKETS;
  } finally {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  }
}

/** The same, with named pipes that another program made in a folder: `out` and `err`. Nobody else can open them then. */
export function outputPipesIn(folder: string): OutputPipes {
  try {
    const opened = pipesIn(folder).map((path): Pipe => {
      // Without somebody who reads, opening it to write would wait.
      const read = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
      return { read, write: openSync(path, constants.O_WRONLY) };
    });
    for (const path of pipesIn(folder)) unlinkSync(path);
    const [out, err] = opened as [Pipe, Pipe];
    return {
      stdio: [out.write, err.write],
      of: () => {
        // Its end is seen once no other process can write.
        for (const { write } of opened) closeSync(write);
        return [streamOf(out.read), streamOf(err.read)];
      },
    };
  } catch {
    return SOCKETS;
  }
}

type Pipe = Record<'read' | 'write', number>;

function pipesIn(folder: string): string[] {
  return ['out', 'err'].map((name) => join(folder, name));
}

function streamOf(fd: number): Readable {
  return new Socket({ fd, readable: true, writable: false });
}
