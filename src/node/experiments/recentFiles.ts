import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecentFile } from '../../core/experiments/changeUnits';
import { changesUnavailable } from '../git/changesUnavailable';
import { GitError } from '../git/gitError';
import { runGit } from '../git/runGit';

/** Larger files, and more of them, are no hunks that a person wrote. */
const MAX_BYTES = 1_000_000;
const MAX_FILES = 300;

/** What package managers write: putting it back installs nothing. */
const LOCKS =
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|poetry\.lock|uv\.lock|Pipfile\.lock|Cargo\.lock|go\.sum|composer\.lock|Gemfile\.lock)$/;

/** Files of a workspace that changed since a time, committed or not, with their texts then and now. */
export interface RecentFiles {
  files: RecentFile[];
  notes: string[];
}

/**
 * @param root real path of the workspace
 * @param since ms since the epoch
 * @param unsaved texts of editors, by workspace-relative file
 * @throws ChangesUnavailable where git cannot say
 */
export async function recentFiles(
  root: string,
  since: number,
  unsaved: Readonly<Record<string, string>> = {},
  signal?: AbortSignal,
): Promise<RecentFiles> {
  const git = async (args: readonly string[]): Promise<string> => (await runGit(args, { cwd: root, signal })).text;
  try {
    const head = (await git(['rev-parse', '--verify', '--quiet', 'HEAD']).catch(() => '')).trim();
    if (!head) {
      await git(['rev-parse', '--show-toplevel']);
      return { files: [], notes: ['There is no commit to compare with yet.'] };
    }
    const base = await baseBefore(git, head, since);
    const status = await git(['diff', '--name-status', '-z', '--find-renames', '--relative', '--ignore-submodules=all', base]);
    const untracked = await git(['ls-files', '-z', '--others', '--exclude-standard']);
    const names: { before?: string; now?: string }[] = [...changedNames(status), ...(await recentUntracked(root, untracked, since))];
    for (const file of Object.keys(unsaved)) if (!names.some(({ now }) => now === file)) names.push({ before: file, now: file });
    const notes: string[] = [];
    const locks = names.filter(({ now, before }) => LOCKS.test(now ?? before ?? ''));
    if (locks.length)
      notes.push(`${locks.map(({ now, before }) => now ?? before).join(', ')} changed, too; installed packages stay as they are.`);
    const files: RecentFile[] = [];
    const skipped: string[] = [];
    for (const name of names.filter((each) => !locks.includes(each)).slice(0, MAX_FILES)) {
      const before = name.before === undefined ? undefined : await git(['show', `${base}:./${name.before}`]).catch(() => undefined);
      const now = name.now === undefined ? undefined : (unsaved[name.now] ?? (await textOf(join(root, name.now))));
      if ((before ?? '').length > MAX_BYTES || (before ?? '').includes('\0') || now === null || (now ?? '').includes('\0')) {
        skipped.push(name.now ?? name.before ?? '');
        continue;
      }
      // A file that git converts has other line ends there.
      const old = before !== undefined && now?.includes('\r\n') && !before.includes('\r\n') ? before.replaceAll('\n', '\r\n') : before;
      files.push({
        ...(old !== undefined && { before: { file: name.before ?? '', text: old } }),
        ...(now !== undefined && { now: { file: name.now ?? '', text: now } }),
      });
    }
    if (names.length > MAX_FILES) notes.push(`${names.length - MAX_FILES} more files changed, and were not looked at.`);
    if (skipped.length) notes.push(`Too large or no text, and not looked at: ${skipped.slice(0, 5).join(', ')}.`);
    return { files, notes };
  } catch (error) {
    signal?.throwIfAborted();
    throw error instanceof GitError ? changesUnavailable(error) : error;
  }
}

type Git = (args: readonly string[]) => Promise<string>;

/** The newest commit of the main line from before a time; where all is newer, the oldest one. */
async function baseBefore(git: Git, head: string, since: number): Promise<string> {
  const before = await git(['rev-list', '-1', '--first-parent', `--before=@${Math.floor(since / 1000) - 1}`, head]);
  if (before.trim()) return before.trim();
  return (await git(['rev-list', '--first-parent', head])).trim().split('\n').pop() ?? head;
}

function changedNames(status: string): { before?: string; now?: string }[] {
  const fields = status.split('\0');
  const names: { before?: string; now?: string }[] = [];
  for (let at = 0; at < fields.length; at++) {
    const kind = fields[at]?.[0];
    if (!kind) continue;
    const first = fields[++at] ?? '';
    if (kind === 'R') names.push({ before: first, now: fields[++at] ?? '' });
    else if (kind === 'C') names.push({ now: fields[++at] ?? '' });
    else if (kind === 'A') names.push({ now: first });
    else if (kind === 'D') names.push({ before: first });
    else if (kind === 'M') names.push({ before: first, now: first });
  }
  return names;
}

async function recentUntracked(root: string, listed: string, since: number): Promise<{ now: string }[]> {
  const recent: { now: string }[] = [];
  for (const now of listed
    .split('\0')
    .filter((name) => name && !name.endsWith('/'))
    .slice(0, 5000)) {
    const about = await stat(join(root, now)).catch(() => undefined);
    if (about?.isFile() && about.mtimeMs >= since) recent.push({ now });
  }
  return recent;
}

/** null for a file that is too large; undefined for one that is gone. */
async function textOf(path: string): Promise<string | null | undefined> {
  const about = await stat(path).catch(() => undefined);
  if (!about?.isFile()) return undefined;
  return about.size > MAX_BYTES ? null : readFile(path, 'utf8');
}
