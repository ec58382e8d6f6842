import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import { runProgram } from '../runProgram';
import { gitEnvironment } from './gitEnvironment';
import { GitError, gitFailure } from './gitError';

/**
 * The oldest supported git: from 2.32 (June 2021) on it takes the path of the global settings from the environment and follows no
 * link for `.gitattributes` and `.gitignore`.
 */
export const OLDEST_GIT = [2, 32] as const;

const MAX_BYTES = 10_000;
const TIMEOUT_MS = 10_000;

/** Absolute paths of binaries that are new enough, by the requested path; empty for the PATH. */
const found = new Map<string, Promise<string>>();

/**
 * Absolute path of a usable git, its version checked once.
 * @param given absolute path from the settings; the PATH is searched if absent
 * @throws GitError `missing` or `tooOld`
 */
export function findGit(given: string | undefined): Promise<string> {
  const key = given !== undefined && isAbsolute(given) ? given : '';
  let binary = found.get(key);
  if (!binary) {
    binary = (key ? Promise.resolve(key) : searchPath()).then(checked);
    found.set(key, binary);
    // It may be installed, or updated, meanwhile.
    binary.catch(() => found.delete(key));
  }
  return binary;
}

async function checked(binary: string): Promise<string> {
  const [major, minor] = await gitVersion(binary);
  if (major < OLDEST_GIT[0] || (major === OLDEST_GIT[0] && minor < OLDEST_GIT[1])) {
    throw new GitError('tooOld', `${binary} is git ${major}.${minor}; ${OLDEST_GIT.join('.')} or later is needed`);
  }
  return binary;
}

/** Major and minor version of a git binary (absolute path). @throws GitError if it cannot be run or does not say it */
export async function gitVersion(binary: string): Promise<[number, number]> {
  const { output, complaint, ended } = await runProgram(binary, ['--version'], {
    cwd: process.cwd(),
    env: gitEnvironment(),
    timeoutMs: TIMEOUT_MS,
    maxBytes: MAX_BYTES,
  }).catch((error: NodeJS.ErrnoException) => {
    throw new GitError(error.code === 'ENOENT' ? 'missing' : 'failed', error.message, { cause: error });
  });
  if (ended.by !== 'itself') throw new GitError('timeout', `${binary} --version did not end within ${TIMEOUT_MS / 1000} s`);
  if (ended.code !== 0) throw gitFailure(complaint);
  const version = /^git version (\d+)\.(\d+)/.exec(output.toString());
  if (!version) throw new GitError('failed', `${binary} does not say which version of git it is`);
  const [, major, minor] = version;
  return [Number(major), Number(minor)];
}

/** Absolute, because on Windows a bare name would be searched in the repository's folder first. */
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
