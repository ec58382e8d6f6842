import { GitError } from './gitError';

const MAX_COMMITS = 1_000;

export interface Commit {
  hash: string;
  short: string;
  when: string;
  summary: string;
  merge: boolean;
}

/** Base of the comparison for the window. */
export interface Base {
  name: string;
  /** False for the empty tree. */
  commit: boolean;
}

/** Runs git in a folder. */
export type RunInFolder = (args: readonly string[], cwd: string, signal?: AbortSignal) => Promise<{ text: string; truncated: boolean }>;

/**
 * Commits whose author date lies in the window, among the newest overall. Git's own `--since` stops at the first older commit, although a
 * merged branch behind it may have newer ones; `--since-as-filter` does not exist before 2.37.
 */
export async function commitsSince(run: RunInFolder, cwd: string, time: number, signal?: AbortSignal): Promise<Commit[]> {
  const format = '--format=%H%x1f%h%x1f%at%x1f%P%x1f%s';
  const { text } = await run(['log', format, `--max-count=${MAX_COMMITS}`], cwd, signal).catch(nothing);
  return text.split('\n').flatMap((line) => {
    const [hash, short, seconds, parents, summary] = line.split('\x1f');
    const at = Number(seconds) * 1000;
    if (!hash || !short || !(at >= time)) return [];
    return [{ hash, short, when: new Date(at).toISOString(), summary: summary ?? '', merge: (parents ?? '').includes(' ') }];
  });
}

/** Follows names back through renames, newest commit first. */
export async function commitsByFile(
  run: RunInFolder,
  cwd: string,
  base: Base,
  commits: readonly Commit[],
  signal?: AbortSignal,
): Promise<Map<string, Commit[]>> {
  const byFile = new Map<string, Commit[]>();
  if (!commits.length) return byFile;
  const known = new Map(commits.map((commit) => [commit.hash, commit]));
  const range = base.commit ? [`${base.name}..HEAD`] : ['HEAD'];
  const args = [
    'log',
    '--format=%x01%H',
    '--name-status',
    '-z',
    '--diff-merges=first-parent',
    '--no-ext-diff',
    '--no-textconv',
    '--find-renames',
    '--relative',
  ];
  const { text } = await run([...args, ...range], cwd, signal).catch(nothing);
  const nameNow = new Map<string, string>();
  for (const entry of text.split('\x01').slice(1)) {
    const [hash, ...fields] = entry.split('\0').map((field) => field.replace(/^\n/, ''));
    const commit = known.get((hash ?? '').trim());
    for (let at = 0; at < fields.length; at++) {
      const status = fields[at] ?? '';
      if (!/^[A-Z]\d*$/.test(status)) continue;
      const first = fields[++at] ?? '';
      const name = /^[RC]/.test(status) ? (fields[++at] ?? '') : first;
      const now = nameNow.get(name) ?? name;
      if (status.startsWith('R')) nameNow.set(first, now);
      if (!commit) continue;
      const list = byFile.get(now);
      if (!list) byFile.set(now, [commit]);
      else if (list.at(-1) !== commit) list.push(commit);
    }
  }
  return byFile;
}

/** For queries whose failure means "none": a repository without commits. A cancellation and a missing git still throw. */
export function nothing(error: unknown): { text: string; truncated: boolean } {
  if (error instanceof GitError && error.reason === 'failed') return { text: '', truncated: false };
  throw error;
}
