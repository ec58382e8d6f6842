import { resolve } from 'node:path';
import { findProbes, type ProbeInFile } from '../../core/experiments/probes/probesInText';
import { PROBE_COMMENT } from '../../core/experiments/probes/probeStatement';
import { findRepository } from './gitRepository';
import { GitError } from './gitError';
import { runGit, type GitOptions } from './runGit';

/** Bytes of one file that are searched. */
const MOST_BYTES = 8_000_000;

/**
 * Probes in what a commit of the repository would contain.
 * @param folder absolute, in the repository; its whole index is searched
 * @param index from a hook's `GIT_INDEX_FILE`: `git commit FILE` makes a separate one
 * @throws GitError if there is no repository or git cannot be run
 */
export async function stagedProbes(folder: string, { index, ...options }: Partial<GitOptions> = {}): Promise<ProbeInFile[]> {
  const repository = await findRepository(folder);
  if (!repository) throw new GitError('notARepository', `${folder} lies in no git repository`);
  const cwd = repository.worktree;
  const git = { ...options, cwd, ...(index !== undefined && { index: resolve(folder, index) }) };
  const listing = ['grep', '-I', '-l', '-z', '-F', '--cached', '-e', PROBE_COMMENT.trim()];
  const { text } = await runGit(listing, { ...git, noneFound: 1 });
  const found: ProbeInFile[] = [];
  for (const file of text.split('\0').filter(Boolean)) {
    const { text: content } = await runGit(['show', `:${file}`], { ...git, maxBytes: MOST_BYTES });
    for (const { name, line } of findProbes(content)) found.push({ file, line, probe: name });
  }
  return found;
}
