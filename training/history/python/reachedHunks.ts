import type { Hunk } from '../../npm/hunks';

/**
 * Keeps the changes in code that a test reached.
 * @param changes all of a pair, those of a file in order
 * @param before lines reached in the older source; `after` in the newer
 */
export function reachedHunks(
  changes: readonly Hunk[],
  before: Readonly<Record<string, readonly number[]>>,
  after: Readonly<Record<string, readonly number[]>>,
): Hunk[] {
  const [old, now] = [before, after].map((lines) => new Map(Object.entries(lines).map(([file, found]) => [file, new Set(found)])));
  const grown = new Map<string, number>();
  return changes.filter(({ file, start, removed, added }) => {
    const by = grown.get(file) ?? 0;
    grown.set(file, by + added.length - removed.length);
    const reached = (lines: ReadonlySet<number> | undefined, first: number, count: number): boolean =>
      Array.from({ length: count }, (_, index) => first + index).some((line) => lines?.has(line));
    return (
      reached(old?.get(file), start, removed.length) ||
      reached(now?.get(file), start + by, added.length) ||
      (added.length === 0 && reached(now?.get(file), start + by - 1, 2))
    );
  });
}

/** Lines around a frame's that are most likely of its function. */
const NEAR = 12;

/** Keeps the changes that are near the frames of what pytest printed: `lib/a.py:12: in read`. */
export function hunksAtFrames(changes: readonly Hunk[], text: string): Hunk[] {
  const frames = [...text.matchAll(/^([^\s:]+\.py):(\d+): /gm)].map(([, file = '', line]) => ({ file, line: Number(line) }));
  return changes.filter(({ file, start, removed }) =>
    frames.some((frame) => frame.file === file && frame.line >= start - NEAR && frame.line <= start + removed.length + NEAR),
  );
}
