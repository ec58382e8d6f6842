/** Lines for a person: `4–12`, and `4` for a single one. */
export function lineRange({ startLine, endLine }: { startLine: number; endLine: number }): string {
  return endLine > startLine ? `${startLine}–${endLine}` : String(startLine);
}
