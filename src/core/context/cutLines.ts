/** The characters shown of a line of code. */
const LONGEST_LINE = 400;

/**
 * A text with its long lines cut. For texts with replaced secrets, because a cut could split a secret so that it is not found. Placeholders
 * stay whole.
 */
export function cutLines(text: string): string {
  return text.split('\n').map(cutLine).join('\n');
}

function cutLine(line: string): string {
  if (line.length <= LONGEST_LINE) return line;
  const kept = cutAt(line, LONGEST_LINE);
  return `${kept} … ${line.length - kept.length} more characters`;
}

/** The first characters of a text, without a placeholder that would be cut. */
export function cutAt(text: string, most: number): string {
  if (text.length <= most) return text;
  const open = text.lastIndexOf('<SECRET_', most - 1);
  const closed = open >= 0 ? text.indexOf('>', open) : -1;
  return text.slice(0, closed >= most ? open : most);
}
