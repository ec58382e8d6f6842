import { t } from '../language';
import { ChangesUnavailable, type ChangedHunk, type Changes } from '../ports';
import type { LineRange, RecentChange } from './failureEvidence';

export interface RecentChanges {
  /** Newest first; none is marked as suspect yet. Diffs as returned by version control, with secrets still in them. */
  changes: RecentChange[];
  /** One sentence for the person: the reason for having none, or the omitted part. */
  notice?: string;
  /** ISO 8601 date of the first commit, if the history begins within the window: what came before it is not known. */
  begins?: string;
  /** False where version control could not answer: an empty list then means unknown. */
  known: boolean;
}

const UNAVAILABLE: Record<Exclude<ChangesUnavailable['reason'], 'otherOwner'>, string> = {
  notARepository: t('This folder is not in a git repository, so recent changes are not known.'),
  gitMissing: t('Git was not found, so recent changes are not known. Install git, or add it to the PATH; in VS Code, git.path names it.'),
  gitTooOld: t(
    'Recent changes are read with git 2.32 or later, and the one found is older. Update git; in VS Code, git.path may name another.',
  ),
  untrusted: t('Recent changes are not read in a workspace that is not trusted.'),
  diskFull: t('There is no space left on the disk for temporary files, so recent changes are not known.'),
  failed: t('Git could not say what changed recently. Describe your last change yourself.'),
};

const CUT_HISTORY = t(
  'Only a part of the history is here, so recent changes may be missing; to fetch more of it, run: git fetch --deepen=50',
);

/**
 * The changes within the window, committed or not. Does not throw where version control cannot answer; throws when cancelled.
 * @param since start of the window, ms since the epoch
 */
export async function recentChanges(changes: Changes | undefined, since: number, signal?: AbortSignal): Promise<RecentChanges> {
  if (!changes) return { changes: [], notice: UNAVAILABLE.notARepository, known: false };
  let hunks: ChangedHunk[];
  try {
    hunks = await changes.since(since, signal);
  } catch (error) {
    signal?.throwIfAborted();
    return { changes: [], notice: unavailableNotice(error), known: false };
  }
  const skipped = [...new Set(hunks.filter((hunk) => hunk.skipped).map(({ file }) => file))];
  const notices = [...(changes.historyIsCut ? [CUT_HISTORY] : []), ...(skipped.length ? [skippedNotice(skipped)] : [])];
  const shown = hunks.flatMap(({ skipped: left, ...hunk }): RecentChange[] => (left ? [] : [{ ...hunk, suspect: false }]));
  return {
    changes: shown.sort(newestFirst),
    known: true,
    ...(notices.length ? { notice: notices.join(' ') } : {}),
    ...(changes.historyBegins !== undefined && { begins: changes.historyBegins }),
  };
}

/**
 * Marks the changes that touch a function of the call chain, and puts them first.
 * @param ranges functions of the call chain, by file
 */
export function markSuspects(changes: readonly RecentChange[], ranges: readonly (LineRange & { file: string })[]): RecentChange[] {
  const byFile = new Map<string, LineRange[]>();
  for (const range of ranges) {
    const list = byFile.get(range.file);
    if (list) list.push(range);
    else byFile.set(range.file, [range]);
  }
  return changes
    .map((change) => ({ ...change, suspect: (byFile.get(change.file) ?? []).some((range) => touches(change, range)) }))
    .sort((a, b) => Number(b.suspect) - Number(a.suspect) || newestFirst(a, b));
}

/** Does a hunk lie in a range? Deleted lines leave none behind: they touch the lines on both sides of the gap. */
export function touches(change: LineRange, range: LineRange): boolean {
  const { startLine, endLine } = change;
  if (endLine >= startLine) return startLine <= range.endLine && endLine >= range.startLine;
  // A renamed file without other changes.
  if (endLine === 0) return true;
  return range.startLine <= endLine && range.endLine >= startLine;
}

function newestFirst(a: RecentChange, b: RecentChange): number {
  return Date.parse(b.when) - Date.parse(a.when) || (a.file < b.file ? -1 : a.file > b.file ? 1 : a.startLine - b.startLine);
}

/** Why version control cannot list the changes, for the person. */
export function unavailableNotice(error: unknown): string {
  if (!(error instanceof ChangesUnavailable)) return UNAVAILABLE.failed;
  if (error.reason !== 'otherOwner') return UNAVAILABLE[error.reason];
  const folder = error.folder ?? '.';
  const word = /^[\w/.:@+-]+$/.test(folder) ? folder : `'${folder.replaceAll("'", "'\\''")}'`;
  return t(
    'Git reads no folder of another user, so recent changes are not known; if you trust it, run: git config --global --add safe.directory {0}',
    word,
  );
}

function skippedNotice(files: readonly string[]): string {
  const named = files.slice(0, 3).join(', ');
  return files.length > 3
    ? t('Changed recently, but too large or no text, so not shown: {0} and {1} more.', named, files.length - 3)
    : t('Changed recently, but too large or no text, so not shown: {0}.', named);
}
