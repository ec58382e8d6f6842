import type { Hypothesis } from '../hypothesis';

/** The share of the shorter title's words found in both from which two titles about the same place are equal. */
const SAME_PLACE_WORDS = 0.5;
/** The same for titles not known to be about the same place. */
const ANYWHERE_WORDS = 0.85;
/** Maximum lines between two places that count as one: models count from the function's head, or are off by one. */
const NEAR_LINES = 2;

/** Words that do not distinguish claims. */
const EMPTY_WORDS = new Set(
  'a an and are as at be because been but by can could does for from has have if in is it its may might not of on or so that the then there this to was when where which with'.split(
    ' ',
  ),
);

type Claim = Pick<Hypothesis, 'title' | 'evidence'>;

/** Do two hypotheses claim the same, in other words? By the first place that each cites and by the words of their titles. */
export function sameClaim(a: Claim, b: Claim): boolean {
  const words = overlap(wordsOf(a.title), wordsOf(b.title));
  return words >= (samePlace(a, b) ? SAME_PLACE_WORDS : ANYWHERE_WORDS);
}

function samePlace({ evidence: [a] }: Claim, { evidence: [b] }: Claim): boolean {
  return a !== undefined && b !== undefined && a.file === b.file && Math.abs(a.line - b.line) <= NEAR_LINES;
}

function wordsOf(title: string): Set<string> {
  const words = title.toLowerCase().match(/[\p{L}\p{N}_$]+/gu) ?? [];
  return new Set(words.filter((word) => !EMPTY_WORDS.has(word)));
}

/** 0..1 of the smaller set; 1 where both are empty. */
function overlap(a: Set<string>, b: Set<string>): number {
  const smaller = Math.min(a.size, b.size);
  if (!smaller) return a.size === b.size ? 1 : 0;
  return [...a].filter((word) => b.has(word)).length / smaller;
}
