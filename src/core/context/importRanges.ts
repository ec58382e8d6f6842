import type { SyntaxFile } from '../syntax/syntax';
import type { LineRange } from './failureEvidence';

/** The statements of a file that import a name, neighbours together. */
export function importRanges(source: SyntaxFile, wanted: (local: string) => boolean): LineRange[] {
  const ranges: LineRange[] = [];
  const lines = new Set(source.imports.filter(({ local, line }) => wanted(local) && !source.enclosing(line)).map(({ line }) => line));
  for (const line of [...lines].sort((a, b) => a - b)) {
    const statement = source.statement(line);
    const last = ranges.at(-1);
    if (last && statement.startLine <= last.endLine + 1) last.endLine = Math.max(last.endLine, statement.endLine);
    else ranges.push({ ...statement });
  }
  return ranges;
}

/** Lines of ranges that do not overlap. */
export function linesIn(ranges: readonly LineRange[]): number {
  return ranges.reduce((sum, { startLine, endLine }) => sum + endLine - startLine + 1, 0);
}
