import { stripTerminalSequences } from '../core/capture/unwrap/terminalText';

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
  return longest.length >= LEAST && stripTerminalSequences(output).includes(longest);
}
