import { applyHunks, diffHunks } from '../../realBugs/npm/hunks';
import type { RunnableBug } from '../../realBugs/runnableBug';

/** Lines around a fix's place that its hunks may begin or end on. */
const NEAR = 1;

/**
 * The files with the fix of this fault alone: of everything that the later version changes, the hunks at the places that were judged by
 * hand to hold the fault. All of a file's hunks where none stands there.
 */
export function trueFix({ truth, files }: Pick<RunnableBug, 'truth' | 'files'>): Map<string, string> {
  const fixed = new Map<string, string>();
  for (const { file, lines } of truth) {
    const texts = files.get(file);
    if (texts?.before === undefined) continue;
    const hunks = diffHunks(file, texts.before, texts.after);
    const own = hunks.filter(({ start, removed }) =>
      lines.some((line) => line >= start - NEAR && line <= start + Math.max(0, removed.length - 1) + NEAR),
    );
    fixed.set(file, own.length ? applyHunks(texts.before, own) : texts.after);
  }
  return fixed;
}

/** Code without what only its writer sees: layout, comments, kinds of quotes, semicolons. */
export function plainCode(text: string): string {
  return text
    .replace(/\/\*[^]*?\*\/|(?<=^|\s)(?:\/\/|#).*$/gm, '')
    .replace(/['"`]/g, "'")
    .replace(/[\s;]+/g, '');
}
