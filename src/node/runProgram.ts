import { signalGroup, spawnGroup } from './processGroup';

export interface ProgramOptions {
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** Written to standard input; nothing if absent. */
  input?: string;
  timeoutMs: number;
  /** Bytes of standard output after which the program is ended. */
  maxBytes: number;
  signal?: AbortSignal;
}

export interface ProgramResult {
  /** At most `maxBytes` of standard output. */
  output: Buffer;
  /** The beginning of standard error. */
  complaint: string;
  /** How it ended: by itself (`code` is null after a signal), or at one of the limits. */
  ended: { by: 'itself'; code: number | null } | { by: 'timeout' } | { by: 'size' };
}

const MAX_COMPLAINT = 10_000;

/**
 * Runs a program to its end or to a limit, at which it and all its child processes are killed. The result does not wait for a descendant
 * that holds the output open after that. Rejects when the program cannot be started, and with the signal's reason when cancelled.
 */
export function runProgram(program: string, args: readonly string[], options: ProgramOptions): Promise<ProgramResult> {
  const { cwd, env, input, timeoutMs, maxBytes, signal } = options;
  signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    const child = spawnGroup(program, args, { cwd, env, stdio: 'pipe' });
    const chunks: Buffer[] = [];
    let bytes = 0;
    let complaint = '';
    const settle = (act: () => void) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      child.stdout?.destroy();
      child.stderr?.destroy();
      act();
    };
    const result = (ended: ProgramResult['ended']) =>
      settle(() => resolve({ output: Buffer.concat(chunks).subarray(0, maxBytes), complaint: complaint.slice(0, MAX_COMPLAINT), ended }));
    const kill = () => signalGroup(child, 'SIGKILL');
    const cancel = () => {
      kill();
      settle(() => reject(signal?.reason instanceof Error ? signal.reason : new DOMException('cancelled', 'AbortError')));
    };
    const timer = setTimeout(() => {
      kill();
      result({ by: 'timeout' });
    }, timeoutMs);
    signal?.addEventListener('abort', cancel, { once: true });
    child.stdout?.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes <= maxBytes) return;
      kill();
      result({ by: 'size' });
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      if (complaint.length < MAX_COMPLAINT) complaint += chunk.toString();
    });
    // A program may end before it has read everything (EPIPE); its exit code decides.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input ?? '');
    child.on('error', (error) => settle(() => reject(error)));
    child.on('close', (code) => result({ by: 'itself', code }));
  });
}
