/** Colours, cursor moves and shell integration marks. */
const ESCAPES = /\u001b(?:\[[\d;?]{0,20}[A-Za-z]|\][^\u0007\u001b]{0,2000}(?:\u0007|\u001b\\))/g;
/** Characters of a line that are compared. */
const COMPARED = 300;
const LEAST = 8;

/**
 * Whether the output of a command contains a text selected on screen: compares its longest line.
 * @param output with its escape codes
 */
export function printedBy(output: string, selected: string): boolean {
  const lines = selected.split('\n').map((line) => line.trim().slice(0, COMPARED));
  const longest = lines.reduce((best, line) => (line.length > best.length ? line : best), '');
  return longest.length >= LEAST && output.replace(ESCAPES, '').includes(longest);
}
