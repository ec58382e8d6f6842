import type { TrueLocation } from '../../realBugs/npm/bugList';
import { type Hunk, codeLines, splitLines } from '../../realBugs/npm/hunks';

/** A line with content: a fix does not belong on a line of brackets alone. */
const WORD = /[^\s()[\]{};,]/;

/** A helper, import or variable of the module, added for a change elsewhere that uses it. */
const SUPPORT = /^(?:async\s+)?(?:function\b|class\b|def\b|import\b|from\s+[\w.]+\s+import\b|(?:var|let|const)\b)/;

/** The same inside a function that wraps the module, or a method. */
const HELPER = /^\s+(?:async\s+)?(?:function|def)\s+\w/;
const IMPORT = /\brequire\(|^(?:import|from)\b/;

/**
 * Where the fix belongs, on the buggy side: lines that it changes or, if it only adds, the code lines before and after the gap.
 * Additions at the module's top level (a helper that the changed line calls) are left out if other code changes too.
 * @param before the buggy files by path
 */
export function truthLines(before: Readonly<Record<string, string>>, hunks: readonly Hunk[]): TrueLocation[] {
  const direct = hunks.filter((hunk) => !isSupport(hunk));
  const byFile = new Map<string, Set<number>>();
  for (const hunk of direct.length > 0 ? direct : hunks) {
    const lines = splitLines(before[hunk.file] ?? '');
    const found = byFile.get(hunk.file) ?? new Set<number>();
    byFile.set(hunk.file, found);
    for (const line of changedLines(lines, hunk)) found.add(line);
  }
  return [...byFile].map(([file, lines]) => ({ file, lines: [...lines].sort((a, b) => a - b) })).filter(({ lines }) => lines.length > 0);
}

/** Whether a hunk only adds a declaration at the top level of its module, or replaces one import with another. */
export function isSupport({ removed, added }: Hunk): boolean {
  const [before, after] = [removed, added].map((lines) => lines.filter((line) => WORD.test(line) && !/^\s*(?:\/\/|\*|\/\*)/.test(line)));
  if (!before || !after?.[0]) return false;
  if (before.length > 0) return [...before, ...after].every((line) => SUPPORT.test(line)) && after.some((line) => IMPORT.test(line));
  return SUPPORT.test(after[0]) || HELPER.test(after[0]);
}

function changedLines(lines: readonly string[], { start, removed }: Hunk): number[] {
  const code = codeLines(lines);
  const speaks = (index: number): boolean => code[index] === true && WORD.test(lines[index] ?? '');
  const changed = removed.map((_, offset) => start - 1 + offset).filter(speaks);
  if (changed.length > 0) return changed.map((index) => index + 1);
  const isCode = (index: number): boolean => code[index] === true;
  const above = nearest(lines, start - 2, -1, isCode);
  const below = nearest(lines, start - 1 + removed.length, 1, isCode);
  const around = [above, below].filter((index) => index !== undefined);
  const speaking = around.filter(speaks);
  if (speaking.length > 0) return speaking.map((index) => index + 1);
  const before = nearest(lines, start - 2, -1, speaks);
  return before === undefined ? [] : [before + 1];
}

function nearest(lines: readonly string[], from: number, step: number, wanted: (index: number) => boolean): number | undefined {
  for (let index = from; index >= 0 && index < lines.length; index += step) if (wanted(index)) return index;
  return undefined;
}
