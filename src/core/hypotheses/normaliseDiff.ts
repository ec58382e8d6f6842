import { parseDiff } from './parseDiff';

/**
 * The effect of a diff, without details that differ between spellings of the same fix: hunk numbers, context, blanks, the order of files.
 * Text that is not a patch is compared by its words.
 */
export function normaliseDiff(diff: string): string {
  const patches = parseDiff(diff);
  if (!patches.length) return squeeze(diff);
  const files = new Map<string, string[]>();
  for (const patch of patches) {
    const changed = patch.hunks.flatMap((hunk) => hunk.lines.filter((line) => !line.startsWith(' ') && line.slice(1).trim()));
    const name = patch.path.slice(Math.max(patch.path.lastIndexOf('/'), patch.path.lastIndexOf('\\')) + 1);
    files.set(name, [...(files.get(name) ?? []), ...changed.map((line) => line[0] + squeeze(line.slice(1)))]);
  }
  return [...files]
    .map(([name, lines]) => `${name}\n${lines.join('\n')}`)
    .sort()
    .join('\n\n');
}

/** Is a fix the same as one that was tried and failed? */
export function matchesFailedDiff(diff: string, failedDiffs: readonly string[]): boolean {
  if (!failedDiffs.length || !diff.trim()) return false;
  const wanted = normaliseDiff(diff);
  return failedDiffs.some((failed) => normaliseDiff(failed) === wanted);
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
