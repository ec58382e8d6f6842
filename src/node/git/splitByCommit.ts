import type { DiffHunk } from './parseDiff';
import type { Commit } from './windowCommits';

interface Piece {
  startLine: number;
  endLine: number;
  commit: Commit | undefined;
  diff: string;
}

/** Context lines around a change, as in git. */
export const CONTEXT = 3;

/** A unified diff of some lines of a hunk, with the context around them. */
function sliceDiff(hunk: DiffHunk, from: number, to: number): string {
  let start = from;
  while (start > 0 && from - start < CONTEXT && hunk.lines[start - 1]?.startsWith(' ')) start--;
  let end = to;
  while (end < hunk.lines.length && end - to < CONTEXT && /^[ \\]/.test(hunk.lines[end] ?? '')) end++;
  const count = (lines: readonly string[], sign: string) => lines.filter((line) => line.startsWith(sign) || line.startsWith(' ')).length;
  const before = hunk.lines.slice(0, start);
  const lines = hunk.lines.slice(start, end);
  const oldCount = count(lines, '-');
  const newCount = count(lines, '+');
  const oldStart = hunk.oldStart + count(before, '-');
  const newStart = hunk.newStart + count(before, '+');
  const heading = hunk.heading ? ` ${hunk.heading}` : '';
  return [`@@ -${oldStart},${oldCount} +${newStart},${newCount} @@${heading}`, ...lines].join('\n');
}

/** Splits a hunk where the commit changes, so that each piece has one author; drops pieces older than the window. */
export function splitByCommit(
  hunk: DiffHunk,
  ofLine: (line: number) => Commit | undefined | null,
  ofRemoval: (lines: readonly string[]) => Commit | undefined,
): Piece[] {
  type Run = { commit: Commit | undefined | null; from: number; to: number; startLine: number; endLine: number };
  const runs: Run[] = [];
  let line = hunk.newStart || 1;
  if (!hunk.lines.some((each) => !/^[-\\]/.test(each))) line = hunk.newStart + 1;
  let removalsFrom: number | undefined;
  const flush = (at: number) => {
    if (removalsFrom === undefined) return;
    const removed = hunk.lines.slice(removalsFrom, at).filter((each) => each.startsWith('-'));
    runs.push({ commit: ofRemoval(removed), from: removalsFrom, to: at, startLine: line, endLine: line - 1 });
    removalsFrom = undefined;
  };
  hunk.lines.forEach((each, at) => {
    if (each.startsWith('\\')) return;
    if (each.startsWith('-')) {
      removalsFrom ??= at;
      return;
    }
    if (each.startsWith('+')) {
      const commit = ofLine(line);
      const last = runs.at(-1);
      if (removalsFrom === undefined && last && last.to === at && last.commit === commit) {
        last.to = at + 1;
        last.endLine = line;
      } else {
        // Removed lines belong to the lines that replace them.
        runs.push({ commit, from: removalsFrom ?? at, to: at + 1, startLine: line, endLine: line });
        removalsFrom = undefined;
      }
    } else flush(at);
    line++;
  });
  flush(hunk.lines.length);

  const groups: Run[] = [];
  for (const run of runs) {
    const last = groups.at(-1);
    if (last && last.commit === run.commit) Object.assign(last, { to: run.to, endLine: Math.max(last.endLine, run.endLine) });
    else groups.push({ ...run });
  }
  return groups.flatMap((group) => {
    if (group.commit === null) return [];
    return [{ startLine: group.startLine, endLine: group.endLine, commit: group.commit, diff: sliceDiff(hunk, group.from, group.to) }];
  });
}
