import { diffArrays } from 'diff';

/** One place where two versions of a file differ, without context. */
export interface Hunk {
  file: string;
  /** 1-based line of the older file where `removed` begins, or before which `added` goes. */
  start: number;
  removed: string[];
  added: string[];
}

/** @returns the differences from `before` to `after`, in order; hunks that change only comments or blank lines are left out */
export function diffHunks(file: string, before: string, after: string): Hunk[] {
  return diffLines(file, before, after).filter(({ removed, added }) => codeOf(removed) !== codeOf(added));
}

/** @returns every difference from `before` to `after`, in order: applied together, they turn `before` into `after` */
export function diffLines(file: string, before: string, after: string): Hunk[] {
  const hunks: Hunk[] = [];
  let line = 1;
  let open: Hunk | undefined;
  for (const { added, removed, value } of diffArrays(splitLines(before), splitLines(after))) {
    if (!added && !removed) {
      open = undefined;
      line += value.length;
      continue;
    }
    if (!open) hunks.push((open = { file, start: line, removed: [], added: [] }));
    open[added ? 'added' : 'removed'].push(...value);
    if (removed) line += value.length;
  }
  return hunks;
}

/** @returns `before` with the hunks in place; they must be of one file and in order */
export function applyHunks(before: string, hunks: readonly Hunk[]): string {
  const lines = splitLines(before);
  for (const { start, removed, added } of [...hunks].reverse()) lines.splice(start - 1, removed.length, ...added);
  return lines.join('\n');
}

/** @returns the hunks of each file, in their order */
export function hunksByFile(hunks: readonly Hunk[]): Map<string, Hunk[]> {
  const byFile = new Map<string, Hunk[]>();
  for (const hunk of hunks) {
    const found = byFile.get(hunk.file);
    if (found) found.push(hunk);
    else byFile.set(hunk.file, [hunk]);
  }
  return byFile;
}

/** For each line, whether it holds code: not blank, not a comment. */
export function codeLines(lines: readonly string[]): boolean[] {
  let inComment = false;
  return lines.map((line) => {
    let text = line.trim();
    if (inComment) {
      const end = text.indexOf('*/');
      if (end < 0) return false;
      inComment = false;
      text = text.slice(end + 2).trim();
    }
    while (text.startsWith('/*')) {
      const end = text.indexOf('*/', 2);
      if (end < 0) {
        inComment = true;
        return false;
      }
      text = text.slice(end + 2).trim();
    }
    return text !== '' && !text.startsWith('//');
  });
}

export function splitLines(text: string): string[] {
  return text.split(/\r?\n/);
}

/** The code of lines without layout, for comparison. */
function codeOf(lines: readonly string[]): string {
  const code = codeLines(lines);
  return lines
    .filter((_, index) => code[index])
    .map((line) => line.replace(/\s+/g, ''))
    .join('\n');
}
