import type { RecentChange } from './failureEvidence';

/** A fix that was applied from its card, and that the files still hold. */
export interface FixInFiles {
  /** Workspace-relative with `/`. */
  files: readonly string[];
  diff: string;
}

/** Whether applying a fix made this change: then it did not bring a failure that was there before. */
export function madeByFix(change: RecentChange, fixes: readonly FixInFiles[]): boolean {
  if (change.commit !== undefined) return false;
  const lines = changedLinesOf(change.diff);
  return (
    lines.length > 0 &&
    fixes.some(({ files, diff }) => {
      if (!files.includes(change.file)) return false;
      const made = new Set(changedLinesOf(diff));
      return lines.every((line) => made.has(line));
    })
  );
}

/** Added and removed lines of a unified diff, with their sign. */
function changedLinesOf(diff: string): string[] {
  return diff.split('\n').flatMap((line) => (/^[-+]/.test(line) && !/^(?:\+\+\+|---)(?: |$)/.test(line) ? [line.trimEnd()] : []));
}
