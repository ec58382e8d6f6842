import { withoutSpaces } from './textTests';
import type { LineRange } from '../../context/failureEvidence';
import type { SyntaxFile } from '../../syntax/syntax';
import { escapePattern } from '../../escapePattern';

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

/** Whether a line runs only if an expression has a value: in a branch on it, or after a branch that exits without it. */
export function isGuarded(file: SyntaxFile, expression: string, line: number): boolean {
  const fn = file.enclosing(line);
  if (!fn) return false;
  const flat = withoutSpaces(expression);
  return file.branches(fn).some(({ condition, then, leaves, unless }) => {
    const said = withoutSpaces(condition);
    const holds =
      said === flat ||
      new RegExp(`^${escapePattern(flat)}(?:!==?|isnot|!=)(?:undefined|null|None|nil)$`).test(said) ||
      said.split('&&').includes(flat);
    const lacks =
      said === `!${flat}` ||
      said === `not${flat}` ||
      new RegExp(`^${escapePattern(flat)}(?:===?|is)(?:undefined|null|None|nil)$`).test(said);
    const inside = then.startLine <= line && line <= then.endLine;
    return (holds && inside && !unless) || (lacks && leaves && then.endLine < line);
  });
}
