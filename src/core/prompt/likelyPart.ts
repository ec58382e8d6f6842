import type { Snippet } from '../context/failureEvidence';
import { rangesWithout } from '../context/foldCode';
import type { Suspect } from '../suspects/suspect';
import type { LineRange } from '../workspace/lineRange';
import { keptLines, type ShownSnippet } from './renderSnippet';

/** Lines kept from the top: the signature. */
const HEAD_LINES = 2;
/** Lines from a likely one at which nothing of its chance is left. */
const REACH = 12;
/** Fewer lines between two that are kept stay: their mark is as long. */
const SHORTEST_GAP = 3;

/**
 * The part of a piece that fits: its first lines, and as many around its likeliest lines as there is room for.
 * @param suspects best first
 * @returns undefined where nothing in it is known to be likely, or no likely line fits
 */
export function likelyPart(
  { snippet, at }: ShownSnippet,
  suspects: readonly Suspect[],
  fits: (shown: ShownSnippet) => boolean,
): ShownSnippet | undefined {
  const likely = likelyLines(snippet, suspects);
  if (!likely.length) return undefined;
  const lines = keptLines({ snippet, folded: snippet.short !== undefined, at }).flatMap(({ line }) => line ?? []);
  const chance = (line: number): number => Math.max(...likely.map((each) => each.chance * (1 - Math.abs(each.line - line) / REACH)));
  const ordered = lines.slice(HEAD_LINES).toSorted((a, b) => chance(b) - chance(a) || a - b);
  const withoutLines = (kept: ReadonlySet<number>): LineRange[] => rangesWithout(kept, snippet.startLine, snippet.endLine, SHORTEST_GAP);
  const partOf = (count: number): ShownSnippet => ({
    snippet: { ...snippet, short: withoutLines(new Set([...lines.slice(0, HEAD_LINES), ...ordered.slice(0, count)])) },
    folded: true,
    at,
  });
  let [least, most] = [0, ordered.length];
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (fits(partOf(middle))) least = middle;
    else most = middle - 1;
  }
  return least > 0 ? partOf(least) : undefined;
}

function likelyLines(snippet: Snippet, suspects: readonly Suspect[]): { line: number; chance: number }[] {
  const isIn = (line: number): boolean => snippet.startLine <= line && line <= snippet.endLine;
  const ranked = suspects.filter(({ file, line }) => file === snippet.file && isIn(line));
  const best = ranked[0]?.score ?? 1;
  return [
    ...ranked.map(({ line, score }) => ({ line, chance: Math.sqrt(score / best) })),
    ...snippet.focusLines.map((line) => ({ line, chance: 1 })),
  ];
}
