import type { CodeEdit } from '../../../src/core/syntax/edits/codeEdit';
import type { PossibleMutation } from '../../../training/mutants/listMutations';

/**
 * The same mistake in another text of the file.
 * @returns undefined where the function that it is made in differs there, or either text has it more than once
 */
export function placeEdits(text: string, other: string, { fn, edits }: PossibleMutation): CodeEdit[] | undefined {
  const lines = text.split('\n');
  const start = lines.slice(0, fn.startLine - 1).join('\n').length + (fn.startLine > 1 ? 1 : 0);
  const own = lines.slice(fn.startLine - 1, fn.endLine).join('\n');
  const there = onlyPlace(other, own);
  if (onlyPlace(text, own) === undefined || there === undefined) return undefined;
  if (edits.some((edit) => edit.start < start || edit.end > start + own.length)) return undefined;
  return edits.map((edit) => ({ ...edit, start: edit.start - start + there, end: edit.end - start + there }));
}

function onlyPlace(text: string, part: string): number | undefined {
  const at = text.indexOf(part);
  return at >= 0 && text.indexOf(part, at + 1) < 0 ? at : undefined;
}
