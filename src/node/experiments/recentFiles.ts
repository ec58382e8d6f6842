import { lstat, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { RecentFile } from '../../core/experiments/changeUnits';
import { isMade } from '../disk/ignoreRules';
import { changesUnavailable } from '../git/changesUnavailable';
import { GitError } from '../git/gitError';
import { findRepository } from '../git/gitRepository';
import { declaredSubmodules, nestedRepositories } from '../git/nestedRepositories';
import { readBlobs } from '../git/readBlobs';
import { runGit } from '../git/runGit';
import { inParallel } from '../inParallel';

/** Limits on size and number: larger changes are not hunks that a person wrote. */
const MAX_BYTES = 1_000_000;
const MAX_FILES = 1000;
/** Most files that differ between an old state and the one after it. */
const MAX_PAST_FILES = 20_000;
/** Most files that git does not track. */
const MOST_UNTRACKED = 5000;
/** Most files that git takes for unchanged and that are compared all the same. */
const MOST_MARKED = 200;
/** Most commits that a search goes back. */
const MAX_COMMITS = 500;

/** Files that are read at the same time. */
const AT_ONCE = 32;

/** Files that package managers write: reverting them installs nothing. */
const LOCKS =
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|poetry\.lock|uv\.lock|Pipfile\.lock|Cargo\.lock|go\.sum|composer\.lock|Gemfile\.lock)$/;

/** Files of a workspace that changed since a time, committed or not, with their texts then and now. */
export interface RecentFiles {
  files: RecentFile[];
  /** Of what differs besides, and stays as it is now: sentences. */
  notes: string[];
  /** The first known commit of the workspace's repository is younger than that time: it has nothing before it to compare with. */
  begins?: true;
  /** The workspace's repository has no commit. */
  noCommit?: true;
}

interface RecentOptions {
  /** Real path of the workspace. */
  root: string;
  /** Absolute folder that the command runs in; it may lie in a repository of its own. */
  cwd: string;
  /** ms since the epoch. */
  since: number;
  /** Texts of editors, by workspace-relative file. */
  unsaved?: Readonly<Record<string, string>>;
  signal?: AbortSignal | undefined;
}

/**
 * Those of the workspace's repository, of its submodules, and of the repository that the command runs in.
 * @throws ChangesUnavailable if git has no answer
 */
export async function recentFiles({ root, cwd, since, unsaved = {}, signal }: RecentOptions): Promise<RecentFiles> {
  const { files, notes, begins, noCommit } = await recentIn(root, since, unsaved, signal);
  for (const folder of await repositoriesBelow(root, cwd)) {
    const own = Object.entries(unsaved).flatMap(([file, text]) =>
      file.startsWith(`${folder}/`) ? [[file.slice(folder.length + 1), text] as const] : [],
    );
    const below = await recentIn(join(root, folder), since, Object.fromEntries(own), signal);
    const named = (side: RecentFile['now']): RecentFile['now'] => side && { ...side, file: `${folder}/${side.file}` };
    const inRoot = below.files.map(({ before, now }) => ({ ...(before && { before: named(before) }), ...(now && { now: named(now) }) }));
    files.push(...inRoot.filter((file) => !files.some((each) => (each.now ?? each.before)?.file === (file.now ?? file.before)?.file)));
    notes.push(...below.notes.map((note) => `In ${folder}: ${note}`));
  }
  return { files, notes, ...(begins && { begins }), ...(noCommit && { noCommit }) };
}

/** Submodules, and the repository that holds the command's folder, by names relative to the root. */
async function repositoriesBelow(root: string, cwd: string): Promise<string[]> {
  const modules = await nestedRepositories(root, await declaredSubmodules(root));
  const inner = await Promise.all(
    modules.map(async (folder) => (await repositoriesBelow(join(root, folder), cwd)).map((each) => `${folder}/${each}`)),
  );
  const worktree = (await findRepository(cwd))?.worktree;
  const own = worktree?.startsWith(root + sep) ? [relative(root, worktree).split(sep).join('/')] : [];
  return [...new Set([...modules, ...inner.flat(), ...own])];
}

async function recentIn(
  root: string,
  since: number,
  unsaved: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<RecentFiles> {
  const git = async (args: readonly string[]): Promise<string> => (await runGit(args, { cwd: root, signal })).text;
  try {
    const head = (await git(['rev-parse', '--verify', '--quiet', 'HEAD']).catch(() => '')).trim();
    if (!head) {
      await git(['rev-parse', '--show-toplevel']);
      return { files: [], notes: ['There is no commit to compare with yet.'], noCommit: true };
    }
    const before = await newestBefore(git, head, since);
    const { files, notes } = await changedSince(root, before ?? (await firstCommit(git, head)), { since, unsaved, signal });
    return { files, notes, ...(before === undefined && { begins: true as const }) };
  } catch (error) {
    signal?.throwIfAborted();
    throw error instanceof GitError ? changesUnavailable(error) : error;
  }
}

interface Changed extends RecentFiles {
  /** The files that the notes are about. */
  kept: string[];
}

interface ChangedSince {
  /** Files that git does not track count from this time on, those of packages and builds not at all; ms since the epoch. */
  since: number;
  unsaved: Readonly<Record<string, string>>;
  signal?: AbortSignal | undefined;
}

/**
 * Files of a folder that differ from a commit, committed or not, with their texts then and now.
 * @param root real path
 * @throws GitError
 */
export async function changedSince(root: string, base: string, { since, unsaved, signal }: ChangedSince): Promise<Changed> {
  const git = async (args: readonly string[]): Promise<string> => (await runGit(args, { cwd: root, signal })).text;
  const untracked = (await git(['ls-files', '-z', '--others', '--exclude-standard'])).split('\0').filter((file) => !isMade(file));
  const names: Names[] = [...(await differing(git, base)), ...(await recentUntracked(root, untracked, since))];
  const marked = await markedFiles(git);
  for (const file of Object.keys(unsaved)) if (!names.some(({ now }) => now === file)) names.push({ before: file, now: file });
  const notes: string[] = [];
  const locks = names.filter(({ now, before }) => LOCKS.test(now ?? before ?? ''));
  if (locks.length) notes.push(`${namesOf(locks)} changed, too; installed packages stay as they are.`);
  const files: RecentFile[] = [];
  const skipped: string[] = [];
  const links = names.filter(({ link }) => link);
  if (links.length) notes.push(`${namesOf(links)} changed, too; a link is not tried in another state.`);
  // Git takes a file with a mark for unchanged, whatever is on the disk; of a sparse checkout, some are not there.
  const there = await inParallel(marked, AT_ONCE, async (file) => existsAt(join(root, file)));
  const absent = new Set(marked.filter((_, at) => !there[at]));
  const sparse = names.filter(({ now }) => now !== undefined && absent.has(now));
  if (sparse.length) notes.push(`${namesOf(sparse)} changed, too; what is not checked out here is in no run.`);
  const hidden = marked.filter((file, at) => there[at] && !names.some(({ now }) => now === file)).slice(0, MOST_MARKED);
  names.push(...hidden.map((file) => ({ before: file, now: file })));
  const looked = names.filter((each) => !locks.includes(each) && !each.link && !sparse.includes(each)).slice(0, MAX_FILES);
  const committed = await textsIn(root, base, looked, 'before', signal);
  const read = await inParallel(looked, AT_ONCE, async (name) => {
    const before = await committed(name);
    const now = name.now === undefined ? undefined : (unsaved[name.now] ?? (await textOf(join(root, name.now))));
    return isLfs(before) || isLfs(now) ? 'lfs' : fileOf(name, before, now);
  });
  const large = looked.filter((_, at) => read[at] === 'lfs');
  if (large.length) notes.push(`${namesOf(large)} changed, too; what Git LFS keeps stays as it is now in every run.`);
  const modes = looked.filter((name, at) => {
    const file = read[at];
    return name.mode && file !== 'lfs' && file && file.before?.text === file.now?.text;
  });
  if (modes.length)
    notes.push(`${namesOf(modes)} changed ${modes.length === 1 ? 'its' : 'their'} mode only; it stays as it is now in every run.`);
  for (const [at, name] of looked.entries()) {
    const file = read[at];
    if (file === 'lfs' || (hidden.includes(name.now ?? '') && file?.before?.text === file?.now?.text)) continue;
    if (file) files.push(file);
    else skipped.push(name.now ?? name.before ?? '');
  }
  if (names.length > MAX_FILES) notes.push(`${names.length - MAX_FILES} more files changed, and were not looked at.`);
  if (skipped.length) notes.push(`Too large, no text or not readable, and not looked at: ${skipped.slice(0, 5).join(', ')}.`);
  const kept = [...locks, ...links, ...sparse, ...large, ...modes].map(({ now, before }) => now ?? before ?? '');
  return { files, notes, kept: [...kept, ...skipped] };
}

/** Files with another text now; a new file that git does not track may be the command's own output, and does not count. */
export function editedFiles(before: readonly RecentFile[], now: readonly RecentFile[]): string[] {
  const byName = (files: readonly RecentFile[]): Map<string, RecentFile> =>
    new Map(files.map((file) => [file.now?.file ?? file.before?.file ?? '', file]));
  const [earlier, later] = [byName(before), byName(now)];
  return [...new Set([...earlier.keys(), ...later.keys()])].filter((name) => {
    const [a, b] = [earlier.get(name), later.get(name)];
    if (!a) return b?.before !== undefined;
    return !b || a.now?.text !== b.now?.text;
  });
}

/** Commits of the main line, newest first, down to the last one before a time. */
export async function olderCommits(root: string, since: number, signal?: AbortSignal): Promise<{ commit: string; name: string }[]> {
  const git = async (args: readonly string[]): Promise<string> => (await runGit(args, { cwd: root, signal })).text;
  const head = (await git(['rev-parse', '--verify', '--quiet', 'HEAD']).catch(() => '')).trim();
  if (!head) return [];
  const base = (await newestBefore(git, head, since)) ?? (await firstCommit(git, head));
  const log = await git(['log', '--first-parent', `--max-count=${MAX_COMMITS}`, '--format=%H%x00%h of %cs', base]);
  return log
    .split('\n')
    .filter(Boolean)
    .map((line) => ({ commit: line.split('\0')[0] ?? '', name: line.split('\0')[1] ?? '' }));
}

/** The short hash of the only commit since a time that touched a file, if the file is as it was committed; undefined otherwise. */
export async function onlyCommitOf(
  root: string,
  { before, now }: RecentFile,
  since: number,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const git = async (args: readonly string[]): Promise<string> => (await runGit(args, { cwd: root, signal })).text;
  const names = [...new Set([before?.file, now?.file])].filter((name) => name !== undefined);
  if ((await git(['diff', '--raw', 'HEAD', '--', ...names])).trim()) return undefined;
  const log = await git(['log', '--first-parent', `--since=@${Math.floor(since / 1000)}`, '--format=%h', 'HEAD', '--', ...names]);
  const [only, ...more] = log.split('\n').filter(Boolean);
  return more.length ? undefined : only;
}

/**
 * Files that differ between two commits, or between a commit and the current workspace; leaves out files that are not text or too large,
 * and files beyond the limit.
 */
export async function filesBetween(
  root: string,
  from: string,
  to: string | undefined,
  unsaved: Readonly<Record<string, string>> = {},
  signal?: AbortSignal,
): Promise<RecentFile[]> {
  const git = async (args: readonly string[]): Promise<string> => (await runGit(args, { cwd: root, signal })).text;
  const differ = await differing(git, from, to);
  const names = differ.filter((each) => !LOCKS.test(each.now ?? each.before ?? '') && !each.link).slice(0, MAX_PAST_FILES);
  const then = await textsIn(root, from, names, 'before', signal);
  const later = to === undefined ? undefined : await textsIn(root, to, names, 'now', signal);
  const files = await inParallel(names, AT_ONCE, async (name) => {
    const before = await then(name);
    const now = later ? await later(name) : name.now && (unsaved[name.now] ?? (await textOf(join(root, name.now))));
    return fileOf(name, before, now);
  });
  return files.filter((file) => file !== undefined);
}

type Side = 'before' | 'now';

interface Names {
  before?: string;
  now?: string;
  /** Full hashes of the texts that git has of both. */
  blobs?: Readonly<Record<Side, string>>;
  /** It is a link, or was one: its text is the path that it points to. */
  link?: true;
  /** Whether it is a program changed. */
  mode?: true;
}

/** Git's mode of a link. */
const LINK_MODE = '120000';

async function differing(git: Git, from: string, to?: string): Promise<Names[]> {
  const range = to === undefined ? [from] : [from, to];
  return changedNames(
    await git(['diff', '--raw', '--no-abbrev', '-z', '--find-renames', '--relative', '--ignore-submodules=all', ...range]),
  );
}

/** The texts of files in a commit: undefined for one that is not there, null for one that is too large. */
async function textsIn(
  root: string,
  commit: string,
  names: readonly Names[],
  side: Side,
  signal?: AbortSignal,
): Promise<(name: Names) => Promise<string | null | undefined>> {
  const texts = await readBlobs(
    root,
    names.flatMap((name) => (name[side] === undefined ? [] : (name.blobs?.[side] ?? []))),
    MAX_BYTES,
    signal,
  );
  return async (name) => {
    const [file, blob] = [name[side], name.blobs?.[side]];
    if (file === undefined) return undefined;
    if (blob !== undefined) return texts.get(blob) ?? null;
    return runGit(['show', `${commit}:./${file}`], { cwd: root, signal })
      .then(({ text }) => text)
      .catch(() => undefined);
  };
}

/** Undefined for a file that is not text, or too large. */
function fileOf(name: Names, before: string | null | undefined, now: string | null | undefined): RecentFile | undefined {
  if (before === null || now === null || [before, now].some((text = '') => text.length > MAX_BYTES || text.includes('\0')))
    return undefined;
  // A file that git converts has other line ends in the repository.
  const old = before !== undefined && now?.includes('\r\n') && !before.includes('\r\n') ? before.replaceAll('\n', '\r\n') : before;
  return {
    ...(old !== undefined && { before: { file: name.before ?? '', text: old } }),
    ...(now !== undefined && { now: { file: name.now ?? '', text: now } }),
  };
}

function namesOf(names: readonly Names[]): string {
  return names.map(({ now, before }) => now ?? before).join(', ');
}

type Git = (args: readonly string[]) => Promise<string>;

/** The newest commit of the main line from before a time; undefined if all are newer. */
async function newestBefore(git: Git, head: string, since: number): Promise<string | undefined> {
  return (await git(['rev-list', '-1', '--first-parent', `--before=@${Math.floor(since / 1000) - 1}`, head])).trim() || undefined;
}

/** The oldest commit of the main line that is known here. */
async function firstCommit(git: Git, head: string): Promise<string> {
  return (await git(['rev-list', '--first-parent', head])).trim().split('\n').pop() ?? head;
}

/** @param status with the modes, as `--raw` gives them */
function changedNames(status: string): Names[] {
  const fields = status.split('\0');
  const names: Names[] = [];
  for (let at = 0; at < fields.length; at++) {
    const [modeBefore = '', modeNow = '', before = '', now = '', kind = ''] = (fields[at] ?? '').split(' ');
    if (!kind) continue;
    const blobs = { before, now };
    const first = fields[++at] ?? '';
    const link = [modeBefore, modeNow].some((mode) => mode.endsWith(LINK_MODE)) && ({ link: true } as const);
    if (kind.startsWith('R')) names.push({ before: first, now: fields[++at] ?? '', blobs, ...link });
    else if (kind.startsWith('C')) names.push({ now: fields[++at] ?? '', blobs, ...link });
    else if (kind === 'A') names.push({ now: first, blobs, ...link });
    else if (kind === 'D') names.push({ before: first, blobs, ...link });
    else if (kind === 'M')
      names.push({ before: first, now: first, blobs, ...link, ...(modeBefore !== `:${modeNow}` && { mode: true as const }) });
    else if (link) names.push({ now: first, ...link });
  }
  return names;
}

/** Tracked files that git does not look at: those of a sparse checkout, and those that a person marked. */
async function markedFiles(git: Git): Promise<string[]> {
  const rows = (await git(['ls-files', '-v', '-z'])).split('\0');
  return rows.flatMap((row) => (/^[a-zS] /.test(row) ? [row.slice(2)] : []));
}

async function existsAt(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

/** The text that stands in the repository for a file that Git LFS keeps. */
function isLfs(text: string | null | undefined): boolean {
  return text?.startsWith('version https://git-lfs.github.com/spec/') === true;
}

async function recentUntracked(root: string, listed: readonly string[], since: number): Promise<Names[]> {
  const names = listed.filter((name) => name && !name.endsWith('/'));
  const recent = await inParallel(names.slice(0, MOST_UNTRACKED), AT_ONCE, async (now): Promise<Names[]> => {
    const about = await lstat(join(root, now)).catch(() => undefined);
    if (!about || about.mtimeMs < since || !(about.isFile() || about.isSymbolicLink())) return [];
    return [{ now, ...(about.isSymbolicLink() && { link: true }) }];
  });
  return recent.flat();
}

/** null for a file that is too large or not readable; undefined for a deleted one. */
async function textOf(path: string): Promise<string | null | undefined> {
  const about = await stat(path).catch(() => undefined);
  if (!about?.isFile()) return undefined;
  return about.size > MAX_BYTES ? null : readFile(path, 'utf8').catch(() => null);
}
