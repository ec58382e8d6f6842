import type { FolderBug } from '../../realBugs/bugFolder';

/** Lines of a file that go into a prompt, and their cost in tokens. */
export interface Piece {
  file: string;
  lines: Set<number>;
  tokens: number;
}

type Truth = FolderBug['truth'];

/** The pieces that fit, best first; a piece that does not fit is skipped for the next that does. */
export function within(pieces: readonly Piece[], budget: number): Piece[] {
  let left = budget;
  return pieces.filter(({ tokens }) => {
    if (tokens > left) return false;
    left -= tokens;
    return true;
  });
}

export function holdsAll(pieces: readonly Piece[], truth: Truth): boolean {
  const lines = linesOf(truth);
  return lines.length > 0 && lines.every((line) => pieces.some((piece) => holds(piece, line)));
}

export function holdsAny(pieces: readonly Piece[], truth: Truth): boolean {
  return linesOf(truth).some((line) => pieces.some((piece) => holds(piece, line)));
}

/** 1-based place of the last piece that is needed for all true lines; undefined if the pieces do not hold them all. */
export function neededRank(pieces: readonly Piece[], truth: Truth): number | undefined {
  if (!holdsAll(pieces, truth)) return undefined;
  return Math.max(...linesOf(truth).map((line) => pieces.findIndex((piece) => holds(piece, line)) + 1));
}

/** The smallest budget, in steps of a tenth, that holds the requested number of bugs; undefined if none suffices. */
export function tokensFor(asked: number, heldWithin: (budget: number) => number): number | undefined {
  for (let budget = 100; budget < 100_000; budget *= 1.1) if (heldWithin(budget) >= asked) return budget;
  return undefined;
}

function linesOf(truth: Truth): { file: string; line: number }[] {
  return truth.flatMap(({ file, lines }) => lines.map((line) => ({ file, line })));
}

function holds(piece: Piece, { file, line }: { file: string; line: number }): boolean {
  return piece.file === file && piece.lines.has(line);
}
