/** Words and numbers of a value as a tool prints it, each with how often it is there. */
function wordsOf(text: string): Map<string, number> {
  const words = new Map<string, number>();
  for (const [word] of text.matchAll(WORD)) words.set(word, (words.get(word) ?? 0) + 1);
  return words;
}

const WORD = /[\p{L}_][\p{L}\p{N}_]*|\d+(?:[.:]\d+)*/gu;
/** Of long values only a part is printed. */
const CUT = /\.\.\.|…/;

/** What one of two values has that the other one lacks. */
export interface WordDifference {
  missing: ReadonlySet<string>;
  extra: ReadonlySet<string>;
  /** What both have. */
  common: ReadonlySet<string>;
}

/** How the words of two values differ; undefined where one of them is not whole, or a word is only there more often. */
export function wordDifference(expected: string, actual: string): WordDifference | undefined {
  if (CUT.test(expected) || CUT.test(actual)) return undefined;
  const [wanted, got] = [wordsOf(expected), wordsOf(actual)];
  const lacking = (of: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): Set<string> =>
    new Set([...of.keys()].filter((word) => !other.has(word)));
  const common = new Set([...wanted.keys()].filter((word) => got.has(word)));
  return { missing: lacking(wanted, got), extra: lacking(got, wanted), common };
}

/** Whether a text has one of some words. */
export function hasAny(text: string, words: ReadonlySet<string>): boolean {
  for (const [word] of text.matchAll(WORD)) if (words.has(word)) return true;
  return false;
}
