import { GitError } from './gitError';
import { findRepository } from './gitRepository';
import { readRef } from './headCommit';
import { runGit } from './runGit';

/** `main~3`, `v1.2^2`, `HEAD@{…}` is not among them: a name, then steps to an ancestor. */
const REVISION = /^(?<name>[^~^\s]{1,1000})(?<steps>(?:~\d{0,6}|\^\d{0,3}){0,100})$/;
/** Where git looks for a name, in its order. */
const PLACES = ['', 'refs/', 'refs/tags/', 'refs/heads/', 'refs/remotes/'] as const;

/**
 * The full hash of the commit that a person names: a branch, a tag, a hash, or steps back from one of them.
 * @param folder absolute, in the repository
 * @returns undefined where there is none
 * @throws GitError
 */
export async function namedCommit(folder: string, revision: string, signal?: AbortSignal): Promise<string | undefined> {
  const { name, steps = '' } = REVISION.exec(revision)?.groups ?? {};
  if (name === undefined || name.startsWith('-')) return undefined;
  const repository = await findRepository(folder);
  if (!repository) throw new GitError('notARepository', `${folder} lies in no git repository`);
  // The view that git gets of the repository has no branches, so its own files are read.
  const names = [...PLACES.map((place) => place + name), `refs/remotes/${name}/HEAD`].filter((ref) => ref.startsWith('refs/'));
  const found = await Promise.all(names.map((ref) => readRef(repository, ref)));
  const start = found.find((hash) => hash !== undefined) ?? name;
  const asked = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${start}${steps}^{commit}`];
  return runGit(asked, { cwd: folder, signal }).then(
    ({ text }) => text.trim() || undefined,
    (error: unknown) => {
      if (error instanceof GitError && error.reason === 'failed') return undefined;
      throw error;
    },
  );
}

/** What a commit that two histories share is missing for: `shallow` where this clone does not hold it. */
type NoMergeBase = 'shallow' | 'unrelated';

/** The newest commit that HEAD and another commit both come from. */
export async function mergeBase(folder: string, commit: string, signal?: AbortSignal): Promise<{ hash: string } | { none: NoMergeBase }> {
  const { text } = await runGit(['merge-base', 'HEAD', commit], { cwd: folder, signal, noneFound: 1 });
  const [hash] = text.trim().split('\n');
  if (hash) return { hash };
  return { none: (await isShallow(folder, signal)) ? 'shallow' : 'unrelated' };
}

/** Whether a clone lacks older commits. */
export async function isShallow(folder: string, signal?: AbortSignal): Promise<boolean> {
  return (await runGit(['rev-parse', '--is-shallow-repository'], { cwd: folder, signal })).text.trim() === 'true';
}
