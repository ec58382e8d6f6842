import type { Frame, FrameOrigin } from '../failureReport';

/** A frame before the scanner has set its origin. */
export type FrameDraft = Omit<Frame, 'origin' | 'generated'> & { origin?: FrameOrigin };

/** The frame that a pattern's groups `file`, `line`, `column` and `function` describe; without them the file is empty and the line 0. */
export function frameOf(match: RegExpMatchArray, raw: string): FrameDraft {
  const { file = '', line = 0, column, function: name } = match.groups ?? {};
  return { file, line: Number(line), column: column === undefined ? undefined : Number(column), function: name, raw };
}
