import type { Line, Lookback } from '../line';

/** The parts of an error's first line. */
export interface ErrorTitle {
  type: string;
  message: string;
}

const mostLines = 200;
const mostBlanks = 8;

/**
 * Finds the title of an error above its first frame, and the further lines of its message in between.
 * @param readTitle reads a line as a title; it is given the line above it, too
 * @returns undefined where no line is a title; `first` is the title's line
 */
export function messageAbove<T extends ErrorTitle>(
  before: Lookback,
  frame: Line,
  readTitle: (text: string, above: string) => T | undefined,
): (T & { first: Line }) | undefined {
  const rest: string[] = [];
  let blanks = 0;
  for (let n = 1; n <= mostLines; n++) {
    const line = before.above(n);
    if (!line) return undefined;
    const title = readTitle(line.text, before.above(n + 1)?.text ?? '');
    if (title) return { ...title, message: [title.message, ...rest.reverse()].join('\n').trimEnd(), first: line };
    if (line.text.trim() === '' && ++blanks > mostBlanks) return undefined;
    if (line.prefixed && !frame.prefixed) return undefined;
    rest.push(line.text.trimEnd());
  }
  return undefined;
}
