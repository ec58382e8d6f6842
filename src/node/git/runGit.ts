import { runProgram } from '../runProgram';
import { findGit } from './findGit';
import { gitEnvironment } from './gitEnvironment';
import { GitError, gitFailure } from './gitError';
import { findRepository } from './gitRepository';
import { forgetGitViews, gitView } from './gitView';

export interface GitOptions {
  /** Working tree folder that git runs in. */
  cwd: string;
  /** Absolute path of git's binary; searched on the PATH if absent. */
  gitPath?: string;
  signal?: AbortSignal;
  /** ms; 20 s if absent. */
  timeoutMs?: number;
  /** Git is stopped after this much output, and `truncated` is set; 64 MB if absent. */
  maxBytes?: number;
  /** Written to git's standard input. */
  input?: string;
  /** Absolute: another index than the repository's own. */
  index?: string;
  /** Exit code that means "nothing found" to git: not a failure then. */
  noneFound?: number;
}

export interface GitOutput {
  text: string;
  bytes: Buffer;
  /** The output exceeded `maxBytes`. */
  truncated: boolean;
}

/** Codes of a disk, or of a person's part of it, that is full. */
const FULL: readonly (string | undefined)[] = ['ENOSPC', 'EDQUOT'];

function fullDisk(error: unknown): never {
  const full = error instanceof Error && FULL.includes((error as NodeJS.ErrnoException).code);
  throw full ? new GitError('diskFull', error.message, { cause: error }) : error;
}

/** Pause after git took too long in a repository, ms: the next query would take as long. */
const REST = 300_000;

/** Times when git took too long, by repository; ms since the epoch. */
const slow = new Map<string, number>();

/**
 * Runs git on the repository that contains a folder, and returns its output as UTF-8. Only for reading: git sees a {@link gitView} of the
 * repository, which has no branch name but HEAD. Throws {@link GitError}, or the signal's reason when cancelled.
 */
export async function runGit(args: readonly string[], options: GitOptions): Promise<GitOutput> {
  const { cwd, signal, timeoutMs = 20_000, maxBytes = 64_000_000, input } = options;
  signal?.throwIfAborted();
  const git = await findGit(options.gitPath);
  const repository = await findRepository(cwd);
  if (!repository) throw new GitError('notARepository', `${cwd} lies in no git repository`);
  const { gitDir } = repository;
  if (Date.now() - (slow.get(gitDir) ?? -Infinity) < REST) throw new GitError('timeout', `git takes too long in ${gitDir}`);
  const run = async () => {
    const { env } = await gitView(git, repository).catch(fullDisk);
    signal?.throwIfAborted();
    return runProgram(git, ['--no-pager', ...args], {
      cwd,
      env: { ...gitEnvironment(), ...env, ...(options.index !== undefined && { GIT_INDEX_FILE: options.index }) },
      input,
      timeoutMs,
      maxBytes,
      signal,
    });
  };
  let { output, complaint, ended } = await run();
  if (ended.by === 'itself' && ended.code !== 0 && gitFailure(complaint).reason === 'notARepository') {
    forgetGitViews();
    ({ output, complaint, ended } = await run());
  }
  if (ended.by === 'timeout') {
    slow.set(gitDir, Date.now());
    throw new GitError('timeout', `git ${args[0]} took longer than ${timeoutMs / 1000} s`);
  }
  if (ended.by === 'size') return { text: output.toString(), bytes: output, truncated: true };
  if (ended.code !== 0 && ended.code !== options.noneFound) throw gitFailure(complaint);
  return { text: output.toString(), bytes: output, truncated: false };
}
