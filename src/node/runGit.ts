import { spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';

export interface GitOptions {
  /** Folder that git runs in. */
  cwd: string;
  /** Absolute path of git's binary; searched on the PATH where absent. */
  gitPath?: string;
  signal?: AbortSignal;
  /** ms; 20 s where absent. */
  timeoutMs?: number;
  /** Git is stopped after this much output, and `truncated` is set; 64 MB where absent. */
  maxBytes?: number;
  /** Written to git's standard input. */
  input?: string;
  /** Further settings for this run, `name=value`. */
  settings?: readonly string[];
}

export interface GitOutput {
  text: string;
  /** There was more than `maxBytes`. */
  truncated: boolean;
}

/** Git ran and failed, or could not be started. */
export class GitError extends Error {
  constructor(
    readonly reason: 'missing' | 'notARepository' | 'otherOwner' | 'timeout' | 'failed',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'GitError';
  }
}

/**
 * A repository is data from others: none of its settings may start a program. Hooks, the file-system monitor, pagers, external
 * diffs, signatures, lazy fetches and credential helpers are switched off; `diff` and `log` get `--no-ext-diff --no-textconv` from the caller.
 */
const SAFE = [
  '--no-pager',
  '--no-optional-locks',
  '--literal-pathspecs',
  ...[
    'core.fsmonitor=false',
    'core.hooksPath=/dev/null',
    'core.quotePath=false',
    'core.untrackedCache=false',
    'core.sshCommand=false',
    'core.askPass=',
    'credential.helper=',
    'log.showSignature=false',
    'gpg.program=false',
    'protocol.allow=never',
    'submodule.recurse=false',
    'diff.ignoreSubmodules=all',
    'diff.noprefix=false',
    'diff.mnemonicPrefix=false',
    'diff.relative=false',
    'color.ui=false',
  ].flatMap((setting) => ['-c', setting]),
];

/** Runs git and gives its output as UTF-8. Throws {@link GitError}, or the signal's reason when cancelled. */
export async function runGit(args: readonly string[], options: GitOptions): Promise<GitOutput> {
  const { cwd, signal, timeoutMs = 20_000, maxBytes = 64_000_000 } = options;
  signal?.throwIfAborted();
  const binary = await findGit(options.gitPath);
  return new Promise((resolve, reject) => {
    const child = spawn(binary, [...SAFE, ...(options.settings ?? []).flatMap((setting) => ['-c', setting]), ...args], {
      cwd,
      env: safeEnvironment(),
      stdio: 'pipe',
      windowsHide: true,
    });
    const chunks: Buffer[] = [];
    let bytes = 0;
    let complaint = '';
    let stop: 'cancelled' | 'timeout' | 'full' | undefined;
    const end = (why: typeof stop) => {
      stop ??= why;
      child.kill('SIGKILL');
    };
    const cancel = () => end('cancelled');
    const timer = setTimeout(() => end('timeout'), timeoutMs);
    signal?.addEventListener('abort', cancel, { once: true });
    const settle = (act: () => void) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      act();
    };
    child.stdout.on('data', (chunk: Buffer) => {
      if (stop) return;
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > maxBytes) end('full');
    });
    child.stderr.on('data', (chunk: Buffer) => {
      if (complaint.length < 10_000) complaint += chunk.toString();
    });
    // Git may end before it has read everything (EPIPE); its exit code tells.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
    child.on('error', (error: NodeJS.ErrnoException) => {
      // A folder that is gone also gives ENOENT.
      settle(() => reject(new GitError(error.code === 'ENOENT' ? 'missing' : 'failed', error.message, { cause: error })));
    });
    child.on('close', (code) => {
      settle(() => {
        if (stop === 'cancelled') reject(signal?.reason instanceof Error ? signal.reason : new Error('cancelled'));
        else if (stop === 'timeout') reject(new GitError('timeout', `git ${args[0]} took longer than ${timeoutMs / 1000} s`));
        else if (stop === 'full') resolve({ text: Buffer.concat(chunks).subarray(0, maxBytes).toString(), truncated: true });
        else if (code === 0) resolve({ text: Buffer.concat(chunks).toString(), truncated: false });
        else reject(new GitError(reasonOf(complaint), complaint.trim()));
      });
    });
  });
}

function reasonOf(complaint: string): GitError['reason'] {
  if (/detected dubious ownership/i.test(complaint)) return 'otherOwner';
  return /not a git repository|must be run in a work tree/i.test(complaint) ? 'notARepository' : 'failed';
}

/** The person's environment without what points git elsewhere or makes it ask, in English. */
function safeEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^GIT_/i.test(name));
  return {
    ...Object.fromEntries(kept),
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_OPTIONAL_LOCKS: '0',
    LC_ALL: 'C.UTF-8',
    LANGUAGE: 'en',
  };
}

let searched: Promise<string> | undefined;

/** Absolute, because a bare name would be searched in the repository's folder first on Windows. */
function findGit(given: string | undefined): Promise<string> {
  if (given !== undefined && isAbsolute(given)) return Promise.resolve(given);
  searched ??= searchPath().catch((error: unknown) => {
    searched = undefined;
    throw error;
  });
  return searched;
}

async function searchPath(): Promise<string> {
  const name = process.platform === 'win32' ? 'git.exe' : 'git';
  for (const folder of (process.env['PATH'] ?? process.env['Path'] ?? '').split(delimiter)) {
    if (!isAbsolute(folder)) continue;
    const candidate = join(folder, name);
    const usable = await access(candidate, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (usable) return candidate;
  }
  throw new GitError('missing', 'git is not on the PATH');
}
