import { t } from '../core/language';

/** Lines as a sentence names them, in the order of each file: "lines 38 and 47 of OrderHistory.tsx". Lines are 1-based. */
export function linesInWords(places: readonly { file: string; line: number }[]): string {
  const files = new Map<string, Set<number>>();
  for (const { file, line } of places) files.set(file, (files.get(file) ?? new Set()).add(line));
  const parts = [...files].map(([file, found]) => {
    const lines = [...found].sort((a, b) => a - b).map(String);
    const last = lines.pop() ?? '';
    return lines.length ? t('lines {0} and {1} of {2}', lines.join(', '), last, file) : t('line {0} of {1}', last, file);
  });
  return parts.join('; ');
}
