import { realpath, stat } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { readRegularFile } from '../disk/readRegularFile';
import type { GitConfig } from './gitConfig';

/** Where git stores its data on a folder; real, absolute paths. */
export interface GitRepository {
  /** The folder whose files are tracked. */
  worktree: string;
  /** What belongs to this working tree: HEAD and the index. */
  gitDir: string;
  /** Shared by all working trees: objects and branches. Differs from `gitDir` only for linked ones. */
  commonDir: string;
  /** Whether `git worktree` made this as a further working tree. */
  linked: boolean;
}

const MAX_POINTER = 10_000;

/**
 * The repository that contains a folder, found as git finds it, without running git and without reading its configuration. Bare
 * repositories do not count: a delivered folder may look like one.
 * A `.git` file may point anywhere, even at a repository of the person's own: a linked working tree counts only if the place it names
 * points back; for other places see {@link belongsTo}.
 */
export async function findRepository(folder: string): Promise<GitRepository | undefined> {
  const start = await realpath(folder).catch(() => undefined);
  for (let at = start; at !== undefined; at = dirname(at) === at ? undefined : dirname(at)) {
    const named = join(at, '.git');
    const about = await stat(named).catch(() => undefined);
    if (!about) continue;
    if (about.isFile()) return throughFile(at, named);
    if (!about.isDirectory()) return undefined;
    const gitDir = await realpath(named);
    // As git does: a folder that merely has this name is skipped.
    if (!(await looksLikeGitDir(gitDir))) continue;
    return repositoryAt(at, named, gitDir);
  }
  return undefined;
}

async function throughFile(worktree: string, file: string): Promise<GitRepository | undefined> {
  const target = /^gitdir: ([^\n]+?)\r?\n*$/.exec((await pointer(file)) ?? '')?.[1];
  if (target === undefined) return undefined;
  const gitDir = await realpath(resolve(worktree, target)).catch(() => undefined);
  return gitDir === undefined ? undefined : repositoryAt(worktree, file, gitDir);
}

async function repositoryAt(worktree: string, named: string, gitDir: string): Promise<GitRepository | undefined> {
  const shared = await pointer(join(gitDir, 'commondir'));
  if (shared === undefined) {
    if (!(await looksLikeGitDir(gitDir))) return undefined;
    return { worktree, gitDir, commonDir: gitDir, linked: false };
  }
  // A linked working tree: its folder is inside the shared one, and names the `.git` file that points to it.
  const commonDir = await realpath(resolve(gitDir, shared)).catch(() => undefined);
  if (commonDir === undefined || dirname(gitDir) !== join(commonDir, 'worktrees')) return undefined;
  const back = await pointer(join(gitDir, 'gitdir'));
  const backReal = back === undefined ? undefined : await realpath(resolve(gitDir, back)).catch(() => undefined);
  return backReal === (await realpath(named)) ? { worktree, gitDir, commonDir, linked: true } : undefined;
}

async function looksLikeGitDir(folder: string): Promise<boolean> {
  const [head, objects, shared] = await Promise.all(
    ['HEAD', 'objects', 'commondir'].map((name) => stat(join(folder, name)).catch(() => undefined)),
  );
  return head?.isFile() === true && (objects?.isDirectory() === true || shared?.isFile() === true);
}

/** Text of a small file that names one place. */
async function pointer(file: string): Promise<string | undefined> {
  return (await readRegularFile(file, MAX_POINTER))?.toString('utf8').replace(/(?<![\r\n])[\r\n]+$/, '');
}

/**
 * Whether a repository belongs to the working tree that names it.
 * @param config its configuration
 */
export async function belongsTo({ worktree, gitDir, linked }: GitRepository, config: GitConfig): Promise<boolean> {
  if (linked) return true;
  const setting = config.get('core.worktree')?.at(-1);
  if (setting !== undefined) return (await realpath(resolve(gitDir, setting)).catch(() => undefined)) === worktree;
  if (isWithin(worktree, gitDir)) return true;
  // `git init --separate-git-dir` stores no reference to the working tree; a repository in a `.git` folder belongs to another one.
  return !gitDir.split(sep).includes('.git') && !/^(?:true|yes|on|1)$/i.test(config.get('core.bare')?.at(-1) ?? '');
}

function isWithin(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
