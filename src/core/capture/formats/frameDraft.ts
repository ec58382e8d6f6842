import type { Frame, FrameOrigin } from '../failureReport';

/** A frame before the scanner has set its origin. */
export type FrameDraft = Omit<Frame, 'origin' | 'generated'> & { origin?: FrameOrigin };

/** Stands for the rest of a line's number in a row that a log cut: `at load (src/load.js:1…)`. */
export const CUT = '…';
/** Such a place. What there is of the number is none yet. */
export const cutPlace = /^(.{1,4000}):\d{0,9}…$/;

/** The digits with which the line of a frame begins that a log cut; undefined for a frame that is whole. */
export function cutDigits({ raw }: Pick<FrameDraft, 'raw'>): string | undefined {
  return /:(\d{0,9})…\)?$/.exec(raw)?.[1];
}

/** The frame that a pattern's groups `file`, `line`, `column` and `function` describe; without them the file is empty and the line 0. */
export function frameOf(match: RegExpMatchArray, raw: string): FrameDraft {
  const { file = '', line = 0, column, function: name } = match.groups ?? {};
  return { file, line: Number(line), column: column === undefined ? undefined : Number(column), function: name, raw };
}
