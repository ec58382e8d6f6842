/** One replacement in a source text; offsets of the text before any edit. */
export interface CodeEdit {
  start: number;
  end: number;
  text: string;
  /** Follows from the others (indentation, a closing brace), so a fix need not name its line. */
  cosmetic?: true;
}

/** @param edits not overlapping, in source order */
export function applyEdits(text: string, edits: readonly CodeEdit[]): string {
  let edited = '';
  let from = 0;
  for (const edit of edits) {
    edited += text.slice(from, edit.start) + edit.text;
    from = edit.end;
  }
  return edited + text.slice(from);
}
