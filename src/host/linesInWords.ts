/** Lines as a sentence names them, in the order of each file: "lines 38 and 47 of OrderHistory.tsx". Lines are 1-based. */
export function linesInWords(places: readonly { file: string; line: number }[]): string {
  const files = new Map<string, Set<number>>();
  for (const { file, line } of places) files.set(file, (files.get(file) ?? new Set()).add(line));
  const parts = [...files].map(([file, found]) => {
    const lines = [...found].sort((a, b) => a - b).map(String);
    const last = lines.pop() ?? '';
    return `${lines.length ? `lines ${lines.join(', ')} and ${last}` : `line ${last}`} of ${file}`;
  });
  return parts.join('; ');
}
