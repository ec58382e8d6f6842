/** One row of a snippet on screen. */
export type CodeRow =
  | { kind: 'line'; number?: number; text: string; focus: boolean }
  | { kind: 'folded'; startLine: number; endLine: number; text: string };

export interface NumberedCode {
  text: string;
  /** 1-based. */
  startLine: number;
  /** Sorted; each is exactly one marker line in `text`. 1-based, inclusive. */
  folded: { startLine: number; endLine: number }[];
  /** 1-based. */
  focusLines: number[];
}

/**
 * Numbers the lines of a snippet's text.
 * @param edited the person changed the text: its lines no longer match the file's, and have no numbers
 */
export function codeRows(code: NumberedCode, edited: boolean): CodeRow[] {
  const lines = code.text.replace(/\n$/, '').split('\n');
  if (edited) return lines.map((text) => ({ kind: 'line', text, focus: false }));
  const folds = new Map(code.folded.map((range) => [range.startLine, range]));
  const focus = new Set(code.focusLines);
  let number = code.startLine;
  return lines.map((text): CodeRow => {
    const fold = folds.get(number);
    if (fold) {
      number = fold.endLine + 1;
      return { kind: 'folded', ...fold, text };
    }
    return { kind: 'line', number, text, focus: focus.has(number++) };
  });
}
