import { structuredPatch } from 'diff';

/** A run of changed lines with those around it. Starts are 1-based; of an empty side, the line that it precedes. */
export interface LineHunk {
  oldStart: number;
  oldLines: number;
  newStart: number;
  newLines: number;
  /** Each begins with a blank, "-" or "+", or with a backslash after a last line without a line end. */
  lines: string[];
}

/**
 * Added and removed lines up to which a diff is minimal. Its time grows with their square (half a second here), and a rewritten lock file or
 * bundle has ten times as many.
 */
const MOST_EDITS = 4000;

/**
 * The hunks between two texts. Texts that differ in too many lines give one hunk, from their first to their last difference.
 * @param context unchanged lines around a hunk
 */
export function lineHunks(before: string, now: string, context: number): LineHunk[] {
  const patch = structuredPatch('', '', before, now, '', '', { context, maxEditLength: MOST_EDITS });
  return patch ? patch.hunks : [wholeHunk(splitLines(before), splitLines(now), context)];
}

function wholeHunk(before: readonly string[], now: readonly string[], context: number): LineHunk {
  const shorter = Math.min(before.length, now.length);
  let same = 0;
  while (same < shorter && before[same] === now[same]) same++;
  let tail = 0;
  while (tail < shorter - same && before.at(-1 - tail) === now.at(-1 - tail)) tail++;
  const first = Math.max(0, same - context);
  const rest = before.slice(before.length - tail).slice(0, context);
  const lines = [
    ...before.slice(first, same).map((line) => ` ${line}`),
    ...before.slice(same, before.length - tail).map((line) => `-${line}`),
    ...now.slice(same, now.length - tail).map((line) => `+${line}`),
    ...rest.map((line) => ` ${line}`),
  ];
  const oldLines = before.length - tail - first + rest.length;
  const newLines = now.length - tail - first + rest.length;
  return { oldStart: first + 1, oldLines, newStart: first + 1, newLines, lines: lines.flatMap((line) => line.split('\n')) };
}

/** A last line without a line end is another one than the same with it, and is followed by what a diff says of that. */
function splitLines(text: string): string[] {
  const lines = text.split('\n');
  const last = lines.pop();
  return last ? [...lines, `${last}\n\\ No newline at end of file`] : lines;
}
