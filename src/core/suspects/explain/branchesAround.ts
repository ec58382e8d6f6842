import type { LineRange } from '../../context/failureEvidence';
import type { SyntaxFile } from '../../syntax/syntax';

/** The innermost branch around a line that does not contain another line; `holds` if it runs when the condition holds. */
export function conditionOf(
  file: SyntaxFile,
  line: number,
  other: number,
): { condition: string; line: number; holds: boolean } | undefined {
  const fn = file.enclosing(line);
  if (!fn) return undefined;
  const inside = (range: LineRange, at: number): boolean => range.startLine <= at && at <= range.endLine;
  const around = file
    .branches(fn)
    .flatMap(({ condition, line: at, then, otherwise, unless }) => [
      { condition, line: at, range: then, holds: !unless },
      ...(otherwise ? [{ condition, line: at, range: otherwise, holds: unless }] : []),
    ]);
  return around.findLast(({ range }) => inside(range, line) && !inside(range, other));
}
