/** Colours, cursor moves and the marks of a shell's integration. */
const ESCAPES = /\u001b(?:\[[\d;?]{0,20}[A-Za-z]|\][^\u0007\u001b]{0,2000}(?:\u0007|\u001b\\))/g;
/** Characters of a line that are compared. */
const COMPARED = 300;
const LEAST = 8;

/**
 * Whether a text, as it was selected on a screen, stands in what a command printed: by its longest line.
 * @param output with its escape codes
 */
export function printedBy(output: string, selected: string): boolean {
  const lines = selected.split('\n').map((line) => line.trim().slice(0, COMPARED));
  const longest = lines.reduce((best, line) => (line.length > best.length ? line : best), '');
  return longest.length >= LEAST && output.replace(ESCAPES, '').includes(longest);
}
