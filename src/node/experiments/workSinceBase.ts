import { join, relative, sep } from 'node:path';
import { ExperimentProblem } from '../../core/experiments/experiment';
import type { FixedWork } from '../../core/experiments/prove/proveFix';
import { listed } from '../../core/experiments/prove/proveWords';
import { GitError } from '../git/gitError';
import { findRepository, type GitRepository } from '../git/gitRepository';
import { isShallow, mergeBase, namedCommit } from '../git/namedCommit';
import { operationUnderWay } from '../git/operationUnderWay';
import { runGit } from '../git/runGit';
import { changedSince } from './recentFiles';

/** The person named a base that git does not know. */
export class NoSuchBase extends Error {
  override readonly name = 'NoSuchBase';
}

interface WorkOptions {
  /** Real path of the workspace. */
  root: string;
  /** Absolute folder that the command runs in: its repository is meant, which may be a submodule. */
  cwd: string;
  /** A commit by any name: the base is where HEAD and it part; HEAD itself if absent. */
  base?: string | undefined;
  /** Texts of unsaved editors, by workspace-relative file. */
  unsaved: Readonly<Record<string, string>>;
  signal?: AbortSignal | undefined;
}

/**
 * What differs in the whole repository from its base, by names relative to the workspace: a package's fix may lie in the package beside it.
 * Git only reads.
 * @throws ExperimentProblem with the sentence for the person; NoSuchBase
 */
export async function workSinceBase(options: WorkOptions): Promise<FixedWork> {
  try {
    return await readWork(options);
  } catch (error) {
    options.signal?.throwIfAborted();
    throw error instanceof GitError ? new ExperimentProblem(gitSentence(error), { cause: error }) : error;
  }
}

async function readWork({ root, cwd, base: named, unsaved, signal }: WorkOptions): Promise<FixedWork> {
  const repository = await findRepository(cwd);
  if (!repository) throw new GitError('notARepository', `${cwd} lies in no git repository`);
  const { worktree } = repository;
  const git = async (args: readonly string[]): Promise<string> => (await runGit(args, { cwd: worktree, signal })).text;
  const operation = await operationUnderWay(repository);
  if (operation !== undefined)
    throw new ExperimentProblem(`A ${operation} is under way in this repository: finish it or abort it, then run this again.`);
  await refuseConflicts(git);
  const head = (await git(['rev-parse', '--verify', '--quiet', 'HEAD']).catch(onlyFailed)).trim();
  if (!head)
    throw new ExperimentProblem(
      'This repository has no commit yet, so there is no base to compare with. Commit the code without the fix first.',
    );
  const base = named === undefined ? { commit: head, name: 'HEAD' } : await baseOf(repository, head, named, signal);
  const inWorktree = (file: string): string => relative(worktree, join(root, file)).split(sep).join('/');
  const toWorkspace = (file: string): string => relative(root, join(worktree, file)).split(sep).join('/');
  const changed = await changedSince(worktree, base.commit, {
    ...{ since: 0, signal },
    unsaved: Object.fromEntries(Object.entries(unsaved).map(([file, text]) => [inWorktree(file), text])),
  });
  const submodules = await movedSubmodules(git, base.commit);
  const side = (text: { file: string; text: string } | undefined) => text && { ...text, file: toWorkspace(text.file) };
  return {
    base: base.name,
    files: changed.files
      .filter(({ before, now }) => before?.file !== now?.file || before?.text !== now?.text)
      .map(({ before, now }) => ({ ...(before && { before: side(before) }), ...(now && { now: side(now) }) })),
    notes: [...changed.notes, ...submoduleNotes(submodules, base.name), ...(await indexNotes(git))],
    kept: [...submodules, ...changed.kept].map(toWorkspace),
    absolute: (file) => join(root, file),
  };
}

interface NamedBase {
  commit: string;
  name: string;
}

async function baseOf({ worktree }: GitRepository, head: string, named: string, signal?: AbortSignal): Promise<NamedBase> {
  const commit = await namedCommit(worktree, named, signal);
  if (commit === undefined) throw new NoSuchBase(await noSuchBase(worktree, named));
  if (commit === head) return { commit: head, name: named };
  const found = await mergeBase(worktree, commit, signal);
  if ('none' in found)
    throw new ExperimentProblem(
      found.none === 'shallow'
        ? `This clone is shallow and does not hold the commit where HEAD and ${named} part. Fetch it with git fetch --unshallow, then run this again.`
        : `HEAD and ${named} have no commit in common, so there is no base to compare with.`,
    );
  if (found.hash === commit) return { commit, name: named };
  const { text } = await runGit(['rev-parse', '--short', found.hash], { cwd: worktree, signal });
  return { commit: found.hash, name: `${text.trim()}, the merge base with ${named},` };
}

async function noSuchBase(folder: string, named: string): Promise<string> {
  const none = `There is no commit, branch or tag "${named}" in this`;
  return (await isShallow(folder))
    ? `${none} clone, which is shallow. Fetch the rest with git fetch --unshallow, or name a commit that it holds with --base REF.`
    : `${none} repository. Name one with --base REF.`;
}

type Git = (args: readonly string[]) => Promise<string>;

async function refuseConflicts(git: Git): Promise<void> {
  const files = [...new Set((await git(['diff', '--name-only', '-z', '--diff-filter=U'])).split('\0').filter(Boolean))];
  if (files.length) throw new ExperimentProblem(`${listed(files)} has conflicts: resolve them, then run this again.`);
}

/** Submodules at another commit: their files belong to another repository, and are not taken back. */
async function movedSubmodules(git: Git, commit: string): Promise<string[]> {
  const fields = (await git(['diff', '--raw', '-z', '--ignore-submodules=dirty', commit])).split('\0');
  return fields.flatMap((field, at) => (/^:(?:160000 |\d{6} 160000 )/.test(field) ? [fields[at + 1] ?? ''] : []));
}

function submoduleNotes(moved: readonly string[], base: string): string[] {
  if (!moved.length) return [];
  const one = moved.length === 1;
  return [
    `The submodule${one ? '' : 's'} ${listed(moved)} moved since ${base}, and stay${one ? 's' : ''} as ${one ? 'it is' : 'they are'} now in every run.`,
  ];
}

/** What is staged may differ from the files that the command reads. */
async function indexNotes(git: Git): Promise<string[]> {
  const names = async (...args: string[]): Promise<string[]> =>
    (await git(['diff', '--name-only', '-z', ...args])).split('\0').filter(Boolean);
  const staged = new Set(await names('--cached', 'HEAD'));
  const both = (await names()).filter((name) => staged.has(name));
  if (!both.length) return [];
  return [
    `${listed(both)} ${both.length === 1 ? 'was' : 'were'} edited after being staged: this is about the files as they are, not as they are staged.`,
  ];
}

function onlyFailed(error: unknown): string {
  if (error instanceof GitError && error.reason === 'failed') return '';
  throw error;
}

function gitSentence({ reason, message }: GitError): string {
  switch (reason) {
    case 'notARepository':
      return 'This folder is in no git repository, so there is no base to compare with.';
    case 'missing':
      return 'Git was not found. Install it, or add it to the PATH: the base is read with it.';
    case 'tooOld':
      return 'The installed git is older than 2.32. Update it: the base is read with it.';
    case 'otherOwner':
      return 'Git reads no folder of another user, so the base is not known; if you trust it, add it to safe.directory of your git settings.';
    case 'timeout':
      return 'Git took too long in this repository. Run this again later.';
    case 'diskFull':
      return 'The disk is full, so git could not be asked for the base.';
    case 'failed':
      return `Git could not read the base: ${message.split('\n', 1)[0]?.slice(0, 200) ?? ''}`;
  }
}
