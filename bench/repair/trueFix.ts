import { applyHunks, diffHunks } from '../../realBugs/npm/hunks';
import type { RunnableBug } from '../../realBugs/runnableBug';

/** Lines around a fix's place where its hunks may begin or end. */
const NEAR = 1;

/**
 * The files with the fix of this fault alone: from all changes of the later version, only the hunks at the places that were judged by
 * hand to hold the fault. If a file has no such hunk, all of its hunks.
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

/** Code without matters of style: layout, comments, kinds of quotes, semicolons. */
export function plainCode(text: string): string {
  return text
    .replace(/\/\*[^]*?\*\/|(?<=^|\s)(?:\/\/|#).*$/gm, '')
    .replace(/['"`]/g, "'")
    .replace(/[\s;]+/g, '');
}
