import { lstat, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROBE_COMMENT } from '../../core/experiments/probes/probeStatement';
import { runProgram } from '../runProgram';
import { findGit, gitVersion } from './findGit';
import { gitEnvironment } from './gitEnvironment';
import { gitFailure } from './gitError';
import { findRepository } from './gitRepository';
import { makeFolder } from '../disk/makeFolder';

/** From this version on a hook may be a setting. Git runs it beside the hooks of files, wherever `core.hooksPath` says that those are. */
const HOOKS_AS_SETTINGS = [2, 54] as const;

/** Its name in the settings: `hook.debug-with-context.command`. */
const HOOK = 'hook.debug-with-context';

const PATTERN = `(//|#)[[:blank:]]{0,4}${PROBE_COMMENT}[a-z0-9]{4,12}\\.[0-9]{1,3}[[:space:]]*$`;

const REFUSAL =
  'Debug with Context inserted these lines to print a value. Run its command Remove Inserted Lines, stage again, then commit.';

/** Reads the index that is committed. Where git cannot search it, nothing is refused. */
const COMMAND = `if git grep --cached -I -n -E '${PATTERN}' >&2; then echo '${REFUSAL}' >&2; exit 1; fi`;

/**
 * Hooks in the settings of repositories that refuse a commit with probes in it. A list on disk names the repositories before their
 * settings are written, so that a later process removes what a killed one left.
 */
export class CommitGuard {
  /** @param list absolute path of the list; its folder is made on first use */
  constructor(private readonly list: string) {}

  /**
   * The file of settings that would hold the hook of the repository of a folder.
   * @returns undefined without a repository, with a git that is too old, and where a hook of this name belongs to somebody else
   */
  async place(folder: string, gitPath: string | undefined): Promise<string | undefined> {
    const repository = await findRepository(folder);
    if (!repository) return undefined;
    const git = await findGit(gitPath).catch(() => undefined);
    if (git === undefined || !atLeast(await gitVersion(git), HOOKS_AS_SETTINGS)) return undefined;
    const file = join(repository.commonDir, 'config');
    if (!(await isPlainFile(file))) return undefined;
    const command = await settingOf(git, file, `${HOOK}.command`);
    return command === undefined || isOurs(command) ? file : undefined;
  }

  /** @param file of {@link place} @throws GitError if git cannot write it */
  async add(file: string, gitPath: string | undefined): Promise<void> {
    const git = await findGit(gitPath);
    const listed = await this.listed();
    makeFolder(join(this.list, '..'));
    await writeFile(this.list, `${[...new Set([...listed, file])].join('\n')}\n`, { mode: 0o600 });
    await change(git, file, [`${HOOK}.command`, COMMAND]);
    await change(git, file, [`${HOOK}.event`, 'pre-commit']);
  }

  /** Removes every hook that was added, in this process or an earlier one. @throws GitError if git cannot write the settings */
  async remove(gitPath: string | undefined): Promise<void> {
    const listed = await this.listed();
    if (!listed.length) return;
    const git = await findGit(gitPath);
    for (const file of listed) {
      if (!(await isPlainFile(file))) continue;
      const command = await settingOf(git, file, `${HOOK}.command`);
      if (command !== undefined && isOurs(command)) await change(git, file, ['--remove-section', HOOK]);
    }
    await rm(this.list, { force: true });
  }

  private async listed(): Promise<string[]> {
    const text = await readFile(this.list, 'utf8').catch(() => '');
    return text.split('\n').filter(Boolean);
  }
}

/** Also of another version of this extension. */
function isOurs(command: string): boolean {
  return command.includes(PROBE_COMMENT);
}

function atLeast([major, minor]: readonly [number, number], [leastMajor, leastMinor]: readonly [number, number]): boolean {
  return major > leastMajor || (major === leastMajor && minor >= leastMinor);
}

/** Not a link: it could lead to a file that is no repository's. */
async function isPlainFile(file: string): Promise<boolean> {
  const about = await lstat(file).catch(() => undefined);
  return about?.isFile() ?? false;
}

async function settingOf(git: string, file: string, name: string): Promise<string | undefined> {
  const { output, ended } = await runGitConfig(git, file, ['--no-includes', '-z', '--get', name]);
  return ended.by === 'itself' && ended.code === 0 ? output.toString().replace(/\0$/, '') : undefined;
}

async function change(git: string, file: string, args: readonly string[]): Promise<void> {
  const { complaint, ended } = await runGitConfig(git, file, args);
  if (ended.by !== 'itself' || ended.code !== 0) throw gitFailure(complaint || 'git config did not end');
}

/** Outside of the repository, so that git reads no other settings of it. */
function runGitConfig(git: string, file: string, args: readonly string[]) {
  return runProgram(git, ['config', '--file', file, ...args], {
    cwd: tmpdir(),
    env: { ...gitEnvironment(), GIT_CEILING_DIRECTORIES: tmpdir() },
    timeoutMs: 10_000,
    maxBytes: 100_000,
  });
}
