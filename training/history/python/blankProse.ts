/**
 * Empties the lines of comments and docstrings, so that a fix that also words them anew is not said to be there.
 * @returns as many lines as before
 */
export function blankProse(source: string): string {
  const blank = (text: string): string => text.replace(/[^\r\n]+/g, '');
  return source
    .replace(
      /(^|:[ \t]*(?:#.*)?\r?\n(?:[ \t]*\r?\n)*)([ \t]*[rRuU]?("""|''')[^]*?\3[ \t]*(?=\r?\n|$))/g,
      (_, before: string, text: string) => before + blank(text),
    )
    .replace(/^[ \t]*#.*$/gm, '');
}
